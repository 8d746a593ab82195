package vigilar.pictures;

import java.time.Instant;
import java.util.Optional;

/// Where and when a review was, as far as is known.
///
/// @param camera as Frigate calls it
/// @param heard when we first heard of it, by our clock
/// @param began by Frigate's clock, as the end is
record Review(
        String id,
        String camera,
        Instant heard,
        Optional<Instant> began,
        Optional<Instant> ended) {}
