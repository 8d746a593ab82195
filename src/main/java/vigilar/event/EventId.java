package vigilar.event;

/// A place in the journal, and so a follower's cursor. Also the SSE id: a browser resumes where it
/// stopped.
///
/// @param sequence 0 for "before all", else the event's number, ascending without overtaking
public record EventId(long sequence) implements Comparable<EventId> {
    /// The cursor of a follower that has seen nothing yet.
    public static final EventId BEFORE_ALL = new EventId(0);

    public EventId {
        if (sequence < 0) {
            throw new IllegalArgumentException("event ids start at 0: " + sequence);
        }
    }

    /// True if this place lies behind `other`, nearer to now.
    public boolean isBeyond(EventId other) {
        return sequence > other.sequence;
    }

    @Override
    public int compareTo(EventId other) {
        return Long.compare(sequence, other.sequence);
    }

    @Override
    public String toString() {
        return Long.toString(sequence);
    }
}
