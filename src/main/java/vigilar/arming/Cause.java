package vigilar.arming;

import java.time.Instant;

/// What set off an entry delay or an alarm.
///
/// @param zone that opened
/// @param at when
/// @param event the number of the event that told, 0 if none did
/// @param how the rule that made it one
public record Cause(ZoneId zone, Instant at, long event, How how) {
    /// Which rule.
    public enum How {
        /// A way in opened: somebody has time to disarm.
        ENTRY,
        /// A way in opened, and nobody disarmed in time.
        ENTRY_NOT_DISARMED,
        /// A way out was still open when the time to leave was over.
        EXIT_ERROR,
        /// The same, and nobody disarmed in time.
        LEFT_OPEN,
        /// The zone alarms at once.
        INSTANT,
        /// Inside, and nobody had come in by a way in.
        INSIDE,
        /// The entry path was left.
        OFF_PATH,
        /// It alarms whether armed or not.
        ALWAYS_ON,
        /// So many zones of a group within their time.
        TOGETHER
    }

    Cause as(How other) {
        return new Cause(zone, at, event, other);
    }
}
