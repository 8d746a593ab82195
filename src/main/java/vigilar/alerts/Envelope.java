package vigilar.alerts;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;

import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.KeyAgreement;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Closes a message so that only the browser opens it, not the push service: RFC 8291 with the one
/// record of RFC 8188's aes128gcm.
final class Envelope {
    /// 4,096 bytes: what every push service must take (RFC 8030, 7.2).
    static final int MOST_BYTES = 4096;

    private static final int SALT_BYTES = 16;
    private static final int HEADER_BYTES = SALT_BYTES + 4 + 1 + P256.POINT_BYTES;
    private static final int TAG_BYTES = 16;

    /// 3,993 bytes: what is left for the text beside header, tag and the byte that ends it.
    static final int MOST_TEXT_BYTES = MOST_BYTES - HEADER_BYTES - TAG_BYTES - 1;

    /// Ends the text of the last record, and ours is the only one.
    private static final byte LAST_RECORD = 2;

    private static final SecureRandom RANDOM = new SecureRandom();

    private Envelope() {}

    /// Closes the text under a key pair and a salt that are used once.
    ///
    /// @param text at most [#MOST_TEXT_BYTES]
    static byte[] seal(byte[] text, BrowserKeys to) {
        var salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        return seal(text, to, P256.newPair(), salt);
    }

    /// With a given pair and salt: for the RFC's example.
    static byte[] seal(byte[] text, BrowserKeys to, KeyPair once, byte[] salt) {
        if (text.length > MOST_TEXT_BYTES) {
            throw new IllegalArgumentException(
                    "a push holds %d bytes, not %d".formatted(MOST_TEXT_BYTES, text.length));
        }
        var ours = P256.point((ECPublicKey) once.getPublic());
        try {
            var agreement = KeyAgreement.getInstance("ECDH");
            agreement.init(once.getPrivate());
            agreement.doPhase(to.key(), true);
            var shared =
                    derive(
                            agreement.generateSecret(),
                            to.auth(),
                            joined(ascii("WebPush: info\0"), to.point(), ours),
                            32);
            var key = derive(shared, salt, ascii("Content-Encoding: aes128gcm\0"), 16);
            var nonce = derive(shared, salt, ascii("Content-Encoding: nonce\0"), 12);
            var cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(
                    Cipher.ENCRYPT_MODE,
                    new SecretKeySpec(key, "AES"),
                    new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce));
            var closed = cipher.doFinal(joined(text, new byte[] {LAST_RECORD}));
            return ByteBuffer.allocate(HEADER_BYTES + closed.length)
                    .put(salt)
                    .putInt(MOST_BYTES)
                    .put((byte) ours.length)
                    .put(ours)
                    .put(closed)
                    .array();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this Java cannot encrypt for Web Push", missing);
        }
    }

    private static byte[] derive(byte[] secret, byte[] salt, byte[] info, int length)
            throws GeneralSecurityException {
        return KDF.getInstance("HKDF-SHA256")
                .deriveData(
                        HKDFParameterSpec.ofExtract()
                                .addIKM(secret)
                                .addSalt(salt)
                                .thenExpand(info, length));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] joined(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (var part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
