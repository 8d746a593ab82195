package vigilar.bench.measure;

import org.HdrHistogram.Histogram;

import vigilar.bench.field.Await;
import vigilar.bench.field.Trouble;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/// One MQTT subscriber that acknowledges each message, as whoever stores them would.
final class QosOneSubscriber implements Listeners {
    private static final Duration START = Duration.ofSeconds(10);
    private static final int PUBLISH = 0x30;
    private static final int SUBACK = 0x90;
    private static final byte PUBACK = 0x40;
    private static final long LONGEST_MICROS = 60_000_000;

    private final Socket socket = new Socket();
    private final DataInputStream in;
    private final OutputStream out;
    private final Thread thread;
    private final Mark.Finder finder = new Mark.Finder();
    private Sent sent = new Sent(0, 0, 0);
    private int[] next = new int[0];
    private Histogram micros = new Histogram(LONGEST_MICROS, 2);
    private final AtomicLong delivered = new AtomicLong();
    private final AtomicLong breaches = new AtomicLong();
    private volatile boolean listening;
    private volatile boolean closed;

    QosOneSubscriber(InetSocketAddress broker) {
        try {
            socket.setTcpNoDelay(true);
            socket.connect(broker);
            in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 64 << 10));
            out = new BufferedOutputStream(socket.getOutputStream(), 8 << 10);
            out.write(MosquittoContender.greeting("subscriber-" + System.nanoTime(), 1));
            out.flush();
        } catch (IOException failure) {
            throw new Trouble("cannot subscribe", failure);
        }
        thread = Thread.ofPlatform().name("subscriber").start(this::run);
        Await.until("the subscriber listens", START, () -> listening);
    }

    private void run() {
        try {
            while (true) {
                packet(in.readUnsignedByte());
                if (in.available() == 0) {
                    out.flush();
                }
            }
        } catch (IOException ended) {
            if (!closed) {
                throw new Trouble("the subscriber lost its broker", ended);
            }
        }
    }

    private void packet(int head) throws IOException {
        int length = 0;
        int digit;
        int shift = 0;
        do {
            digit = in.readUnsignedByte();
            length |= (digit & 0x7F) << shift;
            shift += 7;
        } while (digit > 0x7F);
        var body = in.readNBytes(length);
        if ((head & 0xF0) == SUBACK) {
            listening = true;
        } else if ((head & 0xF0) == PUBLISH) {
            published(body);
        }
    }

    private void published(byte[] body) throws IOException {
        int topic = ((body[0] & 0xFF) << 8) | (body[1] & 0xFF);
        out.write(new byte[] {PUBACK, 2, body[2 + topic], body[3 + topic]});
        long now = System.nanoTime();
        synchronized (this) {
            for (int i = 4 + topic; i < body.length; i++) {
                if (finder.take(body[i]) && finder.run() == sent.run()) {
                    saw(finder.publisher(), finder.n(), now);
                }
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

    /// One that is cut off is missed by what does not come.
    @Override
    public long lost() {
        return 0;
    }

    @Override
    public synchronized Histogram times() {
        return micros.copy();
    }

    @Override
    public void close() {
        closed = true;
        try {
            socket.close();
            thread.join();
        } catch (IOException failure) {
            throw new Trouble("a socket cannot be closed", failure);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
