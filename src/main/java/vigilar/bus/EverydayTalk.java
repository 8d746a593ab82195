package vigilar.bus;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;

import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;

import java.util.Set;

/// Keeps out of the log what the embedded broker warns of although it is as we want it, and nothing
/// else: its other warnings (disk, memory, journal) are for people. Named in `logback.xml`.
public final class EverydayTalk extends TurboFilter {
    /// Messages are not dropped after many tries, and what its publisher made to expire may: so
    /// there is no dead letter and no expiry address, of which it warns for each queue. And each
    /// refused login, which [HouseRules] names sparingly: one bad device would fill the disk.
    private static final Set<String> AS_WE_WANT_IT =
            Set.of("AMQ222165", "AMQ222166", "AMQ222147", "AMQ222216");

    private static final int CODE = "AMQ222165".length();

    @Override
    public FilterReply decide(
            @Nullable Marker marker,
            Logger logger,
            Level level,
            @Nullable String format,
            Object @Nullable [] params,
            @Nullable Throwable failure) {
        return format != null
                        && format.length() > CODE
                        && AS_WE_WANT_IT.contains(format.substring(0, CODE))
                ? FilterReply.DENY
                : FilterReply.NEUTRAL;
    }
}
