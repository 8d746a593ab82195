package vigilar.pictures;

import vigilar.event.EventId;

import java.time.Duration;
import java.util.List;

/// A picture that an event is still owed.
///
/// @param tries made so far
/// @param detections Frigate's ids of the objects that the snapshot may show, the best first; none
///   of what was only heard
/// @param wants which kind of object it shall show, as the type of the event
/// @param longest how much of a clip is asked for
/// @param after how long after its review it begins: who comes into one that has gone on for longer
///   than a clip is seen in one of their own
record PictureJob(
        EventId event,
        PictureKind kind,
        int tries,
        List<String> detections,
        String wants,
        Duration longest,
        Duration after,
        Review review) {
    PictureJob {
        detections = List.copyOf(detections);
    }
}
