package vigilar.journal;

/// A way through the ids.
///
/// @param from exclusive
/// @param up towards now
record Walk(long from, boolean up) {
    Walk from(long id) {
        return new Walk(id, up);
    }
}
