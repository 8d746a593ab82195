package vigilar.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import vigilar.bus.TestCertificates;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// The page over an encrypted way, with a certificate of one's own.
class TlsTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir Path folder;
    private TestCertificates certificates;
    private Path config;

    @BeforeEach
    void certify() throws Exception {
        certificates = new TestCertificates(folder);
        certificates.authority("family");
        certificates.certificate("first", "family", "127.0.0.1", 30);
        certificates.certificate("second", "family", "127.0.0.1", 40);
        use("first", "first");
        config = folder.resolve("vigilar.toml");
        Files.writeString(config, "[web]\ncertificate = \"door.pem\"\nkey = \"door.key\"\n");
    }

    private void use(String certificate, String key) throws Exception {
        put(certificate + ".pem", "door.pem");
        put(key + ".key", "door.key");
    }

    private void put(String from, String to) throws Exception {
        Files.copy(
                certificates.file(from),
                certificates.file(to),
                StandardCopyOption.REPLACE_EXISTING);
    }

    private HouseProcess house() {
        return HouseProcess.closedHouse(
                folder, folder.resolve("data"), "--open", "--config", config.toString());
    }

    private HttpClient browser(HttpClient.Version version) throws Exception {
        var trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        try (var file = Files.newInputStream(certificates.file("family.pem"))) {
            var authority = CertificateFactory.getInstance("X.509").generateCertificate(file);
            trusted.setCertificateEntry("family", authority);
        }
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return HttpClient.newBuilder().version(version).sslContext(context).build();
    }

    private static HttpResponse<String> get(HttpClient browser, String address) throws Exception {
        return browser.send(
                HttpRequest.newBuilder(URI.create(address)).timeout(SOON).build(),
                BodyHandlers.ofString());
    }

    private static X509Certificate shown(HttpResponse<?> answer) throws Exception {
        Certificate first = answer.sslSession().orElseThrow().getPeerCertificates()[0];
        return (X509Certificate) first;
    }

    @Test
    void the_page_and_its_stream_come_over_http_2_and_http_1_1() throws Exception {
        try (var house = house()) {
            assertThat(house.http()).startsWith("https://");
            for (var version : HttpClient.Version.values()) {
                if (version.name().equals("HTTP_3")) {
                    continue;
                }
                try (var browser = browser(version)) {
                    var page = get(browser, house.http() + "/");
                    assertThat(page.statusCode()).isEqualTo(200);
                    assertThat(page.version()).isEqualTo(version);
                    streamsWhileOthersAsk(browser, house);
                }
            }
        }
    }

    @Test
    void a_form_of_our_own_page_is_taken_over_both_and_one_of_a_foreign_page_over_neither()
            throws Exception {
        try (var house = house()) {
            for (var version : List.of(HttpClient.Version.HTTP_1_1, HttpClient.Version.HTTP_2)) {
                try (var browser = browser(version)) {
                    assertThat(marked(browser, house, house.http()))
                            .as("%s", version)
                            .isEqualTo(200);
                    assertThat(marked(browser, house, "https://evil.example")).isEqualTo(403);
                    assertThat(marked(browser, house, house.http() + "0")).isEqualTo(403);
                }
            }
        }
    }

    private static int marked(HttpClient browser, HouseProcess house, String origin)
            throws Exception {
        var form =
                HttpRequest.newBuilder(URI.create(house.http() + "/api/seen"))
                        .timeout(SOON)
                        .header("Origin", origin)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString("up_to=0"))
                        .build();
        return browser.send(form, BodyHandlers.ofString()).statusCode();
    }

    /// On HTTP/2 all of it is one connection.
    private static void streamsWhileOthersAsk(HttpClient browser, HouseProcess house)
            throws Exception {
        var request = HttpRequest.newBuilder(URI.create(house.http() + "/events/stream")).build();
        try (InputStream stream = browser.send(request, BodyHandlers.ofInputStream()).body();
                var device = Device.on(house.mqttPort().orElseThrow())) {
            assertThat(get(browser, house.http() + "/healthz").body()).isEqualTo("ok\n");
            device.says("vigilar/sensor/hall/motion", "{}");
            var read = new StringBuilder();
            while (read.indexOf("MOTION_START") < 0) {
                var bytes = stream.readNBytes(1);
                assertThat(bytes).isNotEmpty();
                read.append(new String(bytes, StandardCharsets.UTF_8));
            }
            assertThat(get(browser, house.http() + "/healthz").body()).isEqualTo("ok\n");
        }
    }

    @Test
    void a_renewed_certificate_holds_without_a_restart_and_a_broken_one_changes_nothing()
            throws Exception {
        try (var house = house()) {
            try (var browser = browser(HttpClient.Version.HTTP_2)) {
                assertThat(shown(get(browser, house.http() + "/healthz")))
                        .matches(it -> it.getSubjectX500Principal().getName().equals("CN=first"));
            }
            use("second", "first");
            awaitCondition(house, "is not the one of the certificate");
            assertThat(subject(house)).isEqualTo("CN=first");
            use("second", "second");
            Await.until("renewed", SOON, () -> subject(house).equals("CN=second"));
            awaitCondition(house, "\"ready\":true");
        }
    }

    private String subject(HouseProcess house) {
        try (var browser = browser(HttpClient.Version.HTTP_1_1)) {
            return shown(get(browser, house.http() + "/healthz"))
                    .getSubjectX500Principal()
                    .getName();
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
    }

    private void awaitCondition(HouseProcess house, String words) {
        Await.until(
                words,
                SOON,
                () -> {
                    try (var browser = browser(HttpClient.Version.HTTP_1_1)) {
                        return get(browser, house.http() + "/readyz").body().contains(words);
                    } catch (Exception failure) {
                        throw new AssertionError(failure);
                    }
                });
    }

    @Test
    void a_pair_that_does_not_fit_is_named_at_the_start() throws Exception {
        use("first", "second");
        try (var house = house()) {
            assertThat(house.exitCode()).isEqualTo(78);
            assertThat(house.log()).contains("door.key", "is not the one of the certificate");
        }
    }
}
