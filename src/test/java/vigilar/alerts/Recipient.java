package vigilar.alerts;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A browser that is subscribed: it alone can read what is pushed to it.
final class Recipient {
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final KeyPair keys = P256.newPair();
    private final byte[] auth = new byte[16];

    /// As the page sends it: `p256dh`.
    String key() {
        return BASE64.encodeToString(P256.point((ECPublicKey) keys.getPublic()));
    }

    /// As the page sends it: `auth`.
    String secret() {
        return BASE64.encodeToString(auth);
    }

    String textOf(PushPlace.Parcel parcel) throws GeneralSecurityException {
        return new String(Opener.open(parcel.body(), keys, auth), StandardCharsets.UTF_8);
    }

    /// A push in the words of [NodeReader].
    Map<String, String> forOthers(PushPlace.Parcel parcel) {
        return Map.of(
                "privateKey", BASE64.encodeToString(scalar()),
                "auth", secret(),
                "body", BASE64.encodeToString(parcel.body()),
                "authorization", parcel.headers().getOrDefault("authorization", ""));
    }

    /// 32 bytes, whatever the number.
    private byte[] scalar() {
        var number = ((ECPrivateKey) keys.getPrivate()).getS();
        var padded = number.add(BigInteger.ONE.shiftLeft(256)).toByteArray();
        return Arrays.copyOfRange(padded, padded.length - 32, padded.length);
    }

    /// What an independent reader has against these, sent to that place: all of them it must read
    /// as we do and find signed. Empty if nothing, or where there is no such reader.
    List<String> objections(List<PushPlace.Parcel> parcels, String place) {
        if (parcels.isEmpty()) {
            return List.of();
        }
        return NodeReader.find().stream()
                .flatMap(
                        reader ->
                                parcels.stream()
                                        .flatMap(it -> objection(reader, it, place).stream()))
                .toList();
    }

    private Optional<String> objection(NodeReader reader, PushPlace.Parcel parcel, String place) {
        var read = reader.read(forOthers(parcel));
        try {
            var whole =
                    read.path("text").asString("").equals(textOf(parcel))
                            && read.path("signed").asBoolean(false)
                            && read.at("/claims/aud").asString("").equals(place);
            return whole ? Optional.empty() : Optional.of("others read of it: " + read);
        } catch (GeneralSecurityException unreadable) {
            return Optional.of("it cannot be opened: " + unreadable);
        }
    }
}
