package vigilar.journal;

import vigilar.event.Worth;

import java.time.Duration;

/// How long events stay, and how much room they may take.
///
/// @param alarm for what is worth keeping for years
/// @param routine for the everyday
/// @param mostBytes of all events together; half of it is each kind's own
public record KeepingSettings(Duration alarm, Duration routine, long mostBytes) {
    /// 3 years: insurers and courts ask that late.
    public static final int USUAL_ALARM_DAYS = 3 * 365;

    /// 90 days: a season, to compare this week with.
    public static final int USUAL_ROUTINE_DAYS = 90;

    /// 2 GiB: some eight million events, and what a small card still copies at night.
    public static final long USUAL_BYTES = 2L << 30;

    Duration of(Worth worth) {
        return switch (worth) {
            case ALARM -> alarm;
            case ROUTINE -> routine;
        };
    }
}
