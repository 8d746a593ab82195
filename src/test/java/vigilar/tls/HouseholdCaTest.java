package vigilar.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.InetAddress;
import java.nio.file.Path;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Set;

/// The household's authority, over the years.
class HouseholdCaTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    @TempDir Path folder;

    private HouseholdCa at(Duration later) {
        return new HouseholdCa(folder, InstantSource.fixed(NOW.plus(later)));
    }

    private static HouseNames names(String... hosts) {
        return new HouseNames(List.of(hosts), List.of(InetAddress.ofLiteral("192.168.1.5")));
    }

    private void validate() throws Exception {
        var authority = PemFile.certificate(at(Duration.ZERO).authority());
        var page = PemFile.certificate(at(Duration.ZERO).page());
        var path = CertificateFactory.getInstance("X.509").generateCertPath(List.of(page));
        var anchor =
                new TrustAnchor(
                        authority,
                        authority.getExtensionValue("2.5.29.30") == null
                                ? null
                                : constraints(authority));
        var rules = new PKIXParameters(Set.of(anchor));
        rules.setRevocationEnabled(false);
        rules.setDate(Date.from(NOW));
        CertPathValidator.getInstance("PKIX").validate(path, rules);
    }

    /// The extension's value as the validator wants it: without the octet string around it.
    private static byte[] constraints(java.security.cert.X509Certificate authority)
            throws Exception {
        return org.bouncycastle.asn1.ASN1OctetString.getInstance(
                        authority.getExtensionValue("2.5.29.30"))
                .getOctets();
    }

    @Test
    void it_vouches_for_names_of_the_household() throws Exception {
        at(Duration.ZERO).make(names("house.lan", "vigilar.example.org"));
        validate();
    }

    @Test
    void it_cannot_vouch_for_anybody_else() throws Exception {
        at(Duration.ZERO).make(names("house.lan"));
        at(Duration.ZERO).make(names("bank.example.com"));
        assertThatThrownBy(this::validate).hasMessageContaining("name constraints");
    }

    @Test
    void the_pages_certificate_is_renewed_in_its_last_month_and_not_before() throws Exception {
        at(Duration.ZERO).make(names("house.lan"));
        assertThat(at(Duration.ofDays(360)).renewIfDue()).isFalse();
        assertThat(at(Duration.ofDays(370)).renewIfDue()).isTrue();
        assertThat(at(Duration.ofDays(370)).pageEnds().orElseThrow())
                .isAfter(NOW.plus(Duration.ofDays(700)));
        assertThat(PemFile.names(PemFile.certificate(at(Duration.ZERO).page())).hosts())
                .containsExactly("house.lan");
    }

    @Test
    void without_an_authority_there_is_nothing_to_renew() throws Exception {
        assertThat(at(Duration.ZERO).renewIfDue()).isFalse();
    }
}
