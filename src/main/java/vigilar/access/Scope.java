package vigilar.access;

/// What an API token may be used for, within what its person may do.
public enum Scope {
    /// Looks: events, history, the stream, figures.
    READ,
    /// The figures of Vigilar itself and nothing else: for Prometheus, which need not know when
    /// somebody comes home.
    METRICS
}
