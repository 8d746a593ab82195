package vigilar.tls;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.PKIXReason;

import javax.net.ssl.SSLException;

/// Why there is no safe connection to a server, in plain words: what was wrong with whose
/// certificate, which is what has to be mended.
public final class UnsafeConnection {
    /// How the JDK begins what the other side said when it hung up on a TLS handshake.
    private static final String ALERT = "fatal alert: ";

    private UnsafeConnection() {}

    /// @param server as a sentence calls it, such as `the broker`
    public static String inWords(SSLException failure, String server) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case PinnedTrust.Unusable e -> {
                    return String.valueOf(e.getMessage());
                }
                case CertificateExpiredException _ -> {
                    return server + "'s certificate has expired";
                }
                case CertificateNotYetValidException _ -> {
                    return server + "'s certificate is not valid yet (is our clock right?)";
                }
                case CertPathBuilderException _ -> {
                    return unknown(server);
                }
                case CertPathValidatorException e // called like one that we trust
                        when e.getReason() == PKIXReason.NO_TRUST_ANCHOR -> {
                    return unknown(server);
                }
                default -> {}
            }
        }
        var message = String.valueOf(failure.getMessage());
        if (message.contains("subject alternative") || message.contains("No name matching")) {
            return server + "'s certificate is for another name or address";
        }
        int alert = message.indexOf(ALERT);
        return alert < 0
                ? message
                : "%s did not accept us or our certificate (%s)"
                        .formatted(
                                server,
                                message.substring(alert + ALERT.length()).replace('_', ' '));
    }

    private static String unknown(String server) {
        return server + "'s certificate is from no authority that we trust";
    }
}
