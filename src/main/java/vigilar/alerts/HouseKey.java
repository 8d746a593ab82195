package vigilar.alerts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/// By which push services know this house: the key pair of RFC 8292 (VAPID), kept in
/// `DATA/secret/push-key` for the owner's eyes only. A browser's subscription is tied to it, so a
/// lost key means that every phone must subscribe anew.
final class HouseKey {
    /// 12 h: services refuse more than 24, and a clock may be some hours wrong.
    private static final Duration GOOD_FOR = Duration.ofHours(12);

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final PrivateKey secret;
    private final String known;

    private HouseKey(PrivateKey secret, String known) {
        this.secret = secret;
        this.known = known;
    }

    /// Reads the key; the first one to ask makes it. Several processes may ask at once: a complete
    /// file is linked into place, so that the first wins.
    static HouseKey of(Path dataFolder) {
        var file = dataFolder.resolve("secret").resolve("push-key");
        try {
            if (!Files.exists(file)) {
                create(file);
            }
            return read(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read or make " + file, e);
        }
    }

    private static void create(Path file) throws IOException {
        var folder =
                Files.createDirectories(
                        file.toAbsolutePath().getParent(),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rwx------")));
        var draft =
                Files.createTempFile(
                        folder,
                        "push-key",
                        ".new",
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(draft, write(P256.newPair()), StandardOpenOption.SYNC);
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException _) {
            return; // another process was quicker: its key counts
        } finally {
            Files.delete(draft);
        }
    }

    private static String write(KeyPair pair) {
        return BASE64.encodeToString(P256.point((ECPublicKey) pair.getPublic()))
                + "\n"
                + BASE64.encodeToString(pair.getPrivate().getEncoded())
                + "\n";
    }

    private static HouseKey read(Path file) throws IOException {
        var lines = Files.readAllLines(file);
        if (lines.size() < 2) {
            throw new IOException("it does not hold a key pair; restore it from a backup");
        }
        try {
            var known = lines.getFirst().strip();
            P256.key(Base64.getUrlDecoder().decode(known));
            var coded = Base64.getUrlDecoder().decode(lines.get(1).strip());
            var secret =
                    KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(coded));
            return new HouseKey(secret, known);
        } catch (GeneralSecurityException | IllegalArgumentException damaged) {
            throw new IOException("it does not hold a key pair; restore it from a backup", damaged);
        }
    }

    /// What the browser's `subscribe` wants as applicationServerKey, in base64url.
    String known() {
        return known;
    }

    /// The Authorization header for a push service.
    ///
    /// @param origin scheme, host and port of the service
    String introduction(String origin, PushSubject subject, Instant now) {
        var claims =
                "{\"aud\":\"%s\",\"exp\":%d,\"sub\":\"%s\"}"
                        .formatted(origin, now.plus(GOOD_FOR).getEpochSecond(), subject.uri());
        var said = coded("{\"typ\":\"JWT\",\"alg\":\"ES256\"}") + "." + coded(claims);
        return "vapid t=" + said + "." + sign(said) + ", k=" + known;
    }

    private static String coded(String json) {
        return BASE64.encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private String sign(String text) {
        try {
            var signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(secret);
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return BASE64.encodeToString(signature.sign());
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this Java cannot sign for Web Push", missing);
        }
    }
}
