package vigilar.bench.measure;

import vigilar.bench.field.HousePlan;
import vigilar.bench.field.Trouble;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// Where and how thoroughly is measured.
///
/// @param home the folder of the sources, with the peers
/// @param program the folder with the launcher that is measured
/// @param scratch deleted at the end
/// @param withPeers others are measured too, where they are installed
/// @param runs of each load and contender
/// @param length of a run
/// @param events in the large store
/// @param progress for people
record Ground(
        Path home,
        Path program,
        Path scratch,
        boolean withPeers,
        int runs,
        Duration length,
        long events,
        Consumer<String> progress)
        implements AutoCloseable {
    private static final AtomicInteger FOLDERS = new AtomicInteger();

    /// A new folder.
    Path folder(String name) {
        try {
            return Files.createDirectories(scratch.resolve(name + "-" + FOLDERS.incrementAndGet()));
        } catch (IOException failure) {
            throw new Trouble("no folder", failure);
        }
    }

    /// A house as `./vigilar run` starts it, with the heap that the product gives itself.
    HousePlan house() {
        return HousePlan.of(program, folder("house")).in(Map.of("VIGILAR_JAVA_OPTS", ""));
    }

    void tell(String what) {
        progress.accept(what);
    }

    @Override
    public void close() {
        try (var files = Files.walk(scratch)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
