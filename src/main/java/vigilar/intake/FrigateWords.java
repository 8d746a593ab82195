package vigilar.intake;

import vigilar.event.EventType;

/// What Frigate's words mean, for whoever fetches the pictures of its reviews.
public final class FrigateWords {
    private FrigateWords() {}

    /// True for the event that tells of the end of a review.
    public static boolean isEnd(EventType type) {
        return Frigate.ENDED.type().equals(type);
    }

    /// The event that a review with no other object is.
    public static EventType typeOf(String label) {
        return FrigateReview.What.of(label).type();
    }
}
