package vigilar.alerts;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.interfaces.ECPublicKey;
import java.util.Arrays;

import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// The browser's side of RFC 8291, written for the tests alone and from HMAC up.
final class Opener {
    private Opener() {}

    static byte[] open(byte[] body, KeyPair browser, byte[] auth) throws GeneralSecurityException {
        var buffer = ByteBuffer.wrap(body);
        var salt = new byte[16];
        buffer.get(salt);
        int recordSize = buffer.getInt();
        var sender = new byte[buffer.get()];
        buffer.get(sender);
        var closed = new byte[buffer.remaining()];
        buffer.get(closed);
        if (closed.length > recordSize) {
            throw new GeneralSecurityException("more than one record");
        }
        var agreement = KeyAgreement.getInstance("ECDH");
        agreement.init(browser.getPrivate());
        agreement.doPhase(P256.key(sender), true);
        var first = hmac(auth, agreement.generateSecret());
        var own = P256.point((ECPublicKey) browser.getPublic());
        var shared = hmac(first, text("WebPush: info\0"), own, sender, new byte[] {1});
        var root = hmac(salt, shared);
        var key = hmac(root, text("Content-Encoding: aes128gcm\0"), new byte[] {1});
        var nonce = hmac(root, text("Content-Encoding: nonce\0"), new byte[] {1});
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                Cipher.DECRYPT_MODE,
                new SecretKeySpec(Arrays.copyOf(key, 16), "AES"),
                new GCMParameterSpec(128, Arrays.copyOf(nonce, 12)));
        var padded = cipher.doFinal(closed);
        int end = padded.length - 1;
        while (padded[end] == 0) {
            end--;
        }
        if (padded[end] != 2) {
            throw new GeneralSecurityException("not the last record");
        }
        return Arrays.copyOf(padded, end);
    }

    private static byte[] hmac(byte[] key, byte[]... parts) throws GeneralSecurityException {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        var all = new ByteArrayOutputStream();
        for (var part : parts) {
            all.writeBytes(part);
        }
        return mac.doFinal(all.toByteArray());
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
