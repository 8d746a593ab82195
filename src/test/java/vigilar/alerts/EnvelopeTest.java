package vigilar.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

import org.junit.jupiter.api.Test;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECPrivateKeySpec;
import java.util.Base64;

class EnvelopeTest {
    private static final String BROWSER =
            "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
    private static final String BROWSER_SECRET = "q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94";
    private static final String AUTH = "BTBZMqHH6r4Tts7J_aSIgg";
    private static final String SENDER =
            "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8";
    private static final String SENDER_SECRET = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw";
    private static final String BODY =
            "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLoc"
                    + "InmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXL"
                    + "WyouBWLVWGNWQexSgSxsj_Qulcy4a-fN";
    private static final byte[] MELON =
            "When I grow up, I want to be a watermelon".getBytes(StandardCharsets.UTF_8);

    @Test
    void the_example_of_the_standard_comes_out_byte_by_byte() throws Exception {
        var keys = BrowserKeys.read(BROWSER, AUTH);
        var sealed =
                Envelope.seal(
                        MELON, keys, pair(SENDER, SENDER_SECRET), bytes("DGv6ra1nlYgDCS1FRnbzlw"));
        assertThat(Base64.getUrlEncoder().withoutPadding().encodeToString(sealed)).isEqualTo(BODY);
    }

    @Test
    void the_opener_of_these_tests_opens_the_example_of_the_standard() throws Exception {
        assertThat(Opener.open(bytes(BODY), pair(BROWSER, BROWSER_SECRET), bytes(AUTH)))
                .isEqualTo(MELON);
    }

    @Property(tries = 60)
    void the_browser_reads_exactly_what_was_written(
            @ForAll @Size(max = Envelope.MOST_TEXT_BYTES) byte[] text,
            @ForAll @Size(16) byte[] auth)
            throws GeneralSecurityException {
        var browser = P256.newPair();
        var keys = new BrowserKeys(P256.point((ECPublicKey) browser.getPublic()), auth);
        var sealed = Envelope.seal(text, keys);
        assertThat(sealed).hasSizeLessThanOrEqualTo(Envelope.MOST_BYTES);
        assertThat(Opener.open(sealed, browser, auth)).isEqualTo(text);
    }

    @Test
    void the_longest_text_fills_a_push_to_the_last_byte_and_one_more_is_refused() {
        var keys = BrowserKeys.read(BROWSER, AUTH);
        assertThat(Envelope.seal(new byte[Envelope.MOST_TEXT_BYTES], keys)).hasSize(4096);
        assertThatThrownBy(() -> Envelope.seal(new byte[Envelope.MOST_TEXT_BYTES + 1], keys))
                .hasMessageContaining("3993");
    }

    @Test
    void the_same_text_never_looks_the_same_twice() {
        var keys = BrowserKeys.read(BROWSER, AUTH);
        assertThat(Envelope.seal(MELON, keys)).isNotEqualTo(Envelope.seal(MELON, keys));
    }

    @Test
    void somebody_elses_auth_opens_nothing() {
        var browser = P256.newPair();
        var keys = new BrowserKeys(P256.point((ECPublicKey) browser.getPublic()), new byte[16]);
        var sealed = Envelope.seal(MELON, keys);
        var other = bytes(AUTH);
        assertThatThrownBy(() -> Opener.open(sealed, browser, other))
                .isInstanceOf(GeneralSecurityException.class);
    }

    @Test
    void a_key_that_is_not_on_the_curve_is_refused() {
        var bent = bytes(BROWSER);
        bent[64] ^= 1;
        assertThatThrownBy(() -> new BrowserKeys(bent, new byte[16]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> BrowserKeys.read("AAAA", AUTH))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> BrowserKeys.read(BROWSER, "AAAA")).hasMessageContaining("16");
    }

    private static byte[] bytes(String text) {
        return Base64.getUrlDecoder().decode(text);
    }

    private static KeyPair pair(String point, String secret) throws GeneralSecurityException {
        var known = P256.key(bytes(point));
        var hidden =
                KeyFactory.getInstance("EC")
                        .generatePrivate(
                                new ECPrivateKeySpec(
                                        new BigInteger(1, bytes(secret)), known.getParams()));
        return new KeyPair(known, hidden);
    }
}
