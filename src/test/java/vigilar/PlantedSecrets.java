package vigilar;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Secrets that tests use, put down for [SecretSearch], which looks for them in all that the tests
/// and their houses left behind. Only under `./verify`, which names the folder in
/// `VIGILAR_PLANTED`; written at once and each in a file of its own, so that it does not matter
/// which process of the tests ends how, and in which order.
public final class PlantedSecrets {
    /// Two are hashed at a time in one process, and who waits for two seconds is sent away: tests
    /// that hash many would send those of another class away.
    public static final String HASHES = "the places for hashes";

    private static final Set<String> DONE = ConcurrentHashMap.newKeySet();

    /// What commands print on purpose, once, for the person at the terminal.
    private static final Pattern PRINTED =
            Pattern.compile("(?:setup code |password  )([0-9A-Za-z-]{10,})");

    /// 20 MB: a larger store is one of many events, and not about secrets.
    private static final long MOST_BYTES = 20 << 20;

    private PlantedSecrets() {}

    private static Optional<Path> folder(String part) {
        return Optional.ofNullable(System.getenv("VIGILAR_PLANTED"))
                .map(folder -> Path.of(folder, part).toAbsolutePath());
    }

    /// Notes that this must be found nowhere.
    ///
    /// @return the secret itself
    public static String plant(String secret) {
        if (!secret.isBlank() && DONE.add(secret)) {
            folder("secrets").ifPresent(it -> write(it, secret));
        }
        return secret;
    }

    private static void write(Path folder, String secret) {
        try {
            Files.createDirectories(folder);
            var file = Files.createTempFile(folder, "", ".secret");
            var hidden = Base64.getEncoder().encode(secret.getBytes(StandardCharsets.UTF_8));
            Files.write(file, hidden);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// The same for what a command of ours printed as a secret.
    public static void plantPrinted(String out) {
        PRINTED.matcher(out).results().forEach(found -> plant(found.group(1)));
    }

    /// A file for what a process logs: where it is searched, else in that folder.
    public static Path log(Path otherwise) throws IOException {
        var place = Files.createDirectories(folder("logs").orElse(otherwise));
        return Files.createTempFile(place, "vigilar", ".log");
    }

    /// Keeps what a house stored for the search, and takes what lies in its folder for secrets as
    /// planted: the key of the push messages, the word of its own processes.
    public static void keep(Path data) {
        var kept = folder("data");
        if (kept.isEmpty() || !Files.isDirectory(data)) {
            return;
        }
        try {
            for (var file : files(data.resolve("secret"))) {
                plant(Files.readString(file).strip());
            }
            var place = Files.createDirectories(kept.get());
            for (var file : files(data)) {
                if (file.getFileName().toString().startsWith("vigilar.db")
                        && Files.size(file) < MOST_BYTES) {
                    var copy = Files.createTempFile(place, "house", "-" + file.getFileName());
                    Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static java.util.List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return java.util.List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }
}
