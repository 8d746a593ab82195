package vigilar.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import vigilar.PlantedSecrets;
import vigilar.access.Standing;
import vigilar.tls.HouseNames;
import vigilar.tls.HouseholdCa;

import java.io.IOException;
import java.net.InetAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// A session that began over an encrypted way never travels over another.
class SecureCookieTest {
    private static final String SIGN_IN = "name=owner&password=a+long+sentence+of+this+house";
    private static final String SECURE = "__Host-vigilar=";
    private static final String PLAIN = "vigilar=";

    @TempDir Path folder;

    private static HttpClient trusting(Path authority)
            throws IOException, GeneralSecurityException {
        var trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        try (var file = Files.newInputStream(authority)) {
            trusted.setCertificateEntry(
                    "household", CertificateFactory.getInstance("X.509").generateCertificate(file));
        }
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        var tls = SSLContext.getInstance("TLS");
        tls.init(null, trust.getTrustManagers(), null);
        return HttpClient.newBuilder().sslContext(tls).build();
    }

    private static HttpResponse<String> send(HttpClient browser, HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return browser.send(request.build(), BodyHandlers.ofString());
    }

    private static String cookie(HttpResponse<?> answer) {
        assertThat(answer.statusCode()).isEqualTo(303);
        var cookie = answer.headers().firstValue("Set-Cookie").orElseThrow();
        PlantedSecrets.plant(token(cookie));
        return cookie;
    }

    private static String token(String cookie) {
        return cookie.substring(cookie.indexOf('=') + 1, cookie.indexOf(';'));
    }

    /// As browsers demand of the prefix: encrypted, for the whole host, and for no other.
    private static void isForEncryptedWaysOnly(String cookie) {
        assertThat(cookie)
                .startsWith(SECURE)
                .endsWith("; Secure")
                .contains("; Path=/;", "; HttpOnly", "; SameSite=Lax")
                .doesNotContain("Domain");
    }

    @Test
    void over_https_the_session_is_kept_from_every_way_that_is_not_encrypted() throws Exception {
        var authority = new HouseholdCa(folder, ClosedHouse.CLOCK);
        authority.make(
                new HouseNames(List.of("localhost"), List.of(InetAddress.ofLiteral("127.0.0.1"))));
        var files = new TlsFiles(authority.page(), authority.pageKey());
        try (var house = ClosedHouse.encrypted(folder, files);
                var browser = trusting(authority.authority())) {
            house.somebodyIs(Standing.OWNER);
            var cookie = cookie(send(browser, house.post("/sign-in", SIGN_IN)));
            isForEncryptedWaysOnly(cookie);
            var known = SECURE + token(cookie);
            assertThat(send(browser, house.at("/api/known").header("Cookie", known)).statusCode())
                    .isEqualTo(200);
            // under the plain name it may have been planted over an open way
            var planted = house.at("/api/known").header("Cookie", PLAIN + token(cookie));
            assertThat(send(browser, planted).statusCode()).isEqualTo(401);
            var out = cookie(send(browser, house.post("/sign-out", "").header("Cookie", known)));
            isForEncryptedWaysOnly(out);
            assertThat(out).startsWith(SECURE + ";").contains("; Max-Age=0;");
            assertThat(send(browser, house.at("/api/known").header("Cookie", known)).statusCode())
                    .isEqualTo(401);
        }
    }

    private static String behind(ClosedHouse house, String... headers)
            throws IOException, InterruptedException {
        return cookie(ClosedHouse.send(house.post("/sign-in", SIGN_IN).headers(headers)));
    }

    @Test
    void behind_a_proxy_on_the_list_the_session_is_as_safe_as_the_way_to_the_proxy()
            throws Exception {
        try (var house = new ClosedHouse(folder, List.of(Network.parse("127.0.0.0/8")))) {
            house.somebodyIs(Standing.OWNER);
            var cookie = behind(house, "X-Forwarded-Proto", "https");
            isForEncryptedWaysOnly(cookie);
            var asks = house.at("/api/known").header("Cookie", SECURE + token(cookie));
            assertThat(ClosedHouse.send(asks).statusCode()).as("past the proxy").isEqualTo(401);
            asks.header("X-Forwarded-Proto", "https");
            assertThat(ClosedHouse.send(asks).statusCode()).isEqualTo(200);
            assertThat(behind(house, "X-Forwarded-Proto", "http"))
                    .startsWith(PLAIN)
                    .doesNotContain("Secure");
            // the last word is the proxy's own; what stands before it anybody may have written
            assertThat(behind(house, "X-Forwarded-Proto", "https, http"))
                    .startsWith(PLAIN)
                    .doesNotContain("Secure");
        }
    }

    @Test
    void whoever_is_not_on_the_list_cannot_call_an_open_way_encrypted() throws Exception {
        try (var house = new ClosedHouse(folder, List.of(Network.parse("10.0.0.0/8")))) {
            house.somebodyIs(Standing.OWNER);
            assertThat(behind(house, "X-Forwarded-Proto", "https"))
                    .startsWith(PLAIN)
                    .doesNotContain("Secure");
        }
    }
}
