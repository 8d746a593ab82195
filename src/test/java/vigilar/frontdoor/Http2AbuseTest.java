package vigilar.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import vigilar.bus.TestCertificates;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// What a rude client may do with HTTP/2, and where it ends.
class Http2AbuseTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    /// The door waits 20 s for a request and looks every 5; the rest is a busy machine.
    private static final Duration AT_LAST = Duration.ofSeconds(45);

    /// What one connection may have under way (`STREAMS_EACH` of the web front).
    private static final int STREAMS = 64;

    private static final int REFUSED_STREAM = 7;
    private static final int ENHANCE_YOUR_CALM = 11;

    @TempDir static Path folder;
    private static HouseProcess house;
    private static SSLContext trusting;

    @BeforeAll
    static void openHouse() throws Exception {
        var certificates = new TestCertificates(folder);
        certificates.authority("family");
        certificates.certificate("door", "family", "127.0.0.1", 30);
        var config = folder.resolve("vigilar.toml");
        Files.writeString(config, "[web]\ncertificate = \"door.pem\"\nkey = \"door.key\"\n");
        house =
                HouseProcess.closedHouse(
                        folder, folder.resolve("data"), "--open", "--config", config.toString());
        trusting = trusting(certificates.file("family.pem"));
        house.awaitReady();
    }

    @AfterAll
    static void closeHouse() {
        house.close();
    }

    private static SSLContext trusting(Path authority) throws Exception {
        var trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        try (var file = Files.newInputStream(authority)) {
            var certificate = CertificateFactory.getInstance("X.509").generateCertificate(file);
            trusted.setCertificateEntry("family", certificate);
        }
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private static RawHttp2 connect() throws IOException {
        return new RawHttp2(trusting, URI.create(house.http()).getPort());
    }

    private static void flood(RawHttp2 client, int type, byte[] payload, boolean openStreams) {
        try {
            for (int i = 0; i < 100_000 && !client.isCutOff(); i++) {
                if (openStreams) {
                    client.send(
                            RawHttp2.HEADERS,
                            RawHttp2.END_STREAM | RawHttp2.END_HEADERS,
                            2 * i + 1,
                            RawHttp2.fields(false, "/healthz"));
                }
                client.send(type, 0, openStreams ? 2 * i + 1 : 0, payload);
            }
        } catch (IOException _) {
            // hung up on: what is wanted
        }
    }

    @Test
    void a_flood_of_settings_or_of_requests_taken_back_ends_the_connection() throws Exception {
        try (var settings = connect();
                var resets = connect()) {
            flood(settings, RawHttp2.SETTINGS, new byte[0], false);
            flood(resets, RawHttp2.RESET, new byte[] {0, 0, 0, 8}, true);
            Await.until("cut off", SOON, () -> settings.isCutOff() && resets.isCutOff());
            // the goodbye may get lost behind what we still send; where it came it says why
            assertThat(settings.heard(RawHttp2.GOAWAY))
                    .allMatch(goodbye -> goodbye.code() == ENHANCE_YOUR_CALM);
        }
        try (var next = connect()) {
            get(next, 1, "/healthz");
            Await.until("answered", SOON, () -> !next.heard(RawHttp2.HEADERS).isEmpty());
        }
    }

    /// A reset beside the answer is all that some clients show of it.
    @Test
    void a_form_that_is_refused_is_read_to_its_end_and_answered_without_a_reset() throws Exception {
        try (var client = connect()) {
            beginForm(client, 1, "/api/seen", "https://evil.example");
            beginForm(client, 3, "/nowhere", "https://127.0.0.1");
            get(client, 5, "/healthz");
            awaitAnswer(client, 5);
            assertThat(client.heard(RawHttp2.HEADERS)).extracting("stream").containsExactly(5);
            for (int stream = 1; stream <= 3; stream += 2) {
                client.send(RawHttp2.DATA, RawHttp2.END_STREAM, stream, new byte[] {'a', '=', 'b'});
                awaitAnswer(client, stream);
            }
            get(client, 7, "/healthz");
            awaitAnswer(client, 7);
            assertThat(client.heard(RawHttp2.RESET)).isEmpty();
        }
    }

    private static void beginForm(RawHttp2 client, int stream, String path, String origin)
            throws IOException {
        client.send(
                RawHttp2.HEADERS,
                RawHttp2.END_HEADERS,
                stream,
                RawHttp2.fields(true, path, "origin", origin));
    }

    private static void awaitAnswer(RawHttp2 client, int stream) {
        Await.until(
                "answered on " + stream,
                SOON,
                () ->
                        client.heard(RawHttp2.HEADERS).stream()
                                .anyMatch(it -> it.stream() == stream));
    }

    private static void get(RawHttp2 client, int stream, String path) throws IOException {
        client.send(
                RawHttp2.HEADERS,
                RawHttp2.END_STREAM | RawHttp2.END_HEADERS,
                stream,
                RawHttp2.fields(false, path));
    }

    @Test
    void one_connection_has_so_many_streams_and_no_more() throws Exception {
        try (var client = connect()) {
            for (int i = 0; i < STREAMS + 6; i++) {
                get(client, 2 * i + 1, "/events/stream");
            }
            Await.until("refused", SOON, () -> client.heard(RawHttp2.RESET).size() == 6);
            assertThat(client.heard(RawHttp2.RESET))
                    .allMatch(frame -> frame.code() == REFUSED_STREAM)
                    .allMatch(frame -> frame.stream() > 2 * STREAMS);
            Await.until(
                    "the others are served",
                    SOON,
                    () -> client.heard(RawHttp2.HEADERS).size() == STREAMS);
            assertThat(client.isCutOff()).isFalse();
        }
    }

    /// Both in one test, since the real door takes its real time, and that once is enough. A stream
    /// keeps its connection busy: its time is no measure for the form beside it.
    @Test
    void who_says_nothing_or_dribbles_is_hung_up_on_and_beside_a_stream_the_form_alone_ends()
            throws Exception {
        try (var silent = connect();
                var head = connect();
                var form = connect();
                var beside = connect()) {
            head.send(RawHttp2.HEADERS, 0, 1, RawHttp2.fields(false, "/"));
            form.send(
                    RawHttp2.HEADERS,
                    RawHttp2.END_HEADERS,
                    1,
                    RawHttp2.fields(
                            true,
                            "/api/seen",
                            "content-type",
                            "application/x-www-form-urlencoded",
                            "origin",
                            "https://127.0.0.1"));
            get(beside, 1, "/events/stream");
            awaitAnswer(beside, 1);
            for (int stream = 3; stream <= 7; stream += 2) {
                var path = stream == 5 ? "/nowhere" : "/api/seen";
                beginForm(beside, stream, path, "https://127.0.0.1");
            }
            Await.until(
                    "all are cut off, and two that are dribbled and one of which nothing comes are"
                            + " reset",
                    AT_LAST,
                    () -> {
                        dribble(form, 1);
                        for (int stream = 3; stream <= 5; stream += 2) {
                            if (!reset(beside).contains(stream)) { // more would be another offence
                                dribble(beside, stream);
                            }
                        }
                        return silent.isCutOff()
                                && head.isCutOff()
                                && form.isCutOff()
                                && reset(beside).size() == 3;
                    });
            assertThat(reset(beside)).containsExactlyInAnyOrder(3, 5, 7);
            get(beside, 9, "/healthz");
            awaitAnswer(beside, 9);
        }
    }

    private static Set<Integer> reset(RawHttp2 client) {
        return client.heard(RawHttp2.RESET).stream()
                .map(RawHttp2.Frame::stream)
                .collect(Collectors.toSet());
    }

    private static void dribble(RawHttp2 form, int stream) {
        try {
            if (!form.isCutOff()) {
                form.send(RawHttp2.DATA, 0, stream, new byte[] {'a'});
            }
        } catch (IOException _) {
            // hung up on: what is wanted
        }
    }
}
