package vigilar.intake;

import vigilar.bus.Delivery;

import java.time.Instant;
import java.util.Optional;

/// A message at our door.
///
/// @param digest present if it can become an event
/// @param at when we received it, to the millisecond
/// @param nanos the same on the monotonic clock
record Arrival(
        Delivery delivery, Decoded decoded, Optional<Digest> digest, Instant at, long nanos) {}
