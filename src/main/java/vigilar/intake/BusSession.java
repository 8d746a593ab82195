package vigilar.intake;

import java.net.URI;
import java.util.Optional;

/// Our lasting session with the broker, and which broker that is: a new one need not know it.
///
/// @param broker see [#brokerOf]
record BusSession(String id, String broker) {
    /// The broker as it stands in the rows.
    ///
    /// @param external somebody else's; a broker's address holds no credentials. Empty: our own
    static String brokerOf(Optional<URI> external) {
        return external.map(URI::toString).orElse("own");
    }
}
