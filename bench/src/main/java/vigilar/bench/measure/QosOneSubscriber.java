package vigilar.bench.measure;

import org.HdrHistogram.Histogram;

import vigilar.bench.field.MqttLine;
import vigilar.bench.field.Trouble;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/// One MQTT subscriber that acknowledges each message, as whoever stores them would.
final class QosOneSubscriber implements Listeners {
    private static final long LONGEST_MICROS = 60_000_000;

    private final MqttLine line;
    private final Thread thread;
    private final Mark.Finder finder = new Mark.Finder();
    private Sent sent = new Sent(0, 0, 0);
    private int[] next = new int[0];
    private Histogram micros = new Histogram(LONGEST_MICROS, 2);
    private final AtomicLong delivered = new AtomicLong();
    private final AtomicLong breaches = new AtomicLong();
    private volatile boolean hungUpOn;
    private volatile boolean closed;

    QosOneSubscriber(InetSocketAddress broker) {
        try {
            line = new MqttLine(broker, "subscriber-" + System.nanoTime());
            line.subscribe(MosquittoContender.FILTER, 1);
        } catch (IOException failure) {
            throw new Trouble("cannot subscribe", failure);
        }
        thread = Thread.ofPlatform().name("subscriber").start(this::run);
    }

    private void run() {
        try {
            while (true) {
                line.awaitMessage(Duration.ZERO).ifPresent(it -> published(it.payload()));
            }
        } catch (IOException ended) {
            hungUpOn = !closed;
        }
    }

    private synchronized void published(byte[] payload) {
        long now = System.nanoTime();
        for (var one : payload) {
            if (finder.take(one) && finder.run() == sent.run()) {
                saw(finder.publisher(), finder.n(), now);
            }
        }
    }

    private void saw(int publisher, int n, long now) {
        if (n != next[publisher]) {
            breaches.incrementAndGet();
        }
        next[publisher] = n + 1;
        delivered.incrementAndGet();
        long taken = (now - sent.dueNanos(publisher, n)) / 1_000;
        micros.recordValue(Math.clamp(taken, 0, LONGEST_MICROS));
    }

    @Override
    public synchronized void expect(Sent run) {
        micros = new Histogram(LONGEST_MICROS, 2);
        delivered.set(0);
        breaches.set(0);
        next = new int[run.publishers()];
        sent = run;
    }

    @Override
    public long delivered() {
        return delivered.get();
    }

    @Override
    public long breaches() {
        return breaches.get();
    }

    @Override
    public long lost() {
        return hungUpOn ? 1 : 0;
    }

    @Override
    public synchronized Histogram times() {
        return micros.copy();
    }

    @Override
    public void close() {
        closed = true;
        try {
            line.close();
            thread.join();
        } catch (IOException failure) {
            throw new Trouble("a socket cannot be closed", failure);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
