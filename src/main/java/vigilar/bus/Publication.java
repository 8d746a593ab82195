package vigilar.bus;

/// A message to be said.
///
/// @param assured with QoS 1: said again until the broker has it. Without (QoS 0) it may be lost,
///   and no broker keeps it for somebody who is away: for what is stale a second later
@SuppressWarnings("ArrayRecordComponent") // bytes on their way out; never compared
public record Publication(String topic, byte[] payload, boolean retain, boolean assured) {
    public Publication(String topic, byte[] payload, boolean retain) {
        this(topic, payload, retain, true);
    }
}
