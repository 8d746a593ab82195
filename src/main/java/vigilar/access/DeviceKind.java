package vigilar.access;

/// What a device is at the broker, which says what topics it needs. What those are called depends
/// on the settings of the house, so the stored word is all that is known here.
public enum DeviceKind {
    /// Speaks the house's own format below its own name.
    PLAIN,
    ZIGBEE2MQTT,
    FRIGATE,

    /// Only the topics that were named when it was added.
    TOPICS
}
