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

    /// Present if only the number that the broker gave it can tell that it comes again.
    Optional<Redelivery.Sent> sent() {
        return delivery.receipt().isPresent() || !delivery.mayComeAgain()
                ? Optional.empty()
                : digest.map(what -> new Redelivery.Sent(delivery.packet(), what));
    }
}
