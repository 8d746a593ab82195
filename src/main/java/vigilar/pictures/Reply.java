package vigilar.pictures;

/// What came of asking Frigate.
sealed interface Reply {
    /// The whole body is in the file.
    record Got() implements Reply {}

    /// Frigate does not have it, or not yet.
    record NotYet(String why) implements Reply {}

    /// It will never be taken.
    record Refused(String why) implements Reply {}

    /// More than was wanted, so nothing was kept.
    record TooLarge(String why) implements Reply {}

    /// Frigate itself does not do its work, or does not let us in.
    record Trouble(String why) implements Reply {}

    /// It was not there within our patience; something smaller may be.
    record Late(String why) implements Reply {}

    /// It wants a login first.
    record Locked() implements Reply {}
}
