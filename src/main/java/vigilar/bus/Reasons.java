package vigilar.bus;

import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5DisconnectException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5PubAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5SubAckException;
import com.hivemq.client.mqtt.mqtt5.message.disconnect.Mqtt5DisconnectReasonCode;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Locale;

import javax.net.ssl.SSLException;

/// Why the broker is away, in plain words.
final class Reasons {
    private Reasons() {}

    static String inWords(Throwable failure, String clientId) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case Mqtt5DisconnectException e
                        when e.getMqttMessage().getReasonCode()
                                == Mqtt5DisconnectReasonCode.SESSION_TAKEN_OVER -> {
                    return "another client logged in with our client id " + clientId;
                }
                case Mqtt5DisconnectException e -> {
                    return "the broker disconnected us (%s)"
                            .formatted(plain(e.getMqttMessage().getReasonCode()));
                }
                case Mqtt5ConnAckException e -> {
                    return "the broker refused the login (%s)"
                            .formatted(plain(e.getMqttMessage().getReasonCode()));
                }
                case Mqtt5PubAckException e -> {
                    return "the broker refused it (%s)"
                            .formatted(plain(e.getMqttMessage().getReasonCode()));
                }
                case Mqtt5SubAckException e -> {
                    return "the broker refused the subscription (%s)"
                            .formatted(e.getMqttMessage().getReasonCodes());
                }
                case ConnectException _ -> {
                    return "connection refused";
                }
                case UnknownHostException _ -> {
                    return "no such host";
                }
                case SSLException e -> {
                    return "no safe connection (%s)".formatted(e.getMessage());
                }
                default -> {}
            }
        }
        var root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        var message = root.getMessage();
        return message == null ? root.getClass().getSimpleName() : message.replaceAll("\\s+", " ");
    }

    private static String plain(Enum<?> code) {
        return code.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
