package vigilar.bench.field;

import java.time.Instant;

/// The wall clock in microseconds since 1970: the same clock that the recording of a house's system
/// calls has, so that an acknowledgement and a sync can be compared.
public final class Clock {
    private static final long MICROS = 1_000_000;

    private Clock() {}

    public static long micros() {
        var now = Instant.now();
        return now.getEpochSecond() * MICROS + now.getNano() / 1_000;
    }
}
