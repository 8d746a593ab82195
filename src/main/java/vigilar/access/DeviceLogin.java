package vigilar.access;

import java.util.List;

/// What a device logs in with at the embedded broker, without its password.
///
/// @param edition counts the changes: who was let in under an older one has to go
/// @param topics MQTT filters, beside those of the kind
public record DeviceLogin(
        long id,
        long edition,
        String name,
        DeviceKind kind,
        List<String> topics,
        boolean disabled) {
    public DeviceLogin {
        topics = List.copyOf(topics);
    }
}
