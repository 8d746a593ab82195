package vigilar.alerts;

import java.security.interfaces.ECPublicKey;
import java.util.Base64;

/// What a browser gave us so that only it can read what we send.
///
/// @param point its public key as 65 bytes, a point of P-256
/// @param auth 16 bytes that it made up
@SuppressWarnings("ArrayRecordComponent") // as they stand in the row; never compared
record BrowserKeys(byte[] point, byte[] auth) {
    private static final int AUTH_BYTES = 16;

    BrowserKeys {
        P256.key(point); // refuses what is not on the curve
        if (auth.length != AUTH_BYTES) {
            throw new IllegalArgumentException("auth is 16 bytes");
        }
    }

    /// @throws IllegalArgumentException in words
    static BrowserKeys read(String p256dh, String auth) {
        return new BrowserKeys(bytes("p256dh", p256dh), bytes("auth", auth));
    }

    private static byte[] bytes(String name, String text) {
        try {
            return Base64.getUrlDecoder().decode(text.replace("=", ""));
        } catch (IllegalArgumentException odd) {
            throw new IllegalArgumentException(name + " is not base64url", odd);
        }
    }

    ECPublicKey key() {
        return P256.key(point);
    }
}
