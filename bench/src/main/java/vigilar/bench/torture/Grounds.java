package vigilar.bench.torture;

import org.jspecify.annotations.Nullable;

import vigilar.bench.field.House;
import vigilar.bench.field.HousePlan;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.Random;

/// Where the cases run: the product, a scratch folder, chance that can be repeated, and a house
/// that those share which leave it as they found it.
final class Grounds {
    private final Path program;
    private final Path scratch;
    private final Optional<String> bus;
    private final long seed;
    private final Size size;
    private final Progress progress;
    private int houses;
    private @Nullable House shared;

    /// How much of each case.
    enum Size {
        QUICK,
        FULL
    }

    Grounds(Path program, Optional<String> bus, long seed, Size size, Progress progress) {
        this.program = program;
        this.bus = bus;
        this.seed = seed;
        this.size = size;
        this.progress = progress;
        try {
            scratch = Files.createTempDirectory("vigilar-torture");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// So many rounds of a case.
    int rounds(int quick, int full) {
        return size == Size.QUICK ? quick : full;
    }

    boolean isFull() {
        return size == Size.FULL;
    }

    /// A broker that people want to see tried instead of ours.
    Optional<String> bus() {
        return bus;
    }

    Path program() {
        return program;
    }

    Progress progress() {
        return progress;
    }

    /// Chance of one case, the same whichever others run.
    Random chance(String name) {
        return new Random(seed + name.hashCode());
    }

    /// A folder that nobody had before.
    Path folder() {
        try {
            return Files.createDirectories(scratch.resolve("house-" + houses++));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// A house of its own, with the broker that is to be tried.
    HousePlan plan() {
        var plan = HousePlan.of(program, folder());
        return bus.map(url -> plan.beside(url, "torture" + Long.toString(seed, 36) + houses))
                .orElse(plan);
    }

    /// A house that runs already, for those who leave it well.
    House house() {
        var there = shared;
        if (there == null || !there.isAlive()) {
            there = House.ready(plan());
            shared = there;
        }
        return there;
    }

    /// After a failure nobody else may have it.
    void abandonShared() {
        if (shared != null) {
            shared.close();
            shared = null;
        }
    }

    /// @param well whether nobody wants to look at what is left
    void close(boolean well) {
        abandonShared();
        if (!well) {
            System.err.println("torture: what the houses left is kept in " + scratch);
            return;
        }
        try (var all = Files.walk(scratch)) {
            for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException failure) {
            System.err.println("torture: cannot be removed: " + scratch + ", " + failure);
        }
    }
}
