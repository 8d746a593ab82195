package vigilar.config;

import org.tomlj.TomlArray;
import org.tomlj.TomlTable;

import vigilar.alerts.PushSubject;
import vigilar.bus.Prefix;
import vigilar.web.Network;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;

/// A kind of value that a setting can have.
///
/// @param shape how it is written, for the reference
/// @param read from what TOML holds and the folder that relative paths start at; refuses with an
///   [IllegalArgumentException] whose message says what was expected
public record Kind<T>(String shape, Class<T> type, BiFunction<Object, Path, T> read) {
    static final Kind<InetSocketAddress> ADDRESS =
            new Kind<>(
                    "\"HOST:PORT\"",
                    InetSocketAddress.class,
                    (raw, _) -> HostPort.read(text(raw, "text such as \"127.0.0.1:8740\"")));

    static final Kind<Path> PATH = new Kind<>("\"path\"", Path.class, Kind::path);

    static final Kind<String> WORD =
            new Kind<>("\"text\"", String.class, (raw, _) -> filled(text(raw, "text in quotes")));

    static final Kind<Prefix> PREFIX =
            new Kind<>(
                    "\"text\"",
                    Prefix.class,
                    (raw, _) -> new Prefix(text(raw, "text such as \"vigilar\"")));

    static final Kind<URI> BROKER =
            new Kind<>(
                    "\"mqtt://HOST:PORT\"",
                    URI.class,
                    (raw, _) -> BrokerUrl.read(text(raw, "text such as \"mqtt://host:1883\"")));

    static final Kind<URI> SITE =
            new Kind<>(
                    "\"http://HOST:PORT\"",
                    URI.class,
                    (raw, _) -> site(text(raw, "text such as \"http://frigate:5000\"")));

    static final Kind<PushSubject> SUBJECT =
            new Kind<>(
                    "\"mailto:ADDRESS\"",
                    PushSubject.class,
                    (raw, _) ->
                            new PushSubject(text(raw, "text such as \"mailto:you@your.domain\"")));

    static final Kind<Boolean> YES_OR_NO = new Kind<>("true or false", Boolean.class, Kind::bool);

    /// 100 MiB hold the largest clip and some pictures; 100 TiB is no home's disk.
    static final Kind<Long> MEBIBYTES =
            new Kind<>("number", Long.class, (raw, _) -> number(raw, 100, 100L << 20));

    /// 100,000 a second: more than an embedded broker takes in.
    static final Kind<Long> RATE =
            new Kind<>("number", Long.class, (raw, _) -> number(raw, 1, 100_000));

    /// From none to so many.
    static Kind<Long> seconds(Duration most) {
        return new Kind<>("seconds", Long.class, (raw, _) -> number(raw, 0, most.toSeconds()));
    }

    /// At most a century.
    static final Kind<Long> DAYS =
            new Kind<>("number", Long.class, (raw, _) -> number(raw, 1, 36_500));

    static final Kind<HostNames> HOSTS =
            new Kind<>("[\"name\", …]", HostNames.class, (raw, _) -> hosts(raw));

    static final Kind<Networks> NETWORKS =
            new Kind<>("[\"address\", …]", Networks.class, (raw, _) -> networks(raw));

    static final Kind<Origins> ORIGINS =
            new Kind<>("[\"origin\", …]", Origins.class, (raw, _) -> origins(raw));

    /// Networks as one value.
    record Networks(List<Network> list) {
        Networks {
            list = List.copyOf(list);
        }
    }

    /// Origins as one value.
    record Origins(List<String> list) {
        Origins {
            list = List.copyOf(list);
        }
    }

    private static Networks networks(Object raw) {
        return new Networks(
                texts(raw, "a list of addresses such as [\"192.168.1.2\", \"10.0.0.0/8\"]").stream()
                        .map(Network::parse)
                        .toList());
    }

    private static Origins origins(Object raw) {
        var origins = texts(raw, "a list of origins such as [\"https://dashboard.lan\"]");
        for (var origin : origins) {
            if (!origin.matches("https?://[A-Za-z0-9.-]{1,253}(:[0-9]{1,5})?")) {
                throw new IllegalArgumentException(
                        "expected an origin such as https://dashboard.lan, found '" + origin + "'");
            }
        }
        return new Origins(origins);
    }

    private static List<String> texts(Object raw, String wanted) {
        if (!(raw instanceof TomlArray list)) {
            throw expected(wanted, raw);
        }
        var texts = new ArrayList<String>();
        for (int i = 0; i < list.size(); i++) {
            texts.add(text(list.get(i), wanted));
        }
        return texts;
    }

    /// Host names as one value.
    record HostNames(Set<String> names) {
        HostNames {
            names = Set.copyOf(names);
        }
    }

    private static URI site(String text) {
        if (!text.matches("https?://[A-Za-z0-9.:\\[\\]-]+(/[A-Za-z0-9._~/-]*)?")) {
            throw new IllegalArgumentException(
                    "expected http:// or https:// with host and port, and no user, found '"
                            + text
                            + "'");
        }
        return URI.create(text);
    }

    private static Long number(Object raw, long least, long most) {
        if (raw instanceof Long number && number >= least && number <= most) {
            return number;
        }
        throw expected("a whole number from " + least + " to " + most, raw);
    }

    private static Boolean bool(Object raw, Path base) {
        if (raw instanceof Boolean yes) {
            return yes;
        }
        throw expected("true or false, without quotes", raw);
    }

    private static Path path(Object raw, Path base) {
        var text = filled(text(raw, "a path in quotes"));
        try {
            return base.resolve(text).toAbsolutePath().normalize();
        } catch (InvalidPathException unusable) {
            throw new IllegalArgumentException("not a path: '" + text + "'", unusable);
        }
    }

    private static HostNames hosts(Object raw) {
        if (!(raw instanceof TomlArray list)) {
            throw expected("a list of host names such as [\"house.lan\"]", raw);
        }
        var names = new LinkedHashSet<String>();
        for (int i = 0; i < list.size(); i++) {
            var name = text(list.get(i), "host names in quotes");
            if (!name.matches("[A-Za-z0-9.-]{1,253}")) {
                throw new IllegalArgumentException(
                        "expected a host name without port, found '" + name + "'");
            }
            names.add(name);
        }
        return new HostNames(names);
    }

    private static String text(Object raw, String wanted) {
        if (raw instanceof String text) {
            return text;
        }
        throw expected(wanted, raw);
    }

    private static String filled(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("must not be empty");
        }
        return text;
    }

    private static IllegalArgumentException expected(String wanted, Object found) {
        return new IllegalArgumentException("expected " + wanted + ", found " + inWords(found));
    }

    private static String inWords(Object found) {
        return switch (found) {
            case String text -> "the text \"" + text + "\"";
            case Boolean yes -> yes.toString();
            case Number number -> "the number " + number;
            case TomlArray _ -> "a list";
            case TomlTable _ -> "a table";
            default -> "a date or time";
        };
    }
}
