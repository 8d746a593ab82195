package vigilar.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/// The household's authority, over the years.
class HouseholdCaTest {
    private static final Path OPENSSL = Path.of("/usr/bin/openssl");
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    @TempDir Path folder;

    private HouseholdCa at(Duration later) {
        return new HouseholdCa(folder, InstantSource.fixed(NOW.plus(later)));
    }

    private static HouseNames names(String... hosts) {
        return new HouseNames(List.of(hosts), List.of(InetAddress.ofLiteral("192.168.1.5")));
    }

    /// What an independent program thinks of the page's certificate; empty if it is fine.
    private String objection() throws Exception {
        var house = at(Duration.ZERO);
        var process =
                new ProcessBuilder(
                                OPENSSL.toString(),
                                "verify",
                                "-attime",
                                Long.toString(NOW.getEpochSecond()),
                                "-x509_strict",
                                "-CAfile",
                                house.authority().toString(),
                                house.page().toString())
                        .redirectErrorStream(true)
                        .start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() == 0 ? "" : said;
    }

    @Test
    void it_vouches_for_names_of_the_household() throws Exception {
        at(Duration.ZERO).make(names("house.lan", "vigilar.example.org"));
        assertThat(objection()).isEmpty();
    }

    @Test
    void it_vouches_for_nobody_else_and_what_it_vouched_for_stays() throws Exception {
        at(Duration.ZERO).make(names("house.lan"));
        for (var foreign : List.of("bank.example.com", "pi.fritz.box", "8.8.8.8", "2001:db8::1")) {
            assertThatThrownBy(() -> at(Duration.ZERO).make(HouseNames.of(List.of(foreign))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(
                            "may not vouch for " + HouseNames.of(List.of(foreign)).text());
            assertThat(objection()).isEmpty();
        }
        for (var ours : List.of("other.lan", "attic.local", "10.1.2.3", "fd00::7")) {
            at(Duration.ZERO).make(HouseNames.of(List.of("house.lan", ours)));
            assertThat(objection()).as(ours).isEmpty();
        }
    }

    /// As many a home network has them.
    @Test
    void a_public_address_that_was_asked_for_from_the_beginning_is_vouched_for() throws Exception {
        at(Duration.ZERO).make(HouseNames.of(List.of("house.lan", "2001:db8::5")));
        assertThat(objection()).isEmpty();
        assertThat(at(Duration.ZERO).foreign(HouseNames.of(List.of("2001:db8::6"))).areNone())
                .isFalse();
    }

    /// Made by a Vigilar that did not look: one foreign name, and no device believes any of them.
    @Test
    void a_name_that_it_may_not_vouch_for_is_left_out_when_the_certificate_is_renewed()
            throws Exception {
        at(Duration.ZERO).make(names("house.lan", "old.example.org"));
        var page = Files.readString(at(Duration.ZERO).page());
        var key = Files.readString(at(Duration.ZERO).pageKey());
        Files.delete(at(Duration.ZERO).authority());
        at(Duration.ZERO).make(names("house.lan"));
        Files.writeString(at(Duration.ZERO).page(), page);
        Files.writeString(at(Duration.ZERO).pageKey(), key);
        assertThat(objection()).isNotEmpty();
        assertThat(at(Duration.ofDays(370)).renewIfDue()).isTrue();
        assertThat(at(Duration.ZERO).named().hosts()).containsExactly("house.lan");
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
