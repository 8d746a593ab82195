package vigilar.bus;

import java.time.Instant;

/// How a client's connection stands.
public sealed interface Link {
    /// Not tried yet, or trying for the first time.
    record Starting(Instant since) implements Link {}

    /// Connected and, where the plan asks for it, subscribed.
    ///
    /// @param resumed the broker knew our session
    record Up(Instant since, boolean resumed) implements Link {}

    /// Not connected; trying again.
    ///
    /// @param why one line for people: `connection refused: 127.0.0.1:1883`
    record Away(Instant since, String why) implements Link {}
}
