package vigilar.supervisor;

import java.time.Duration;

/// How long to leave a process alone that keeps ending.
final class RestartPause {
    /// 1 s: a process that ended once is back before anybody looks.
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    /// 60 s: once the cause is gone, nobody waits longer than a minute.
    private static final Duration LONGEST = Duration.ofSeconds(60);

    /// After a minute of work earlier failures are forgotten.
    private static final Duration HEALTHY = Duration.ofSeconds(60);

    private RestartPause() {}

    /// Doubles from 1 s to 60 s.
    ///
    /// @param failures in a row, from 1
    static Duration after(int failures) {
        var doubled = SHORTEST.multipliedBy(1L << Math.clamp(failures - 1, 0, 6));
        return doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
    }

    /// The number of failures in a row once a process has ended again.
    ///
    /// @param before failures in a row until then
    /// @param worked how long it ran this time
    static int failures(int before, Duration worked) {
        return worked.compareTo(HEALTHY) > 0 ? 1 : before + 1;
    }
}
