package vigilar.intake;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What a `mosquitto.conf` says of keeping messages, with the files that it includes.
public final class MosquittoConf {
    /// 10 s of acknowledged messages may be lost to a crash of the broker; more is not "keeping".
    private static final int LONGEST_INTERVAL = 10;

    /// 100,000 waiting messages: days of a home.
    private static final int ENOUGH_QUEUED = 100_000;

    /// Where Debian keeps it.
    private static final Path USUAL = Path.of("/etc/mosquitto/mosquitto.conf");

    private static final int USUAL_PORT = 1883;
    private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Pattern INCLUDE = Pattern.compile("\\s*include_dir\\s+(.*\\S)\\s*");

    /// Settings that throw messages away when they are there, and what they should say then: a
    /// house may be away for longer than hours or days, and its queue may be some megabytes.
    private static final List<String> HARMFUL =
            List.of("persistent_client_expiration 1y", "max_queued_bytes 0");

    private static final Pattern SHORT = Pattern.compile("[0-9]{1,3}h|[0-9]{1,2}d|[0-3]w");

    private MosquittoConf() {}

    /// The settings of that broker, if it runs on this machine and they lie where they usually do.
    /// Those of another broker, such as one in a container, would make us promise what is not so:
    /// they must speak of its port.
    ///
    /// @throws IOException they lie there and cannot be read
    public static Optional<Path> usual(URI broker) throws IOException {
        return usual(broker, USUAL);
    }

    static Optional<Path> usual(URI broker, Path file) throws IOException {
        var port = broker.getPort() < 0 ? USUAL_PORT : broker.getPort();
        return HERE.contains(String.valueOf(broker.getHost()))
                        && Files.exists(file)
                        && listensOn(port, whole(file).text())
                ? Optional.of(file)
                : Optional.empty();
    }

    /// True if a broker with these settings has that port; without a word on it, it has 1883
    /// (mosquitto.conf(5), listener and port).
    static boolean listensOn(int port, String text) {
        var ports =
                text.lines()
                        .map(line -> line.strip().split("\\s+", 3))
                        .filter(words -> words.length > 1)
                        .filter(words -> words[0].equals("listener") || words[0].equals("port"))
                        .map(words -> words[1])
                        .toList();
        return ports.isEmpty() ? port == USUAL_PORT : ports.contains(Integer.toString(port));
    }

    /// What these settings mean for us.
    ///
    /// @throws IOException one of the files cannot be read
    public static BrokerKeeping.Read read(Path file) throws IOException {
        var whole = whole(file);
        return new BrokerKeeping.Read(lacks(whole.text()), whole.changed());
    }

    /// @param changed when the newest part of it was; a file that went away changes its folder
    private record Whole(String text, Instant changed) {}

    /// With what it includes, in its place.
    private static Whole whole(Path file) throws IOException {
        var text = new StringBuilder();
        var parts = new ArrayList<>(List.of(file));
        for (var line : Files.readAllLines(file)) {
            var include = INCLUDE.matcher(line);
            if (include.matches()) {
                var folder = Path.of(include.group(1));
                parts.add(folder);
                for (var part : included(folder)) {
                    parts.add(part);
                    text.append(Files.readString(part)).append('\n');
                }
            } else {
                text.append(line).append('\n');
            }
        }
        var changed = Instant.EPOCH;
        for (var part : parts) {
            var at = Files.getLastModifiedTime(part).toInstant();
            changed = at.isAfter(changed) ? at : changed;
        }
        return new Whole(text.toString(), changed);
    }

    /// Mosquitto reads the files of such a folder that end with `.conf`, in the order of their
    /// names (mosquitto.conf(5), include_dir).
    private static List<Path> included(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".conf")).sorted().toList();
        }
    }

    /// The lines of [Assurance#MOSQUITTO] that it lacks, or says otherwise.
    ///
    /// @param text of the file; of a setting that stands there twice the last one counts
    static List<String> lacks(String text) {
        var said = new HashMap<String, String>();
        text.lines()
                .map(String::strip)
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("\\s+", 2))
                .filter(words -> words.length == 2)
                .forEach(words -> said.put(words[0], words[1].strip()));
        return Stream.concat(
                        Assurance.MOSQUITTO.stream().filter(line -> !isMet(line, said)),
                        HARMFUL.stream().filter(line -> isHarmed(line, said)))
                .toList();
    }

    private static boolean isMet(String line, Map<String, String> said) {
        var wanted = line.split(" ", 2);
        var value = said.getOrDefault(wanted[0], "");
        return switch (wanted[0]) {
            case "autosave_interval" -> isBetween(value, 1, LONGEST_INTERVAL);
            case "max_queued_messages" ->
                    value.equals("0") || isBetween(value, ENOUGH_QUEUED, Integer.MAX_VALUE);
            default -> value.equals(wanted[1]) || (wanted[1].equals("true") && value.equals("1"));
        };
    }

    private static boolean isHarmed(String line, Map<String, String> said) {
        var wanted = line.split(" ", 2);
        var value = said.getOrDefault(wanted[0], wanted[1]);
        return wanted[0].equals("max_queued_bytes")
                ? !value.equals(wanted[1])
                : SHORT.matcher(value).matches();
    }

    private static boolean isBetween(String number, int least, int most) {
        if (!number.matches("[0-9]{1,9}")) {
            return false;
        }
        var value = Integer.parseInt(number);
        return value >= least && value <= most;
    }
}
