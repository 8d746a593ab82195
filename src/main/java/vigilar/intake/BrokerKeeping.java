package vigilar.intake;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What is known of how the broker keeps messages for us. See docs/design/durability.md.
public sealed interface BrokerKeeping {
    /// Our own: on disk before it acknowledges.
    record Embedded() implements BrokerKeeping {}

    /// Somebody else's, whose settings nobody has seen.
    ///
    /// @param forgotten when it last did not know our session any more; empty: never seen
    record Unseen(Optional<Instant> forgotten) implements BrokerKeeping {}

    /// Somebody else's, whose settings were read.
    ///
    /// @param lacks the lines that are missing or say something else; empty: it keeps what it can
    record Read(List<String> lacks) implements BrokerKeeping {
        public Read {
            lacks = List.copyOf(lacks);
        }
    }
}
