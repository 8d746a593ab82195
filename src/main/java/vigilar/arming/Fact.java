package vigilar.arming;

import java.time.Instant;

/// What the panel is told.
public sealed interface Fact {
    /// A zone opened: a contact, motion, a leak. Only live news; what was repeated after a start is
    /// [Known].
    ///
    /// @param event the number of the event that told
    record Opened(ZoneId zone, long event) implements Fact {}

    /// Something happened in a zone that has no end to wait for: a call for help, a blow, somebody
    /// seen. Nothing stands open after it.
    ///
    /// @param event the number of the event that told
    record Felt(ZoneId zone, long event) implements Fact {}

    record Closed(ZoneId zone) implements Fact {}

    /// How a zone stands, learnt from a repeat: state, and no reason for an alarm.
    record Known(ZoneId zone, boolean open) implements Fact {}

    /// No device that is in the zone now has ever said anything. What one said that is no longer in
    /// it is of no matter.
    record NeverHeard(ZoneId zone) implements Fact {}

    /// A zone that was closed when last heard is open, or something happened in it, and nobody
    /// heard it happen: somebody had just started, or a broker had kept it. How long ago it was
    /// nobody knows, so it is no reason for a siren; but a house that is armed says it.
    ///
    /// @param event the number of the event that told
    record Found(ZoneId zone, long event) implements Fact {}

    /// Of some or all devices nothing could be heard for a while: no way out needs to be heard.
    record Unheard() implements Fact {}

    /// Somebody says that everybody is out already. While there is time to leave no way out needs
    /// to be heard then; later it changes nothing.
    ///
    /// @param by who, for the log
    /// @param way by which they said it, in words
    record LeftSaid(String by, String way) implements Fact {}

    /// More devices tell of one danger than a house has: the others share that zone from now on.
    ///
    /// @param most so many have one of their own
    record Crowded(ZoneId zone, int most) implements Fact {}

    /// @param has false: no longer
    record Troubled(ZoneId zone, Trouble trouble, boolean has) implements Fact {}

    /// From one armed mode to another less may be watched, at least while there is time to leave:
    /// who asks for that must be somebody who may disarm.
    ///
    /// @param force in spite of what is not ready
    /// @param left everybody is out already: no way out needs to be used for AWAY
    /// @param deaf no device is heard: that stands against it as a lost one does
    /// @param by who, for the log
    record ArmAsked(Mode mode, boolean force, boolean left, boolean deaf, String by)
            implements Fact {
        ArmAsked(Mode mode, boolean force, boolean left, String by) {
            this(mode, force, left, false, by);
        }

        ArmAsked(Mode mode, boolean force, String by) {
            this(mode, force, false, by);
        }

        ArmAsked whileDeaf() {
            return new ArmAsked(mode, force, left, true, by);
        }
    }

    /// A rule of the house asks: only of a disarmed house, so that none watches less by it. It
    /// leaves by no door: who sets AWAY by a rule says that nobody is in.
    ///
    /// @param deaf no device is heard: it is armed all the same, since nobody is there to insist,
    ///   and that is told
    /// @param by the rule, for the log
    record RuleAsked(Mode mode, boolean deaf, String by) implements Fact {
        RuleAsked(Mode mode, String by) {
            this(mode, false, by);
        }

        RuleAsked whileDeaf() {
            return new RuleAsked(mode, true, by);
        }
    }

    /// Somebody who may.
    ///
    /// @param duress under threat: all goes as usual, and the owner is told in silence
    record DisarmAsked(String by, boolean duress) implements Fact {}

    /// @param out true: leave it out of the next or this armed period
    record BypassAsked(ZoneId zone, boolean out, String by) implements Fact {}

    /// A deadline may have come. Harmless at any time.
    record TimePassed() implements Fact {}

    /// The panel runs again after it was off; its state is the one it stored.
    ///
    /// @param offSince when it was last known to run
    record Resumed(Instant offSince) implements Fact {}
}
