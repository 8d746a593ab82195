package vigilar.access;

/// What became of a change to people.
public sealed interface Change {
    record Done() implements Change {}

    /// Nothing was changed.
    ///
    /// @param why for people
    record Refused(String why) implements Change {}
}
