package vigilar.alerts;

import java.time.Duration;
import java.util.Optional;

/// How long to wait before the next try.
final class RetryPause {
    /// 5 s: a blip of the line is over by then, and an alarm cannot wait longer.
    static final Duration SHORTEST = Duration.ofSeconds(5);

    /// 15 min: a service that is down for hours is not asked more often.
    static final Duration LONGEST = Duration.ofMinutes(15);

    /// 6 h: the longest that a service may ask us to wait; beyond it an alarm is worthless.
    static final Duration MOST_PATIENCE = Duration.ofHours(6);

    private RetryPause() {}

    /// What a service asks for, as far as one can wait.
    static Duration bounded(Duration asked) {
        return asked.compareTo(MOST_PATIENCE) > 0 ? MOST_PATIENCE : asked;
    }

    /// Doubles from 5 s to 15 min, or longer if the service said so.
    ///
    /// @param tries made so far, from 1
    static Duration after(int tries, Optional<Duration> asked) {
        var doubled = SHORTEST.multipliedBy(1L << Math.clamp(tries - 1, 0, 10));
        var ours = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
        return asked.map(RetryPause::bounded).filter(it -> it.compareTo(ours) > 0).orElse(ours);
    }
}
