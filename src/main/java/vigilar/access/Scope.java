package vigilar.access;

/// What an API token may be used for, within what its person may do.
public enum Scope {
    /// Looks: events, history, the stream.
    READ
}
