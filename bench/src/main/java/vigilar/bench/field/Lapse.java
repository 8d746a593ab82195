package vigilar.bench.field;

/// A stretch of time of which somebody else's design says that what was acknowledged then may be
/// lost: never longer than can be explained, so that all other loss still counts.
///
/// @param from by [Clock]
/// @param to by [Clock], and still in it
public record Lapse(long from, long to) {
    boolean covers(Ledger.Promise promise) {
        return promise.micros() >= from && promise.micros() <= to;
    }
}
