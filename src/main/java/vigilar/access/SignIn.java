package vigilar.access;

import java.time.Duration;

/// What became of a try to sign in.
public sealed interface SignIn {
    /// The session is open.
    ///
    /// @param token goes into the cookie, and nowhere else
    record Welcome(Person person, Secret token) implements SignIn {}

    /// Name or password is wrong, or the person is disabled: which one is not said.
    record Refused() implements SignIn {}

    /// Too many failures; nothing was looked at.
    record Wait(Duration pause) implements SignIn {}

    /// Too many sign in at this moment.
    record Busy() implements SignIn {}
}
