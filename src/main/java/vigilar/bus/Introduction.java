package vigilar.bus;

import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectPayload;
import io.netty.handler.codec.mqtt.MqttConnectVariableHeader;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.MqttPropertyType;

/// A login as the broker gets to see it: the session is the user's own, a session without a name
/// ends with the connection, a last will is kept for later only if there is a place for it, and who
/// promises no sign of life need not give one.
final class Introduction {
    /// 18 hours, the longest that the protocol knows.
    private static final int LONGEST_KEEP_ALIVE = 65_535;

    /// 24 days: Artemis multiplies by 1,000 into 32 bits, so that a session of a month would be
    /// over at once. "For ever" (MQTT 5.0, 3.1.2.11.2) and the like are negative there, and kept.
    static final int LONGEST_EXPIRY_SECONDS = Integer.MAX_VALUE / 1_000;

    private final HouseRules rules;
    private final Shelf shelf;

    Introduction(HouseRules rules, Shelf shelf) {
        this.rules = rules;
        this.shelf = shelf;
    }

    MqttConnectMessage of(MqttConnectMessage login) {
        var who = login.payload();
        var how = login.variableHeader();
        var properties =
                who.clientIdentifier().isEmpty() && rules.hasOwnSessions(who.userName())
                        ? withoutLastingSession(how.properties())
                        : withBoundedSession(how.properties());
        return new MqttConnectMessage(
                login.fixedHeader(),
                new MqttConnectVariableHeader(
                        how.name(),
                        how.version(),
                        how.hasUserName(),
                        how.hasPassword(),
                        how.isWillRetain() && mayKeepWill(who),
                        how.willQos(),
                        how.isWillFlag(),
                        how.isCleanSession(),
                        keepAlive(how.keepAliveTimeSeconds()),
                        properties),
                new MqttConnectPayload(
                        rules.sessionName(who.userName(), who.clientIdentifier()),
                        who.willProperties(),
                        who.willTopic(),
                        who.willMessageInBytes(),
                        who.userName(),
                        who.passwordInBytes()));
    }

    /// Artemis takes "none" (MQTT 5.0, 3.1.2.10) for zero seconds, and hangs up on such a device
    /// when it has said nothing for two: also on one that we do not read from for a while.
    private static int keepAlive(int said) {
        return said == 0 ? LONGEST_KEEP_ALIVE : said;
    }

    private boolean mayKeepWill(MqttConnectPayload who) {
        var topic = who.willTopic();
        if (topic == null || BusSecret.USER.equals(who.userName())) {
            return true;
        }
        var user = who.userName() == null ? "" : who.userName();
        var will = who.willMessageInBytes();
        var place = shelf.reserve(user, _ -> false, topic, will == null ? 0 : will.length);
        place.ifPresent(shelf::release); // it is counted when it is carried out
        return place.isPresent();
    }

    private static MqttProperties withBoundedSession(MqttProperties said) {
        int id = MqttPropertyType.SESSION_EXPIRY_INTERVAL.value();
        if (said.getProperty(id) instanceof MqttProperties.IntegerProperty asked) {
            said.add(new MqttProperties.IntegerProperty(id, expiry(asked.value())));
        }
        return said;
    }

    static int expiry(int seconds) {
        return Math.min(seconds, LONGEST_EXPIRY_SECONDS);
    }

    /// The broker thinks up the name then, which says nothing of whose it is: nobody could count
    /// such sessions.
    private static MqttProperties withoutLastingSession(MqttProperties said) {
        var kept = new MqttProperties();
        for (MqttProperties.MqttProperty<?> property : said.listAll()) {
            if (property.propertyId() != MqttPropertyType.SESSION_EXPIRY_INTERVAL.value()) {
                kept.add(property);
            }
        }
        return kept;
    }
}
