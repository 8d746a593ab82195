package vigilar.bench.measure;

import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

import vigilar.bench.field.Await;
import vigilar.bench.field.Trouble;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// Those who look: any number of connections, one thread and one selector for all of them, which
/// find the marks in what they get and check each: from every publisher every message, once and in
/// order. It measures from the moment at which a message was due to the moment at which its last
/// byte was read.
final class Audience implements Listeners {
    private static final int BUFFER = 64 << 10;

    /// 200: connecting all at once would overrun the contender's backlog of new connections.
    private static final int CONNECTING = 200;

    /// 2 min for ten thousand connections.
    private static final Duration SEATED = Duration.ofMinutes(2);

    /// "HTTP/1.1 200".
    private static final int STATUS_BYTES = 12;

    /// 2 s, as long as a browser waits.
    private static final long AGAIN_NANOS = 2_000_000_000L;

    private static final long LOOK_MILLIS = 50;

    /// 60 s with two digits: finer than the machine's own noise.
    private static final long LONGEST_MICROS = 60_000_000;

    private static final int DIGITS = 2;

    private final Contender contender;
    private final Selector selector;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    private final List<Seat> seats = new ArrayList<>();
    private final Queue<Seat> standing = new ConcurrentLinkedQueue<>();
    private final Queue<Seat> hungUpOn = new ConcurrentLinkedQueue<>();
    private final AtomicInteger seated = new AtomicInteger();
    private final AtomicLong delivered = new AtomicLong();
    private final AtomicLong breaches = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private final int count;
    private final Thread thread;
    private volatile String notSeated = "they do not connect";
    private volatile @Nullable Exception broken;
    private volatile Sent sent = new Sent(0, 0, 0);
    private Histogram micros = histogram();
    private int connecting;
    private volatile boolean closed;

    Audience(Contender contender, int count) {
        this.contender = contender;
        this.count = count;
        try {
            selector = Selector.open();
        } catch (IOException failure) {
            throw new Trouble("no selector", failure);
        }
        for (int i = 0; i < count; i++) {
            standing.add(new Seat(i));
        }
        thread = Thread.ofPlatform().name("audience").start(this::run);
        awaitSeated();
    }

    /// @throws Trouble they do not, with what was said to the last one that was not let in
    private void awaitSeated() {
        boolean all =
                Await.holds(
                        SEATED,
                        () -> {
                            mustGoOn();
                            for (var it = hungUpOn.poll(); it != null; it = hungUpOn.poll()) {
                                standing.add(it);
                            }
                            return seated.get() == count;
                        });
        if (!all) {
            throw new Trouble("%d of %d viewers sit: %s".formatted(seated.get(), count, notSeated));
        }
    }

    private void mustGoOn() {
        var why = broken;
        if (why != null) {
            throw new Trouble("the audience cannot go on: " + why.getMessage(), why);
        }
    }

    private static Histogram histogram() {
        return new Histogram(LONGEST_MICROS, DIGITS);
    }

    /// Whoever was hung up on before comes again first, as a browser does, and counts for that run
    /// only in which it was.
    @Override
    public void expect(Sent run) {
        awaitSeated();
        begin(run);
    }

    private synchronized void begin(Sent run) {
        micros = histogram();
        delivered.set(0);
        breaches.set(0);
        lost.set(0);
        seats.forEach(seat -> seat.next = new int[run.publishers()]);
        sent = run;
    }

    @Override
    public long delivered() {
        mustGoOn();
        return delivered.get();
    }

    @Override
    public long breaches() {
        return breaches.get();
    }

    @Override
    public long lost() {
        return lost.get();
    }

    @Override
    public synchronized Histogram times() {
        return micros.copy();
    }

