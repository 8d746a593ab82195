package vigilar.bench.field;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/// Any number of browsers that follow the house, as EventSource does: they come back with their
/// last id after the pause that the house asks for, and keep at it.
///
/// One thread and one selector for all of them, and one buffer into which each line is read in
/// turn: ten thousand viewers then cost their sockets, some hundred bytes each, and no switch of
/// threads for each delivery. A virtual thread per viewer would be as easy to read, but wants a
/// buffer and a wake-up for each of them, and on two cores the viewers must leave the house some
/// room.
public final class Viewers implements AutoCloseable {
    /// 64 KiB: what the house writes to a viewer at once.
    private static final int BUFFER = 64 << 10;

    /// 100 ms: how late a reconnect may be.
    private static final long LOOK_MILLIS = 100;

    private static final long MILLI = 1_000_000;

    /// 1 s between two bytes of those who sip.
    private static final long SIP_NANOS = 1_000 * MILLI;

    /// How they read.
    public enum Appetite {
        EVERYTHING,
        /// Not one byte: as a browser whose machine is asleep.
        NOTHING,
        /// A byte a second.
        SIPS
    }

    private final Supplier<InetSocketAddress> house;
    private final Selector selector;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    private final List<ViewerLine> lines = new ArrayList<>();
    private final PriorityQueue<Due> due =
            new PriorityQueue<>(Comparator.comparingLong(Due::nanos));
    private final ConcurrentLinkedQueue<Runnable> wishes = new ConcurrentLinkedQueue<>();
    private final Thread thread;
    private final ByteBuffer sip = ByteBuffer.allocateDirect(1);
    private Appetite appetite = Appetite.EVERYTHING;
    private long sippedNanos = System.nanoTime();
    private volatile boolean closed;

    private record Due(ViewerLine line, long nanos) {}

    private Viewers(Supplier<InetSocketAddress> house) {
        this.house = house;
        try {
            selector = Selector.open();
        } catch (IOException failure) {
            throw new Trouble("no selector", failure);
        }
        thread = Thread.ofPlatform().name("viewers").unstarted(this::run);
    }

    /// Opens so many, live from the beginning of the store.
    ///
    /// @param house asked at each connect, since it may come back elsewhere
    /// @param query of the stream's address: empty, or from `?` on
    public static Viewers open(
            Supplier<InetSocketAddress> house, int count, String query, Sightings sightings) {
        return open(house, count, query, "0", sightings);
    }

    /// @param cursor the id after which they begin; empty: live from now
    public static Viewers open(
            Supplier<InetSocketAddress> house,
            int count,
            String query,
            String cursor,
            Sightings sightings) {
        return open(house, count, query, cursor, 0, sightings);
    }

    /// Such that what they do not read soon waits with the house.
    ///
    /// @param window bytes that their system takes in before they are read
    public static Viewers narrow(
            Supplier<InetSocketAddress> house, int count, String cursor, int window) {
        return open(house, count, "", cursor, window, (_, _, _, _, _) -> {});
    }

    private static Viewers open(
            Supplier<InetSocketAddress> house,
            int count,
            String query,
            String cursor,
            int window,
            Sightings sightings) {
        var viewers = new Viewers(house);
        for (int i = 0; i < count; i++) {
            var line = new ViewerLine(new Follower(i, cursor, sightings), query, window);
            viewers.lines.add(line);
            viewers.due.add(new Due(line, System.nanoTime()));
        }
        viewers.thread.start();
        return viewers;
    }

    private void run() {
        try (selector) {
            while (!closed) {
                selector.select(LOOK_MILLIS);
                for (var wish = wishes.poll(); wish != null; wish = wishes.poll()) {
                    wish.run();
                }
                long now = System.nanoTime();
                for (var key : selector.selectedKeys()) {
                    serve(key, now);
                }
                selector.selectedKeys().clear();
                sipWhenDue(now);
                connectThoseDue(now);
            }
            for (var line : lines) {
                line.hangUp();
            }
        } catch (IOException failure) {
            throw new Trouble("the viewers cannot go on", failure);
        }
    }

    private void serve(SelectionKey key, long now) throws IOException {
        if (!(key.attachment() instanceof ViewerLine line) || !key.isValid()) {
            return;
        }
        try {
            if (key.isConnectable()) {
                line.connected(key);
                if (appetite != Appetite.EVERYTHING && key.interestOps() == SelectionKey.OP_READ) {
                    key.interestOps(0);
                }
            } else if (!line.read(buffer, now)) {
                comeAgain(line, now);
            }
        } catch (IOException away) {
            comeAgain(line, now);
        }
    }

    private void sipWhenDue(long now) throws IOException {
        if (appetite != Appetite.SIPS || now - sippedNanos < SIP_NANOS) {
            return;
        }
        sippedNanos = now;
        for (var key : List.copyOf(selector.keys())) {
            if (key.attachment() instanceof ViewerLine line
                    && key.isValid()
                    && key.interestOps() == 0) {
                sip(line, now);
            }
        }
    }

    private void sip(ViewerLine line, long now) throws IOException {
        try {
            if (!line.read(sip, now)) {
                comeAgain(line, now);
            }
        } catch (IOException away) {
            comeAgain(line, now);
        }
    }

    private void comeAgain(ViewerLine line, long now) throws IOException {
        line.hangUp();
        due.add(new Due(line, now + line.pauseMillis() * MILLI));
    }

    private void connectThoseDue(long now) throws IOException {
        while (!due.isEmpty() && due.element().nanos - now <= 0) {
            var line = due.remove().line;
            try {
                line.connect(house.get(), selector);
            } catch (IOException away) {
                comeAgain(line, now);
            }
        }
    }

    /// Runs on the viewers' thread and waits for it.
    private <T> T ask(Supplier<T> question) {
        var answer = new java.util.concurrent.CompletableFuture<T>();
        wishes.add(() -> answer.complete(question.get()));
        selector.wakeup();
        try {
            return answer.get(House.END.toSeconds(), java.util.concurrent.TimeUnit.SECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new Trouble("stopped", stop);
        } catch (java.util.concurrent.ExecutionException
                | java.util.concurrent.TimeoutException failure) {
            throw new Trouble("the viewers do not answer", failure);
        }
    }

    /// What each has to say.
    public List<Account> accounts() {
        return ask(() -> lines.stream().map(line -> line.follower().account()).toList());
    }

    /// The last id that the slowest of them saw.
    public long slowest() {
        return ask(() -> lines.stream().mapToLong(line -> line.follower().last()).min().orElse(0));
    }

    /// From now on they read so. Whoever was cut off meanwhile finds out when it reads again.
    public void read(Appetite as) {
        ask(
                () -> {
                    appetite = as;
                    int wish = as == Appetite.EVERYTHING ? SelectionKey.OP_READ : 0;
                    for (var key : selector.keys()) {
                        if (key.isValid() && key.interestOps() != SelectionKey.OP_CONNECT) {
                            key.interestOps(wish);
                        }
                    }
                    return true;
                });
    }

    /// How many have an open stream.
    public long connected() {
        return ask(() -> lines.stream().filter(ViewerLine::isOpen).count());
    }

    /// Hangs up on all of them; they come back with their last ids, after `pauseMillis` at most.
    public void drop(long pauseMillis) {
        ask(
                () -> {
                    long now = System.nanoTime();
                    for (var line : lines) {
                        if (line.isOpen()) {
                            line.hangUp();
                            due.add(new Due(line, now + pauseMillis * MILLI));
                        }
                    }
                    return true;
                });
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
    }
}
