package vigilar.bench.field;

/// A row of the journal.
///
/// @param payload as it stands there
public record Stored(long id, String source, String type, String topic, String payload) {}
