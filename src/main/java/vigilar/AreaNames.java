package vigilar;

import vigilar.event.SourceId;
import vigilar.names.Nameplate;
import vigilar.names.Nameplates;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

/// Where people say that devices stand, for the rules: they ask with each event, so what is known
/// is good for a moment. Safe for any number of threads.
final class AreaNames {
    /// 2 s: so soon a rule goes by what somebody has just said on the page.
    private static final Duration GOOD_FOR = Duration.ofSeconds(2);

    private final Nameplates plates;
    private final InstantSource clock;
    private Map<SourceId, Nameplate> known = Map.of();
    private Instant asked = Instant.MIN;

    AreaNames(Nameplates plates, InstantSource clock) {
        this.plates = plates;
        this.clock = clock;
    }

    /// Empty: nobody said anything.
    synchronized String of(SourceId source) {
        var now = clock.instant();
        if (asked.equals(Instant.MIN)
                || Duration.between(asked, now).abs().compareTo(GOOD_FOR) > 0) {
            known = plates.all();
            asked = now;
        }
        return known.getOrDefault(source, Nameplate.blank(source)).area();
    }
}
