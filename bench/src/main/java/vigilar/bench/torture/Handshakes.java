package vigilar.bench.torture;

import vigilar.bench.field.House;
import vigilar.bench.field.HousePlan;
import vigilar.bench.field.StoreCheck;
import vigilar.bench.field.Trouble;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Random;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// A page with TLS, and many who begin to agree on it and never go on.
record Handshakes(String name, String promise) implements TortureCase {
    private static final int CROWD = 200;

    /// 100 bytes of the 517 that a browser says.
    private static final int SAID = 100;

    /// 2 s: how long anybody else may wait for an answer meanwhile.
    private static final Duration ANSWER = Duration.ofSeconds(2);

    private static final Duration BETWEEN = Duration.ofMillis(500);

    /// A record of a handshake in TLS 1.0 with 512 bytes, in it a ClientHello of 508.
    private static final byte[] BEGINNING = {0x16, 3, 1, 2, 0, 1, 0, 1, (byte) 0xFC, 3, 3};

    @Override
    public Outcome run(Grounds grounds) {
        var plan = withTls(grounds.plan());
        var wrong = new ArrayList<String>();
        int answers = 0;
        try (var house = House.ready(plan);
                var browser = browser(plan.data())) {
            var before = house.figures();
            var sockets = new ArrayList<Socket>();
            try {
                var half = halfHello(grounds.chance(name));
                for (int i = 0; i < CROWD; i++) {
                    var socket = new Socket();
                    sockets.add(socket);
                    socket.connect(house.http());
                    socket.getOutputStream().write(half);
                }
                var hangUps = new HangUps("that began a handshake", sockets, Crowd.PAGE_HANGS_UP);
                while (!hangUps.isOver() && wrong.isEmpty()) {
                    answered(browser, house.http()).ifPresent(wrong::add);
                    answers++;
                    Pause.of(BETWEEN);
                }
                hangUps.late().ifPresent(wrong::add);
            } finally {
                for (var socket : sockets) {
                    socket.close();
                }
            }
            Bounds.backTo(before, house).ifPresent(wrong::add);
            wrong.addAll(StoreCheck.findings(plan));
        } catch (IOException failure) {
            throw new Trouble("a socket for the crowd", failure);
        }
        return new Outcome(
                name,
                CROWD + " TLS handshakes that stop in the middle",
                1,
                0,
                0,
                answers + " answers to others",
                Recovery.NONE,
                wrong.isEmpty() ? Outcome.Result.PASSED : Outcome.Result.FAILED,
                wrong);
    }

    private static HousePlan withTls(HousePlan plan) {
        try (var first = House.ready(plan)) {
            first.stop(); // `tls init` wants to find a house
        }
        if (Damage.ended(Damage.run(plan.vigilar("tls", "init"))) != 0) {
            throw new Trouble("no certificate was made");
        }
        var tls = plan.data().resolve("tls");
        return plan.saying(
                "[web]\ncertificate = \"%s\"\nkey = \"%s\"\n"
                        .formatted(tls.resolve("page.pem"), tls.resolve("page.key")));
    }

    private static byte[] halfHello(Random chance) {
        var hello = new byte[SAID];
        chance.nextBytes(hello);
        System.arraycopy(BEGINNING, 0, hello, 0, BEGINNING.length);
        return hello;
    }

    /// One that trusts the authority of that house, and no other.
    private static HttpClient browser(Path data) {
        try (var file = Files.newInputStream(data.resolve("tls/household-ca.crt"))) {
            var authority = KeyStore.getInstance(KeyStore.getDefaultType());
            authority.load(null, null);
            authority.setCertificateEntry(
                    "household", CertificateFactory.getInstance("X.509").generateCertificate(file));
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(authority);
            var tls = SSLContext.getInstance("TLS");
            tls.init(null, trust.getTrustManagers(), null);
            return HttpClient.newBuilder().sslContext(tls).connectTimeout(ANSWER).build();
        } catch (IOException | GeneralSecurityException failure) {
            throw new Trouble("no browser that trusts the house", failure);
        }
    }

    /// What must be said if the page is not ready, or somebody has to wait for it.
    private static Optional<String> answered(HttpClient browser, InetSocketAddress http) {
        var address = "https://127.0.0.1:" + http.getPort() + "/readyz";
        try {
            var request = HttpRequest.newBuilder(URI.create(address)).timeout(ANSWER).build();
            var answer = browser.send(request, HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == 200
                    ? Optional.empty()
                    : Optional.of("not ready meanwhile: " + answer.body());
        } catch (IOException failure) {
            return Optional.of("somebody else got no answer: " + failure);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new Trouble("stopped", stop);
        }
    }
}
