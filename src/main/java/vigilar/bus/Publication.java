package vigilar.bus;

/// A message to be said.
@SuppressWarnings("ArrayRecordComponent") // bytes on their way out; never compared
public record Publication(String topic, byte[] payload, boolean retain) {}
