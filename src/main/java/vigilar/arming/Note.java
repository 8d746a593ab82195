package vigilar.arming;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What the panel says: becomes an event, and by some of them the siren and the alerts go.
public sealed interface Note {
    /// The time to leave has begun.
    ///
    /// @param left who asked said that everybody is out, or nobody could be heard leaving
    record ArmingBegan(Mode mode, Instant until, boolean left, String by) implements Note {}

    /// It is not armed, since these are not ready.
    record NotReady(Mode mode, List<Blocker> blockers, String by) implements Note {}

    /// Somebody armed in spite of these.
    record Overridden(Mode mode, List<Blocker> blockers, String by) implements Note {}

    /// It cannot be armed now: an entry delay or an alarm goes first.
    record NotNow(ArmState state, String by) implements Note {}

    /// It is armed so already: nothing changes, above all no time to leave begins.
    record Already(Mode mode, String by) implements Note {}

    /// Somebody says, while there is time to leave, that everybody is out: told once.
    ///
    /// @param way by which they said it, in words
    record EverybodyOut(String by, String way) implements Note {}

    /// The same, where nobody has time to leave any more, or nobody is expected to.
    ///
    /// @param why in words
    record NobodyLeaves(String why, String by) implements Note {}

    /// A way out was opened again: once, the time to leave begins anew.
    record ExitRestarted(ZoneId zone, Instant until) implements Note {}

    /// The house is armed from now on: said of each time that it is, also over an open door.
    ///
    /// @param by who asked for it just now; empty: it was said when the time to leave began
    record Armed(Mode mode, String by) implements Note {}

    /// Nobody left, so AWAY became HOME.
    record StayedHome() implements Note {}

    /// Still open when the time to leave was over.
    record ExitError(ZoneId zone) implements Note {}

    record EntryBegan(Cause cause, Instant until) implements Note {}

    /// Somebody left the entry path: a warning, and soon an alarm.
    record OffPath(ZoneId zone, Instant alarmAt) implements Note {}

    /// The siren.
    ///
    /// @param late how long ago it should have been: the panel was off
    record Alarm(Cause cause, boolean lifeSafety, Optional<Duration> late) implements Note {}

    /// Another zone in the same alarm.
    record AlarmAlso(Cause cause) implements Note {}

    /// A second zone has alarmed within half an hour.
    record Confirmed(ZoneId first, ZoneId second) implements Note {}

    /// The time to take it back is over: tell those outside.
    record Reported(Cause cause) implements Note {}

    /// Disarmed before anything was told outside.
    record Cancelled(Cause cause, String by) implements Note {}

    /// The siren's time is over and the alarm is not: it tells of danger to life still.
    record DangerGoesOn(ZoneId zone) implements Note {}

    /// The alarm is over, and with it the siren if that still sounded.
    ///
    /// @param stays as it is armed now; empty: it was not
    record SirenEnded(Optional<Mode> stays) implements Note {}

    /// @param after what it was disarmed from
    /// @param told whether an alarm had been told outside: then those must hear its end, too
    record Disarmed(ArmState after, String by, boolean told) implements Note {}

    /// Disarmed under threat: for the owner's eyes, on no screen of the house.
    record Duress(String by) implements Note {}

    record BypassedZone(ZoneId zone, Bypass why, String by) implements Note {}

    /// It takes part again.
    record BypassEnded(ZoneId zone, Bypass why, String by) implements Note {}

    /// It would be asked too much: life safety is never left out, and an unknown zone is none.
    record NoBypass(ZoneId zone, String by) implements Note {}

    record Chimed(ZoneId zone) implements Note {}

    /// It opened while armed, and it was no alarm.
    record NearMiss(ZoneId zone, long event, Why why) implements Note {}

    /// It was closed when last heard, and is open in an armed house: nobody heard it open.
    record OpenedUnheard(ZoneId zone, long event) implements Note {}

    /// More devices than that tell of one danger: the others share a zone.
    record ZonesFull(ZoneId zone, int most) implements Note {}

    /// The panel runs again.
    record ResumedIn(ArmState state, Duration off) implements Note {}

    /// It was off within an entry delay: an intruder may have cut the power.
    record CutWhileEntering(Cause cause, Duration off) implements Note {}

    /// Why no alarm.
    enum Why {
        BYPASSED,
        /// Within the time to leave.
        LEAVING,
        /// On the way from the door to the keypad.
        ON_ENTRY_PATH,
        /// Alone of its group.
        ALONE
    }
}
