package vigilar.bus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/// The files of the embedded broker. What is damaged is moved into a folder beside them and never
/// deleted.
final class BrokerFolder {
    private static final String NAME = "broker";
    private static final String DAMAGED = "damaged-broker-";

    /// Where Artemis moves a file that it cannot read to its end, and goes on without it.
    private static final String ATTIC = "attic";

    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("uuuuMMdd-HHmmssSSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Path data;
    private final InstantSource clock;

    BrokerFolder(Path dataFolder, InstantSource clock) {
        data = dataFolder;
        this.clock = clock;
    }

    static Path of(Path dataFolder) {
        return dataFolder.resolve(NAME).toAbsolutePath();
    }

    boolean exists() {
        return Files.isDirectory(of(data));
    }

    private Path unused() {
        return data.resolve(DAMAGED + MOMENT.format(clock.instant())).toAbsolutePath();
    }

    /// All of it: the broker begins anew.
    ///
    /// @return where it lies now
    Path setAside() {
        var aside = unused();
        move(of(data), aside);
        return aside;
    }

    /// It was not damaged: nothing else went either.
    void putBack(Path aside) {
        var failed = unused();
        if (exists()) {
            move(of(data), failed);
        }
        move(aside, of(data));
        delete(failed);
    }

    /// The files that Artemis put away by itself.
    void emptyAttics() {
        for (var kind : List.of("journal", "bindings")) {
            var attic = of(data).resolve(kind).resolve(ATTIC);
            if (Files.isDirectory(attic)) {
                move(attic, unused());
            }
        }
    }

    /// The names of all folders with damaged files that are still kept.
    List<String> damaged() {
        try (var all = Files.list(data)) {
            return all.map(it -> it.getFileName().toString())
                    .filter(it -> it.startsWith(DAMAGED))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new BusException("cannot look into " + data, unreadable);
        }
    }

    private static void move(Path from, Path to) {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failure) {
            throw new BusException("cannot move %s to %s".formatted(from, to), failure);
        }
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (var all = Files.walk(folder)) {
            for (var each : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        } catch (IOException failure) {
            throw new BusException("cannot remove " + folder, failure);
        }
    }
}
