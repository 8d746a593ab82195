package vigilar.bench.field;

/// A stretch of time of which somebody else's design says that what was acknowledged then may be
/// lost: never longer than can be explained, so that all other loss still counts.
///
/// @param from by [Clock]
/// @param to by [Clock], and still in it
/// @param isRepeated whether it may also be said to us again, then and after each later lapse: of
///   equal messages nobody could tell that from new ones
public record Lapse(long from, long to, boolean isRepeated) {
    boolean covers(Ledger.Promise promise) {
        return promise.micros() >= from && promise.micros() <= to;
    }
}
