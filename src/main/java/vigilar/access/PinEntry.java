package vigilar.access;

import java.time.Duration;

/// What became of a PIN that was typed, whichever door it came by.
public sealed interface PinEntry {
    /// @param duress the one for use under threat: everything looks as usual
    record Right(PersonName who, boolean duress) implements PinEntry {}

    /// It opens nothing.
    sealed interface Refused extends PinEntry {}

    /// Nobody has it.
    record Wrong() implements Refused {}

    /// It is somebody's, who may not do this, or not now: nothing more is said at a keypad.
    record NotAllowed() implements Refused {}

    /// Too many wrong ones, by all doors together; nothing was looked at.
    record Wait(Duration pause) implements Refused {}

    /// Too many try at this moment.
    record Busy() implements Refused {}
}
