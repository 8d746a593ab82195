package vigilar.access;

import java.time.Duration;

/// What became of a try to become the owner.
public sealed interface Setup {
    /// The code is used up; sign in now.
    record Done(Person owner) implements Setup {}

    /// @param why for people
    record Refused(String why) implements Setup {}

    /// Too many wrong codes from there.
    record Wait(Duration pause) implements Setup {}

    /// Too many sign in at this moment.
    record Busy() implements Setup {}
}
