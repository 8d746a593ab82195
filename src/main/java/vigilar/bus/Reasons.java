package vigilar.bus;

import com.hivemq.client.mqtt.exceptions.ConnectionClosedException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5DisconnectException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5PubAckException;
import com.hivemq.client.mqtt.mqtt5.message.disconnect.Mqtt5DisconnectReasonCode;

import vigilar.tls.UnsafeConnection;

import java.io.IOException;
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
                case ConnectException _ -> {
                    return "connection refused";
                }
                case ConnectionClosedException e when says(e, "PINGRESP") -> {
                    return "no answer any more (half-open connection)";
                }
                case ConnectionClosedException e when says(e, "Server closed") -> {
                    return "the broker closed the connection";
                }
                case UnknownHostException _ -> {
                    return "no such host";
                }
                case IOException e when says(e, "Broken pipe") || says(e, "Connection reset") -> {
                    return "the connection broke";
                }
                case SSLException e -> {
                    return "no safe connection: " + UnsafeConnection.inWords(e, "the broker");
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

    private static boolean says(Throwable failure, String word) {
        return String.valueOf(failure.getMessage()).contains(word);
    }

    static String plain(Enum<?> code) {
        return code.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
