package vigilar.supervisor;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Keeps programs running as processes of their own: starts them in waves, looks after them every 2
/// s, starts again what ended, and leaves none behind. Safe for any number of threads.
public final class Processes implements AutoCloseable {
    /// 2 s: soon enough that a restart is hardly noticed, cheap enough to do for ever.
    private static final Duration LOOK = Duration.ofSeconds(2);

    /// 8 s for all to stop: the whole stop may take 10.
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(8);

    /// 5 s of them for the last wave, so that the first one (which the last depends on) has some
    /// left.
    private static final Duration WAVE_PATIENCE = Duration.ofSeconds(5);

    private final Consumer<String> log;
    private final Duration look;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final List<List<Child>> waves = new ArrayList<>();

    /// @param log gets each line that a child prints, with its name in front
    public Processes(Consumer<String> log) {
        this(log, LOOK);
    }

    Processes(Consumer<String> log, Duration look) {
        this.log = log;
        this.look = look;
    }

    /// Starts these side by side and waits until each has said that it is ready. A child that ends
    /// before its first `ready` cannot be helped by a restart.
    ///
    /// @return empty when all are ready, else the exit value of the first that ended
    /// @throws IOException when a program cannot be started at all
    public OptionalInt startWave(List<ChildPlan> plans) throws IOException, InterruptedException {
        var wave = plans.stream().map(plan -> new Child(plan, log)).toList();
        synchronized (waves) {
            if (closing.getCount() == 0) {
                return OptionalInt.empty();
            }
            waves.add(wave);
        }
        for (var child : wave) {
            child.start();
        }
        for (var child : wave) {
            var exit = child.awaitReadyOrEnd();
            if (exit >= 0) {
                return OptionalInt.of(exit);
            }
        }
        return OptionalInt.empty();
    }

    /// Looks after the children until [#close].
    public void run() throws InterruptedException {
        while (!closing.await(look.toMillis(), TimeUnit.MILLISECONDS)) {
            var now = System.nanoTime();
            all().forEach(child -> child.look(now));
        }
    }

    private List<Child> all() {
        synchronized (waves) {
            return waves.stream().flatMap(List::stream).toList();
        }
    }

    /// Stops the children, the last wave first: asks, waits, and kills after 8 s. Idempotent.
    @Override
    public void close() {
        closing.countDown();
        var end = System.nanoTime() + STOP_PATIENCE.toNanos();
        List<List<Child>> backwards;
        synchronized (waves) {
            backwards = List.copyOf(waves).reversed();
        }
        for (int i = 0; i < backwards.size(); i++) {
            var wave = backwards.get(i);
            wave.forEach(Child::askToStop);
            var last = i == backwards.size() - 1;
            var waveEnd = last ? end : Math.min(end, System.nanoTime() + WAVE_PATIENCE.toNanos());
            wave.forEach(child -> child.stopBy(waveEnd));
        }
    }
}
