package vigilar.timeline;

import com.sun.management.UnixOperatingSystemMXBean;

import java.lang.management.ManagementFactory;
import java.time.Duration;

/// The bounds of the hub.
///
/// @param viewers at most so many at a time
/// @param unwrittenBytes what may wait for one live viewer before it is cut off
/// @param replayBytes what all replaying viewers together may hold
/// @param noProgress how long one write may take before the viewer is cut off
/// @param keepalive after so long without a frame a viewer gets a sign of life
public record TimelineLimits(
        int viewers, int unwrittenBytes, int replayBytes, Duration noProgress, Duration keepalive) {
    /// 20,000: at some 10 KB each 200 MB, and the usual hard limit of open files.
    private static final int MOST_VIEWERS = 20_000;

    /// 1,000 files stay free for pages, health, store and broker.
    private static final int FILES_FOR_OTHERS = 1_000;

    /// 10: enough to look at the house even where the file limit is below 1,010.
    private static final int FEWEST_VIEWERS = 10;

    /// 1 MiB: some 4,000 events; who is that far behind is served better by a replay.
    private static final int UNWRITTEN_BYTES = 1 << 20;

    /// 32 MiB: what a small server can spare when all browsers of the house come back at once.
    private static final int REPLAY_BYTES = 32 << 20;

    /// 30 s: two keepalives. A line that takes nothing for so long is dead or hostile.
    private static final Duration NO_PROGRESS = Duration.ofSeconds(30);

    /// 15 s: the interval the HTML standard suggests, so that old proxies keep a quiet stream open.
    private static final Duration KEEPALIVE = Duration.ofSeconds(15);

    /// 256 events a page of replay: some 64 KB, and one read of the store in under 1 ms.
    static final int PAGE = 256;

    /// 128 KiB: what one replaying viewer takes from the shared budget at a time.
    static final int CHUNK_BYTES = 128 << 10;

    /// 1,024 events a sweep: beyond that a flood is served in several sweeps.
    static final int SWEEP = 1_024;

    /// 256 KiB a sweep: a quarter of what may wait, so that one sweep never cuts anybody off.
    static final int SWEEP_BYTES = 256 << 10;

    /// 64 KiB: slices that wait are joined up to here for the next write.
    static final int JOINED_BYTES = 64 << 10;

    /// 1 s: how often a quiet hub looks for keepalives that are due and writes that are stuck.
    static final Duration ROUND = Duration.ofSeconds(1);

    /// 2 s ± a quarter: browsers that lost the house together do not come back together.
    static final Duration RETRY = Duration.ofSeconds(2);

    /// 10 s: when to come again after a refusal; a place is free once somebody closes a tab.
    static final Duration RETRY_AFTER = Duration.ofSeconds(10);

    /// 3 readers of the store at a time for all replays, one fewer than there are: whoever must be
    /// quick, as the alarm panel must, finds one.
    static final int REPLAY_READERS = 3;

    /// The bounds on this machine.
    public static TimelineLimits standard() {
        return new TimelineLimits(
                viewersWith(fileLimit()), UNWRITTEN_BYTES, REPLAY_BYTES, NO_PROGRESS, KEEPALIVE);
    }

    /// The same with another number of places.
    public TimelineLimits withViewers(int most) {
        return new TimelineLimits(most, unwrittenBytes, replayBytes, noProgress, keepalive);
    }

    static int viewersWith(long files) {
        return Math.clamp(files - FILES_FOR_OTHERS, FEWEST_VIEWERS, MOST_VIEWERS);
    }

    private static long fileLimit() {
        return ManagementFactory.getOperatingSystemMXBean()
                        instanceof UnixOperatingSystemMXBean unix
                ? unix.getMaxFileDescriptorCount()
                : MOST_VIEWERS;
    }
}
