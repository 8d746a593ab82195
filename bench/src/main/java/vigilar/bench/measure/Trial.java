package vigilar.bench.measure;

import vigilar.bench.field.Trouble;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// One load on one contender before so many viewers: a warm-up, then the run that counts.
final class Trial {
    /// 5 s without one more delivery: the rest does not come.
    private static final long SILENCE_NANOS = Duration.ofSeconds(5).toNanos();

    /// 60 s for what a contender still has in its queues: one that is overrun would take longer.
    private static final long PATIENCE_NANOS = Duration.ofSeconds(60).toNanos();

    private static final long LOOK_NANOS = Duration.ofMillis(1).toNanos();

    /// Each run has a number of its own, so that what an earlier one left behind is not counted.
    private static final AtomicInteger RUNS = new AtomicInteger();

    private Trial() {}

    static Outcome run(Contender contender, Load load, int viewers) {
        return run(contender, load.warmUp(viewers, contender.isCompiledAsItRuns()), load, viewers);
    }

    static Outcome run(Contender contender, Load warmUp, Load load, int viewers) {
        try (var audience = contender.listeners(viewers)) {
            once(contender, warmUp, viewers, audience);
            return once(contender, load, viewers, audience);
        } catch (IOException failure) {
            throw new Trouble(
                    contender.name() + " does not take the load: " + failure.getMessage(), failure);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new Trouble("stopped", stop);
        }
    }

    private static Outcome once(Contender contender, Load load, int viewers, Listeners audience)
            throws IOException, InterruptedException {
        var sent = new Sent(RUNS.incrementAndGet(), load.publishers(), load.mostEach());
        var mouths = new ArrayList<Contender.Mouth>();
        try {
            for (int i = 0; i < load.publishers(); i++) {
                mouths.add(contender.mouth(sent.run(), i));
            }
            audience.expect(sent);
            var before = contender.usage();
            long began = System.nanoTime();
            speak(load, mouths, sent, began);
            double said = seconds(began);
            long accepted = mouths.stream().mapToLong(Contender.Mouth::accepted).sum();
            long last = listen(audience, sent.total() * viewers);
            var after = contender.usage();
            return outcome(
                    load,
                    viewers,
                    audience,
                    sent,
                    said,
                    accepted,
                    (last - began) / 1e9,
                    before,
                    after);
        } finally {
            mouths.forEach(Contender.Mouth::close);
        }
    }

    private static Outcome outcome(
            Load load,
            int viewers,
            Listeners audience,
            Sent sent,
            double said,
            long accepted,
            double heard,
            Usage before,
            Usage after) {
        long delivered = audience.delivered();
        var times = audience.times();
        return new Outcome(
                load.asTaken() ? sent.total() / said : load.perSecond(),
                accepted / said,
                delivered / heard,
                sent.total() * viewers - delivered,
                audience.lost(),
                audience.breaches(),
                times.getValueAtPercentile(50) / 1e3,
                times.getValueAtPercentile(99) / 1e3,
                1e6 * (after.cpuSeconds() - before.cpuSeconds()) / Math.max(1, delivered),
                after.megabytes());
    }

    /// Returns when the last message is on its way.
    private static void speak(Load load, List<Contender.Mouth> mouths, Sent sent, long began)
            throws InterruptedException, IOException {
        var speakers = new ArrayList<Thread>();
        var failures = new java.util.concurrent.ConcurrentLinkedQueue<IOException>();
        for (int i = 0; i < mouths.size(); i++) {
            int publisher = i;
            var mouth = mouths.get(i);
            speakers.add(
                    Thread.ofPlatform()
                            .name("publisher-" + i)
                            .start(
                                    () -> {
                                        try {
                                            speak(load, mouth, publisher, sent, began);
                                        } catch (IOException failure) {
                                            failures.add(failure);
                                        } catch (InterruptedException stop) {
                                            Thread.currentThread().interrupt();
                                        }
                                    }));
        }
        for (var speaker : speakers) {
            speaker.join();
        }
        if (!failures.isEmpty()) {
            throw failures.element();
        }
    }

    private static void speak(
            Load load, Contender.Mouth mouth, int publisher, Sent sent, long began)
            throws IOException, InterruptedException {
        double pause = load.pauseNanos();
        long end = began + load.length().toNanos();
        double due = began + pause * publisher / load.publishers();
        for (int n = 0; n < load.mostEach(); n++) {
            if (!load.asTaken()) {
                await((long) due);
            }
            long now = load.asTaken() ? System.nanoTime() : (long) due;
            if (now - end >= 0) {
                return;
            }
            sent.due(publisher, n, now);
            mouth.say(sent.run(), publisher, n);
            due += pause;
        }
    }

    private static void await(long due) throws InterruptedException {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }

    /// Waits until all is delivered, or nothing comes any more.
    ///
    /// @return when the last one was seen
    private static long listen(Listeners audience, long expected) {
        long seen = audience.delivered();
        long last = System.nanoTime();
        long end = last + PATIENCE_NANOS;
        while (seen < expected
                && System.nanoTime() - last < SILENCE_NANOS
                && System.nanoTime() < end) {
            LockSupport.parkNanos(LOOK_NANOS);
            long now = audience.delivered();
            if (now > seen) {
                seen = now;
                last = System.nanoTime();
            }
        }
        return last;
    }

    private static double seconds(long began) {
        return (System.nanoTime() - began) / 1e9;
    }
}
