package vigilar.intake;

import java.time.Instant;
import java.util.List;

/// What is known of how the broker keeps messages for us. See docs/design/durability.md.
public sealed interface BrokerKeeping {
    /// Our own: on disk before it acknowledges.
    record Embedded() implements BrokerKeeping {}

    /// Somebody else's, whose settings nobody has seen.
    record Unseen() implements BrokerKeeping {}

    /// Somebody else's, whose settings were read.
    ///
    /// @param lacks the lines that are missing or say something else; empty: it keeps what it can
    /// @param changed when they last were
    record Read(List<String> lacks, Instant changed) implements BrokerKeeping {
        public Read {
            lacks = List.copyOf(lacks);
        }
    }
}
