package vigilar.intake;

import vigilar.bus.Prefix;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How intake takes part in the bus.
///
/// @param prefix first level of all topics of the house
/// @param share which share of the messages is ours; several intakes on one broker have different
///   ones. Part of the session's name
/// @param zigbee2mqtt base topic of Zigbee2MQTT; empty: not listened to
/// @param frigate topic prefix of Frigate; empty: not listened to
/// @param broker somebody else's, without credentials; empty: our own
/// @param topicRate messages a second of one topic that there is room for in the long run, with a
///   broker of somebody else's
/// @param devices what the owner's config says of other topics; none of them below the three above
public record IntakeSettings(
        Prefix prefix,
        String share,
        Optional<Prefix> zigbee2mqtt,
        Optional<Prefix> frigate,
        Optional<URI> broker,
        List<OwnDevice> devices,
        int topicRate) {
    /// 200 a second of one topic: as much as our own broker takes of a whole device.
    public static final int USUAL_RATE = 200;

    public IntakeSettings {
        devices = List.copyOf(devices);
    }

    /// What Zigbee2MQTT calls its base topic unless told otherwise.
    public static final Prefix USUAL_ZIGBEE2MQTT = new Prefix("zigbee2mqtt");

    /// What Frigate calls its topic prefix unless told otherwise.
    public static final Prefix USUAL_FRIGATE = new Prefix("frigate");

    /// One intake for the whole house and the usual producers.
    public static IntakeSettings whole(Prefix prefix) {
        return whole(prefix, Optional.of(USUAL_ZIGBEE2MQTT), Optional.of(USUAL_FRIGATE));
    }

    /// One intake for the whole house and these producers.
    public static IntakeSettings whole(
            Prefix prefix, Optional<Prefix> zigbee2mqtt, Optional<Prefix> frigate) {
        return new IntakeSettings(
                prefix, "intake", zigbee2mqtt, frigate, Optional.empty(), List.of(), USUAL_RATE);
    }

    /// All that a house with these settings subscribes to.
    public List<String> filters() {
        return new Producers(this, Memory.ofNewHouse()).filters();
    }

    /// For so long after its start a house takes what producers say for repeats.
    public static Duration settling() {
        return Settling.WINDOW;
    }

    /// The same house with these devices of its own.
    public IntakeSettings with(List<OwnDevice> own) {
        return new IntakeSettings(prefix, share, zigbee2mqtt, frigate, broker, own, topicRate);
    }

    /// The same house on that broker.
    public IntakeSettings on(Optional<URI> other) {
        return new IntakeSettings(prefix, share, zigbee2mqtt, frigate, other, devices, topicRate);
    }

    /// The same house with room for so many messages a second of one topic.
    public IntakeSettings atMost(int rate) {
        return new IntakeSettings(prefix, share, zigbee2mqtt, frigate, broker, devices, rate);
    }
}
