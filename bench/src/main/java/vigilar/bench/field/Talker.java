package vigilar.bench.field;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// A motion sensor that has something to say so many times a second, with known content. Every
/// [#TWIN_EVERY]th time it also rings a bell, with the payload that it always has.
public final class Talker implements AutoCloseable {
    /// Every fifth message is followed by one that is equal to many others.
    private static final int TWIN_EVERY = 5;

    private static final double SECOND = 1e9;

    private final String device;
    private final String run;
    private final String prefix;
    private final Publisher publisher;
    private final long pauseNanos;
    private final AtomicLong said = new AtomicLong();
    private final Thread talking;
    private volatile boolean enough;

    /// @param run in every payload, so that what an earlier run left is not counted
    /// @param perSecond how many of its own messages, those of the bell not counted
    public Talker(String device, String run, String prefix, Publisher publisher, double perSecond) {
        this.device = device;
        this.run = run;
        this.prefix = prefix;
        this.publisher = publisher;
        pauseNanos = Math.round(SECOND / perSecond);
        talking = Thread.ofVirtual().name("talk-" + device).start(this::talk);
    }

    private void talk() {
        try {
            long next = System.nanoTime();
            for (long n = 0; !enough; n++) {
                publisher.say(numbered(n));
                if (n % TWIN_EVERY == TWIN_EVERY - 1) {
                    publisher.say(twin(n / TWIN_EVERY));
                }
                said.set(n + 1);
                next = Math.max(next + pauseNanos, System.nanoTime() - pauseNanos);
                LockSupport.parkNanos(next - System.nanoTime());
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /// No other device says the same, not even within the same millisecond.
    private Message numbered(long n) {
        var payload =
                "{\"ts\":%d,\"run\":\"%s\",\"by\":\"%s\",\"n\":%d}"
                        .formatted(System.currentTimeMillis(), run, device, n);
        return new Message(
                device,
                n,
                prefix + "/sensor/" + device + "/motion",
                payload,
                Message.Kind.NUMBERED);
    }

    private Message twin(long n) {
        return new Message(
                device,
                n,
                prefix + "/sensor/" + device + "/vibration",
                "{\"run\":\"" + run + "\"}",
                Message.Kind.TWIN);
    }

    /// How many numbered messages it has begun to say.
    public long said() {
        return said.get();
    }

    /// Says nothing more, and returns when the last one is on its way.
    public void hush() {
        enough = true;
        try {
            talking.join();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        enough = true;
        talking.interrupt();
    }
}
