package vigilar.pictures;

import vigilar.event.EventId;

/// A picture that an event is still owed.
///
/// @param detection Frigate's id of the object seen
/// @param tries made so far
record PictureJob(EventId event, PictureKind kind, String detection, int tries) {}
