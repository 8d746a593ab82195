package vigilar.recorder;

import org.jspecify.annotations.Nullable;

import vigilar.bus.Bus;
import vigilar.bus.BusClient;
import vigilar.bus.ClientPlan;
import vigilar.bus.Delivery;
import vigilar.bus.Link;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// A capture under way: a client beside the house, with a passing session, that writes down what
/// the house hears. Safe for all threads.
public final class Recording implements AutoCloseable {
    /// 1,000 unacknowledged messages: enough for a burst, and no more than the disk is behind.
    private static final int RECEIVE_MAXIMUM = 1_000;

    private final Bus bus;
    private final List<String> filters;
    private final Roots roots;
    private final Path path;
    private final InstantSource clock;
    private final Redaction redaction;
    private final CountDownLatch connected = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);

    private @Nullable CaptureWriter file;
    private @Nullable BusClient client;
    private @Nullable String away;
    private @Nullable String ending;
    private long beganNanos;
    private boolean up;
    private long lines;
    private long messages;
    private long redacted;
    private long gaps;

    /// @param bus a broker that lets us hear what the house hears
    public Recording(Bus bus, List<String> filters, Roots roots, Path path, InstantSource clock) {
        this.bus = bus;
        this.filters = List.copyOf(filters);
        this.roots = roots;
        this.path = path;
        this.clock = clock;
        this.redaction = new Redaction(roots);
    }

    /// How far it is.
    ///
    /// @param redacted messages of which something was left out
    /// @param gaps how often the broker was away; what was said meanwhile is missing
    /// @param ending why it ended; empty while it goes on
    /// @param failed the file could not be written
    public record State(
            long messages,
            long bytes,
            long redacted,
            long gaps,
            Optional<String> ending,
            boolean failed) {}

    /// Makes the file and connects; returns once it listens.
    ///
    /// @return why the broker cannot be heard; empty: it can. There is no file then
    /// @throws java.nio.file.FileAlreadyExistsException the file is there and stays as it is
    public Optional<String> start(String note, Duration patience)
            throws IOException, InterruptedException {
        synchronized (this) {
            file = new CaptureWriter(path);
            beganNanos = System.nanoTime();
            file.write(CaptureFormat.write(new Header(clock.instant(), roots, note)));
            client =
                    bus.client(
                            new ClientPlan(
                                    "capture",
                                    new ClientPlan.Session.Passing(),
                                    filters,
                                    RECEIVE_MAXIMUM,
                                    this::receive,
                                    this::changed));
            client.start();
        }
        var tried = connected.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        synchronized (this) {
            return up || messages > 0
                    ? Optional.empty()
                    : Optional.of(away != null ? away : tried ? "closed" : "no answer in time");
        }
    }

    /// Waits until it has ended, at most so long.
    public void awaitEnd(Duration patience) throws InterruptedException {
        var _ = ended.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// Waits until it has ended.
    public void awaitEnd() throws InterruptedException {
        ended.await();
    }

    private void receive(Delivery delivery) {
        if (record(delivery)) {
            delivery.acknowledge();
        }
    }

    private synchronized boolean record(Delivery delivery) {
        if (ending != null) {
            return false;
        }
        var kept = redaction.of(delivery.topic(), delivery.payload());
        redacted += kept.isPresent() ? 1 : 0;
        messages++;
        write(
                new Line.Said(
                        at(),
                        delivery.topic(),
                        delivery.mayComeAgain(),
                        delivery.retained(),
                        kept.orElseGet(delivery::payload)));
        return true;
    }

    private Duration at() {
        return Duration.ofNanos(System.nanoTime() - beganNanos);
    }

    private void write(Line line) {
        var open = file;
        if (open == null) {
            return;
        }
        try {
            open.write(CaptureFormat.write(line));
            lines++;
            // Room for the note that says so.
            if (lines >= CaptureLimits.MOST_LINES - 2 || open.bytes() >= CaptureLimits.MOST_BYTES) {
                stop(
                        "full: a capture has at most %d MiB and %d lines"
                                .formatted(
                                        CaptureLimits.MOST_BYTES >> 20, CaptureLimits.MOST_LINES));
            }
        } catch (IOException failed) {
            file = null; // no last word into a file that cannot be written
            stop("the file cannot be written: " + failed.getMessage());
        }
    }

    private synchronized void changed(Link link) {
        switch (link) {
            case Link.Starting _ -> {}
            case Link.Up _ -> {
                up = true;
                if (away != null && connected.getCount() == 0) {
                    write(new Line.Note(at(), "back: from here on it is heard again"));
                }
                away = null;
                connected.countDown();
            }
            case Link.Away(_, var why) -> {
                if (away == null && up && ending == null) {
                    gaps++;
                    write(
                            new Line.Note(
                                    at(), "away: what is said from here on is missing: " + why));
                }
                away = why;
                connected.countDown();
            }
        }
    }

    /// Ends it, with that as the last word of the file. Idempotent: the first word counts.
    public synchronized void stop(String why) {
        if (ending != null) {
            return;
        }
        ending = why;
        write(new Line.Note(at(), "end: " + why));
        ended.countDown();
    }

    public synchronized State state() {
        return new State(
                messages,
                file == null ? 0 : file.bytes(),
                redacted,
                gaps,
                Optional.ofNullable(ending),
                ending != null && file == null);
    }

    @Override
    public void close() throws IOException {
        stop("told to stop");
        BusClient open;
        synchronized (this) {
            open = client;
            client = null;
        }
        if (open != null) {
            open.close(); // not under the lock: its threads may wait for it
        }
        synchronized (this) {
            if (file != null) {
                file.close();
            }
        }
    }
}