    private void run() {
        try (selector) {
            while (!closed) {
                connectThoseDue();
                selector.select(LOOK_MILLIS);
                long now = System.nanoTime();
                synchronized (this) {
                    for (var key : selector.selectedKeys()) {
                        ((Seat) key.attachment()).serve(key, now);
                    }
                }
                selector.selectedKeys().clear();
            }
        } catch (IOException | RuntimeException failure) { // told to whoever waits for us
            broken = failure;
        }
    }

    private void connectThoseDue() throws IOException {
        for (var next = standing.peek();
                next != null && connecting < CONNECTING && next.mayCome();
                next = standing.peek()) {
            standing.remove().connect();
        }
    }

    @Override
    public void close() {
        closed = true;
        selector.wakeup();
        try {
            thread.join();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        seats.forEach(Seat::leave);
    }

    private final class Seat {
        private final int number;
        private final Mark.Finder finder = new Mark.Finder();
        private SocketChannel channel = open();
        private int[] next = new int[0];
        private boolean sits;
        private long notBeforeNanos = System.nanoTime();

        Seat(int number) {
            this.number = number;
            seats.add(this);
        }

        private static SocketChannel open() {
            try {
                return SocketChannel.open();
            } catch (IOException failure) {
                throw new Trouble("no more sockets; see ulimit -n", failure);
            }
        }

        boolean mayCome() {
            return System.nanoTime() - notBeforeNanos >= 0;
        }

        void connect() throws IOException {
            connecting++;
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_CONNECT, this);
            channel.connect(address());
        }

        private InetSocketAddress address() {
            return contender.viewersAt();
        }

        void serve(SelectionKey key, long now) throws IOException {
            try {
                if (key.isConnectable()) {
                    if (channel.finishConnect()) {
                        channel.write(ByteBuffer.wrap(contender.greeting(number)));
                        key.interestOps(SelectionKey.OP_READ);
                    }
                    return;
                }
                buffer.clear();
                if (channel.read(buffer) < 0) {
                    throw new IOException("hung up");
                }
            } catch (IOException gone) {
                gone(key, String.valueOf(gone.getMessage()));
                return;
            }
            if (!sits) {
                var said = status();
                if (said.contains(" 503")) {
                    gone(key, said);
                    return;
                }
                if (said.startsWith("HTTP/") && !said.contains(" 200")) {
                    throw new Trouble("a viewer is answered with " + said);
                }
                connecting--;
                sits = true;
                seated.incrementAndGet();
            }
            read(now);
        }

        /// The places of those who left a moment ago may not be free yet, so whoever is not let in
        /// comes again; who had a place stays away until the next run.
        private void gone(SelectionKey key, String why) throws IOException {
            key.cancel();
            channel.close();
            channel = open();
            if (sits) {
                sits = false;
                seated.decrementAndGet();
                lost.incrementAndGet();
                hungUpOn.add(this);
            } else {
                connecting--;
                notSeated = why;
                notBeforeNanos = System.nanoTime() + AGAIN_NANOS;
                standing.add(this);
            }
        }

        /// The first words of an answer.
        private String status() {
            var start = new byte[Math.min(buffer.position(), STATUS_BYTES)];
            buffer.get(0, start);
            return new String(start, StandardCharsets.US_ASCII);
        }

        private void read(long now) {
            var run = sent;
            buffer.flip();
            while (buffer.hasRemaining()) {
                if (finder.take(buffer.get()) && finder.run() == run.run()) {
                    saw(run, finder.publisher(), finder.n(), now);
                }
            }
        }

        private void saw(Sent run, int publisher, int n, long now) {
            if (n != next[publisher]) {
                breaches.incrementAndGet();
            }
            next[publisher] = n + 1;
            delivered.incrementAndGet();
            long taken = (now - run.dueNanos(publisher, n)) / 1_000;
            micros.recordValue(Math.clamp(taken, 0, LONGEST_MICROS));
        }

        void leave() {
            try {
                channel.close();
            } catch (IOException failure) {
                throw new Trouble("a socket cannot be closed", failure);
            }
        }
    }
}
