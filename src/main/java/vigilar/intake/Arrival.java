package vigilar.intake;

import vigilar.bus.Delivery;

import java.time.Instant;
import java.util.Optional;

/// A message at our door.
///
/// @param digest present if it can become an event: of its receipt too, where that is what tells it
///   from an equal one
/// @param at when we received it, to the millisecond
/// @param nanos the same on the monotonic clock
record Arrival(
        Delivery delivery, Decoded decoded, Optional<Digest> digest, Instant at, long nanos) {

    /// Present if only its place among the others can tell that it comes again.
    Optional<Digest> compared() {
        return delivery.receipt().isPresent() ? Optional.empty() : digest;
    }
}
