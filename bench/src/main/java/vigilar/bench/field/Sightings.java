package vigilar.bench.field;

/// Whoever wants to know of each event that each viewer gets, such as one that measures how long it
/// took. Called on the viewers' thread: be quick.
@FunctionalInterface
public interface Sightings {
    /// @param viewer its number, from 0 on
    /// @param id the event's id
    /// @param data the bytes of the event, valid during this call only
    /// @param nanos when it was read, by [System#nanoTime]
    void saw(int viewer, long id, byte[] data, int length, long nanos);
}
