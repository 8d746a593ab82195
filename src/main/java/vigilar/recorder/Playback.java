package vigilar.recorder;

import org.jspecify.annotations.Nullable;

import vigilar.bus.BusClient;
import vigilar.bus.Link;
import vigilar.bus.Publication;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// A capture being played: each message published with QoS 1, so that we know whether it arrived.
/// What the house itself had said is passed over. For one playing at a time; any thread may close.
public final class Playback implements AutoCloseable {
    /// 100 messages may wait for the broker: the speed of `max` is that of its acknowledgements.
    private static final int MOST_UNACKNOWLEDGED = 100;

    /// 30 s without a broker: then it is not worth waiting for.
    private static final Duration LINK_PATIENCE = Duration.ofSeconds(30);

    /// 50 ms: how often it is looked whether the broker is back.
    private static final long LOOK_MILLIS = 50;

    private final BusClient client;
    private final InstantSource clock;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Semaphore room = new Semaphore(MOST_UNACKNOWLEDGED);
    private long sent;
    private long acknowledged;
    private long passedOver;
    private @Nullable String whyLost;

    /// @param client started by whoever calls, and closed by them
    public Playback(BusClient client, InstantSource clock) {
        this.client = client;
        this.clock = clock;
    }

    /// How to play.
    ///
    /// @param onto the roots of the house that hears it, if they are others
    /// @param now times in payloads are moved so that the last is now when the playing ends
    /// @param settling wait so long between what the broker had kept and the rest
    public record Way(Speed speed, Optional<Roots> onto, boolean now, Duration settling) {}

    /// What became of it.
    ///
    /// @param lost not acknowledged; they may have arrived all the same
    /// @param passedOver what only the house may say, or what it does not listen to
    /// @param whole false: it was closed, or the broker stayed away
    public record Tally(
            long acknowledged, long lost, long passedOver, boolean whole, Optional<String> why) {}

    /// Plays it to its end, or until closed.
    public Tally play(Capture capture, Way way)
            throws BadCapture, IOException, InterruptedException {
        synchronized (this) {
            sent = acknowledged = passedOver = 0;
            whyLost = null;
        }
        var playing = new Playing(capture, way);
        capture.forEach(playing::line);
        var answered =
                room.tryAcquire(
                        MOST_UNACKNOWLEDGED, LINK_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        if (answered) {
            room.release(MOST_UNACKNOWLEDGED);
        }
        return tally(playing.whole);
    }

    /// So far.
    public Tally soFar() {
        return tally(true);
    }

    private synchronized Tally tally(boolean whole) {
        return new Tally(
                acknowledged, sent - acknowledged, passedOver, whole, Optional.ofNullable(whyLost));
    }

    /// Ends the playing. Idempotent.
    @Override
    public void close() {
        closing.countDown();
    }

    private final class Playing {
        private final Capture capture;
        private final Way way;
        private final TimeShift shift;
        private long startNanos = System.nanoTime();
        private boolean settled;
        private boolean whole = true;

        Playing(Capture capture, Way way) {
            this.capture = capture;
            this.way = way;
            this.settled = way.settling().isZero();
            var recordedEnd = capture.header().began().plus(capture.length());
            var end = clock.instant().plus(way.speed().played(capture.length()));
            shift = new TimeShift(capture, Duration.between(recordedEnd, end));
        }

        boolean line(Line line) throws InterruptedException {
            var played = way.speed().played(line.at()).toNanos();
            if (!settled && !(line instanceof Line.Said said && said.retained())) {
                settled = true;
                startNanos = System.nanoTime() + way.settling().toNanos() - played;
            }
            whole = await(startNanos + played) && (!(line instanceof Line.Said said) || say(said));
            return whole;
        }

        private boolean await(long nanos) throws InterruptedException {
            return !closing.await(nanos - System.nanoTime(), TimeUnit.NANOSECONDS);
        }

        private boolean say(Line.Said said) throws InterruptedException {
            var roots = capture.header().roots();
            var topic =
                    roots.isOurOwn(said.topic())
                            ? Optional.<String>empty()
                            : way.onto()
                                    .map(other -> roots.moved(said.topic(), other))
                                    .orElseGet(() -> Optional.of(said.topic()));
            if (topic.isEmpty()) {
                synchronized (Playback.this) {
                    passedOver++;
                }
                return true;
            }
            if (!awaitLink()) {
                return false;
            }
            if (!room.tryAcquire(LINK_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                lost(
                        "the broker acknowledged nothing for %d s"
                                .formatted(LINK_PATIENCE.toSeconds()));
                return false;
            }
            var payload = way.now() ? shift.of(said.payload()) : said.payload();
            publish(new Publication(topic.get(), payload, said.retained()));
            return true;
        }

        private boolean awaitLink() throws InterruptedException {
            var deadline = System.nanoTime() + LINK_PATIENCE.toNanos();
            while (!(client.link() instanceof Link.Up)) {
                if (System.nanoTime() - deadline >= 0
                        || closing.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                    lost(client.link() instanceof Link.Away(_, var why) ? why : "no broker");
                    return false;
                }
            }
            return true;
        }

        private void publish(Publication publication) {
            synchronized (Playback.this) {
                sent++;
            }
            var _ =
                    client.publish(publication)
                            .whenComplete(
                                    (_, failure) -> {
                                        if (failure == null) {
                                            synchronized (Playback.this) {
                                                acknowledged++;
                                            }
                                        } else {
                                            lost(publication.topic() + ": " + failure.getMessage());
                                        }
                                        room.release();
                                    });
        }

        private void lost(String why) {
            synchronized (Playback.this) {
                whyLost = why;
            }
        }
    }
}
