package vigilar.bench.field;

/// The heaps of a house after all was collected that nobody needs.
///
/// @param inUse bytes that are left
/// @param room bytes that a heap holds besides: after it was large once, three times what it needs
public record Collected(long inUse, long room) {
    static final Collected NOTHING = new Collected(0, 0);

    Collected plus(Collected other) {
        return new Collected(inUse + other.inUse, room + other.room);
    }
}
