package vigilar.recorder;

import java.time.Instant;

/// The first line of a capture.
///
/// @param began when it began; the messages count from there
/// @param note for people: whose house, or that it is synthetic
public record Header(Instant began, Roots roots, String note) {}
