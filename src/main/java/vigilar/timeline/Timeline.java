package vigilar.timeline;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import vigilar.journal.EventJournal;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// The stream hub. Whoever joins gets the greeting, all it missed, then each event as it is stored,
/// in the order of the ids, each once; or it is told what is missing. Safe for all threads.
///
/// The sweeps run on the threads of whoever calls [#sweep]: one thread for each of [#shares], kept
/// going and watched from outside.
public final class Timeline implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Timeline.class);

    /// 4 sweeps: a write is a call into the kernel, and beyond 4 cores the others have work as
    /// well.
    private static final int MOST_SHARES = 4;

    private final TimelineLimits limits;
    private final TimelineMeters meters;
    private final Replay replay;
    private final List<Share> shares = new ArrayList<>();
    private final AtomicInteger nextShare = new AtomicInteger();
    private final Set<Viewer> viewers = ConcurrentHashMap.newKeySet();
    private volatile boolean closing;

    /// With the bounds that fit this machine.
    public Timeline(EventJournal journal, InstantSource clock, MeterRegistry registry) {
        this(journal, clock, registry, TimelineLimits.standard());
    }

    /// With other bounds.
    public Timeline(
            EventJournal journal,
            InstantSource clock,
            MeterRegistry registry,
            TimelineLimits limits) {
        this.limits = limits;
        this.meters = new TimelineMeters(registry, clock);
        this.replay = new Replay(journal, limits, meters);
        var cores = Runtime.getRuntime().availableProcessors();
        for (int i = 0; i < Math.clamp(cores, 1, MOST_SHARES); i++) {
            var share = new Share(journal);
            shares.add(share);
            Gauge.builder("vigilar.follower.lag", share, s -> lag(journal, s))
                    .description("events that a follower has not handled yet")
                    .tag("follower", "timeline " + (i + 1))
                    .register(registry);
        }
    }

    private static double lag(EventJournal journal, Share share) {
        return Math.max(0, journal.head().sequence() - share.place().sequence());
    }

    /// How many sweeps there are: one for each core, 1 to 4.
    public int shares() {
        return shares.size();
    }

    /// Runs one sweep on this thread until it is interrupted. May be called again after a failure.
    ///
    /// @param share from 0 to [#shares] - 1; each on a thread of its own
    /// @throws vigilar.storage.StorageException when the journal cannot be read
    public void sweep(int share) throws InterruptedException {
        shares.get(share).run();
    }

    /// Lets a viewer in, or not. Does not block: the frames go out on other threads.
    public Admission join(StreamWish wish, ViewerLine line) {
        if (closing) {
            return new Admission.Refused("Vigilar is stopping", TimelineLimits.RETRY_AFTER);
        }
        if (!meters.takePlace(limits.viewers())) {
            return new Admission.Refused(
                    "all " + limits.viewers() + " places are taken", TimelineLimits.RETRY_AFTER);
        }
        var viewer = new Viewer(line, wish.filter(), limits, meters, this::gone);
        viewers.add(viewer);
        var share = shares.get(Math.floorMod(nextShare.getAndIncrement(), shares.size()));
        Thread.ofVirtual()
                .name("replay")
                .uncaughtExceptionHandler((_, failure) -> failed(viewer, failure))
                .start(() -> bringUpToDate(viewer, wish, share));
        if (closing) {
            viewer.goodbye();
        }
        return new Admission.Joined();
    }

    private void bringUpToDate(Viewer viewer, StreamWish wish, Share share) {
        try {
            replay.bringUpToDate(viewer, wish, share);
        } catch (InterruptedException _) {
            viewer.goodbye();
        }
    }

    private void failed(Viewer viewer, Throwable failure) {
        LOG.warn("a replay failed; the viewer is cut off and will come again", failure);
        viewer.leave(Departure.LEFT);
    }

    private void gone(Viewer viewer, Departure why) {
        viewers.remove(viewer);
        meters.gone(why);
        if (why.isCutOff()) {
            LOG.info("a viewer was cut off: {}", why.sentence());
        }
    }

    /// How many viewers there are now.
    public int viewers() {
        return meters.viewers();
    }

    /// Ends all streams in order and lets nobody in any more. Browsers come again by themselves.
    @Override
    public void close() {
        closing = true;
        viewers.forEach(Viewer::goodbye);
    }
}
