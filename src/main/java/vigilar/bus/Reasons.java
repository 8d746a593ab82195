package vigilar.bus;

import com.hivemq.client.mqtt.exceptions.ConnectionClosedException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5DisconnectException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5PubAckException;
import com.hivemq.client.mqtt.mqtt5.message.disconnect.Mqtt5DisconnectReasonCode;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Locale;

import javax.net.ssl.SSLException;

/// Why the broker is away, in plain words.
final class Reasons {
    /// How the JDK begins what the other side said when it hung up on a TLS handshake.
    private static final String ALERT = "fatal alert: ";

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
                    return "no safe connection: " + unsafe(e);
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

    /// What was wrong with whose certificate, which is what has to be mended.
    private static String unsafe(SSLException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case CertificateExpiredException _ -> {
                    return "the broker's certificate has expired";
                }
                case CertificateNotYetValidException _ -> {
                    return "the broker's certificate is not valid yet (is our clock right?)";
                }
                case CertPathBuilderException _ -> {
                    return "the broker's certificate is from no authority that we trust";
                }
                default -> {}
            }
        }
        if (says(failure, "subject alternative") || says(failure, "No name matching")) {
            return "the broker's certificate is for another name or address";
        }
        var message = String.valueOf(failure.getMessage());
        int alert = message.indexOf(ALERT);
        return alert < 0
                ? message
                : "the broker did not accept us or our certificate (%s)"
                        .formatted(message.substring(alert + ALERT.length()).replace('_', ' '));
    }

    static String plain(Enum<?> code) {
        return code.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
