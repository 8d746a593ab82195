package vigilar.access;

import java.time.Duration;

/// What became of asking somebody who is signed in for their password once more.
public sealed interface Proof {
    record Right() implements Proof {}

    record Wrong() implements Proof {}

    /// Too many wrong ones in this session; nothing was looked at.
    record Wait(Duration pause) implements Proof {}

    /// Too many sign in at this moment.
    record Busy() implements Proof {}
}
