package vigilar.bus;

import java.util.Optional;

/// A message on its way to us. Whoever takes it acknowledges it once it is safe; until then the
/// broker keeps it.
public interface Delivery {
    String topic();

    /// As it came; may be anything. The receiver does not write to it.
    byte[] payload();

    /// True if the broker had kept it from before we subscribed: news of a state, not of an event.
    boolean retained();

    /// Counts the connections of this client, from 1: a new number says that unacknowledged
    /// messages may come again.
    long connection();

    /// True if the broker knew our session when this connection began; only then can it deliver
    /// again.
    boolean resumed();

    /// The packet identifier, 1 to 65,535: the broker gives it to no other message before it has
    /// our acknowledgement, and repeats it when it delivers this one again (MQTT 5.0, 2.2.1 and
    /// 4.4). 0 for what was published or subscribed to with QoS 0, and so has none.
    int packet();

    /// True if the broker says that it has sent this before, under the same packet identifier (DUP;
    /// MQTT 5.0, 3.3.1.1). It may not have reached us then.
    boolean again();

    /// What our own broker gave this message and no other, and repeats when it delivers it again.
    /// Empty from a broker that gives none; what a device says under its name is never taken for
    /// one.
    Optional<String> receipt();

    /// False for QoS 0: it comes at most once.
    default boolean mayComeAgain() {
        return packet() != 0;
    }

    /// Lets the broker forget it. In the order of arrival; harmless when the connection is gone.
    void acknowledge();
}
