package vigilar.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// A house without a public name gets an encrypted way of its own.
class TlsInitTest {
    @TempDir Path folder;

    private HouseProcess.Said init(String... more) {
        var words = new java.util.ArrayList<>(java.util.List.of("tls", "init"));
        words.addAll(java.util.List.of(more));
        words.addAll(java.util.List.of("--data", folder.resolve("data").toString()));
        return HouseProcess.ask(folder, "", words.toArray(String[]::new));
    }

    private static X509Certificate certificate(Path file) throws Exception {
        try (var in = Files.newInputStream(file)) {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }

    private static HttpClient trusting(Path authority) throws Exception {
        var trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("household", certificate(authority));
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return HttpClient.newBuilder().sslContext(context).build();
    }

    @Test
    void what_it_says_to_do_makes_a_page_that_a_device_trusts() throws Exception {
        Files.createDirectories(folder.resolve("data"));
        var said = init("--name", "house.example.org");
        assertThat(said.exitCode()).as(said.err()).isZero();
        assertThat(said.out()).contains("iPhone", "Android", "Windows", "macOS", "Firefox");
        var tls = folder.resolve("data").resolve("tls");
        for (var key : new String[] {"page.key", "household-ca.key"}) {
            assertThat(
                            PosixFilePermissions.toString(
                                    Files.getPosixFilePermissions(tls.resolve(key))))
                    .isEqualTo("rw-------");
            assertThat(said.out()).doesNotContain("PRIVATE KEY");
        }
        var page = certificate(tls.resolve("page.pem"));
        assertThat(page.getNotAfter().toInstant())
                .isBefore(Instant.now().plus(Duration.ofDays(398)))
                .isAfter(Instant.now().plus(Duration.ofDays(390)));
        var settings =
                said.out()
                        .lines()
                        .map(String::strip)
                        .filter(it -> it.matches("\\[web\\]|(certificate|key|hosts) = .*"))
                        .collect(Collectors.joining("\n"));
        assertThat(settings).contains("\"house.example.org\"");
        var config = Files.writeString(folder.resolve("vigilar.toml"), settings + "\n");
        try (var house =
                        HouseProcess.closedHouse(
                                folder, folder.resolve("data"), "--config", config.toString());
                var browser = trusting(tls.resolve("household-ca.crt"))) {
            var answer = get(browser, house.http() + "/household-ca.crt");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo(Files.readString(tls.resolve("household-ca.crt")));
            var setup = get(browser, house.http() + "/setup");
            assertThat(setup.body()).doesNotContain("others on this network could read");
        }
    }

    private static HttpResponse<String> get(HttpClient browser, String address) throws Exception {
        return browser.send(
                HttpRequest.newBuilder(URI.create(address)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void a_second_time_the_authority_stays_so_that_nobody_must_trust_anew() throws Exception {
        Files.createDirectories(folder.resolve("data"));
        init();
        var authority = folder.resolve("data").resolve("tls").resolve("household-ca.crt");
        var first = Files.readString(authority);
        assertThat(init("--name", "other.lan").out()).contains("the one that was there");
        assertThat(Files.readString(authority)).isEqualTo(first);
        assertThat(init("--name", "192.168.7.7").out()).contains("other.lan", ", 192.168.7.7");
        var page = Files.readString(authority.resolveSibling("page.pem"));
        var foreign = init("--name", "pi.fritz.box");
        assertThat(foreign.exitCode()).isNotZero();
        assertThat(foreign.err())
                .contains("may not vouch for pi.fritz.box", "Move ", "trust anew")
                .hasLineCount(1);
        assertThat(Files.readString(authority.resolveSibling("page.pem"))).isEqualTo(page);
        assertThat(init("--name", "not a name").err()).contains("not a host name").hasLineCount(1);
    }
}
