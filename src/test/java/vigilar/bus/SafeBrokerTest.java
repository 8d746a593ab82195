package vigilar.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import vigilar.PlantedSecrets;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// An external broker that wants TLS, a client certificate, a user and a password: what is wrong is
/// said in plain words, and once it is mended we are in without a restart.
class SafeBrokerTest {
    private static final Path MOSQUITTO = Path.of("/usr/sbin/mosquitto");
    private static final String SESAME = PlantedSecrets.plant("open sesame");
    private static final Path PASSWORDS = Path.of("/usr/bin/mosquitto_passwd");

    @TempDir Path data;
    private @Nullable Process broker;
    private @Nullable BusClient client;
    private int port;

    @BeforeEach
    void makeCertificates() throws Exception {
        assumeTrue(Files.isExecutable(MOSQUITTO), "mosquitto is not installed");
        assumeTrue(Files.isExecutable(PASSWORDS), "mosquitto_passwd is not installed");
        var made = new TestCertificates(data);
        made.authority("ca");
        made.authority("other-ca");
        made.certificate("broker", "ca", "127.0.0.1", 30);
        made.certificate("expired-broker", "ca", "127.0.0.1", -1);
        made.certificate("elsewhere-broker", "ca", "10.1.2.3", 30);
        made.certificate("client", "ca", "127.0.0.1", 30);
        made.certificate("expired-client", "ca", "127.0.0.1", -1);
        Files.writeString(data.resolve("password"), SESAME + "\n");
        var hash =
                new ProcessBuilder(
                                PASSWORDS.toString(),
                                "-c",
                                "-b",
                                data.resolve("users").toString(),
                                "house",
                                SESAME)
                        .start();
        assertThat(hash.waitFor(10, TimeUnit.SECONDS)).isTrue();
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
    }

    @AfterEach
    void stop() throws Exception {
        if (client != null) {
            client.close();
        }
        stopBroker();
    }

    private void stopBroker() throws InterruptedException {
        if (broker != null) {
            broker.destroy();
            assertThat(broker.waitFor(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    private void startBroker(String certificate) throws IOException {
        var settings = data.resolve("mosquitto.conf");
        Files.writeString(
                settings,
                """
                listener %2$d 127.0.0.1
                allow_anonymous false
                password_file %1$s/users
                cafile %1$s/ca.pem
                certfile %1$s/%3$s.pem
                keyfile %1$s/%3$s.key
                require_certificate true
                user root
                """
                        .formatted(data, port, certificate));
        broker =
                new ProcessBuilder(MOSQUITTO.toString(), "-c", settings.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(data.resolve("mosquitto.log").toFile())
                        .start();
    }

    /// Each file is the house's own copy, so that a test can mend it.
    private void use(String of, String as) throws IOException {
        Files.copy(data.resolve(of), data.resolve(as), StandardCopyOption.REPLACE_EXISTING);
    }

    private BusClient connect(String ca, String certificate) throws IOException {
        use(ca + ".pem", "trusted.pem");
        use(certificate + ".pem", "house.pem");
        use(certificate + ".key", "house.key");
        var settings =
                new BusSettings(
                        Prefix.STANDARD,
                        data,
                        InetSocketAddress.createUnresolved("127.0.0.1", 0),
                        false,
                        Optional.of(
                                new BusSettings.External(
                                        URI.create("mqtts://127.0.0.1:" + port),
                                        Optional.of("house"),
                                        Optional.of(data.resolve("password")),
                                        Optional.of(data.resolve("trusted.pem")),
                                        Optional.of(data.resolve("house.pem")),
                                        Optional.of(data.resolve("house.key")))));
        var started =
                new MqttBus(
                                settings,
                                () -> {
                                    throw new BusException("there is no embedded broker");
                                },
                                Clock.systemUTC())
                        .client(ClientPlan.publisher("announcer", _ -> {}));
        client = started;
        started.start();
        return started;
    }

    private static void awaitUp(BusClient client) throws InterruptedException {
        BusContract.await("up", () -> client.link() instanceof Link.Up);
    }

    private static void awaitAway(BusClient client, String why) throws InterruptedException {
        BusContract.await(
                "away because: " + why,
                () -> client.link() instanceof Link.Away(_, var words) && words.startsWith(why));
    }

    @Test
    void with_the_right_papers_we_are_in_and_can_speak() throws Exception {
        startBroker("broker");
        var ours = connect("ca", "client");
        awaitUp(ours);
        ours.publish(new Publication("vigilar/x", new byte[1], false)).get(5, TimeUnit.SECONDS);
    }

    @Test
    void a_wrong_password_is_named_and_the_right_one_is_taken_up() throws Exception {
        Files.writeString(data.resolve("password"), PlantedSecrets.plant("open barley") + "\n");
        startBroker("broker");
        var ours = connect("ca", "client");
        awaitAway(ours, "the broker refused the login (not authorized)");
        assertThat(ours.link().toString()).doesNotContain("barley");
        Files.writeString(data.resolve("password"), SESAME + "\n");
        awaitUp(ours);
    }

    @Test
    void an_authority_that_we_do_not_trust_is_named_until_we_do() throws Exception {
        startBroker("broker");
        var ours = connect("other-ca", "client");
        awaitAway(
                ours,
                "no safe connection: the broker's certificate is from no authority that we trust");
        use("ca.pem", "trusted.pem");
        awaitUp(ours);
    }

    @Test
    void an_expired_certificate_of_the_broker_is_named_until_it_is_renewed() throws Exception {
        startBroker("expired-broker");
        var ours = connect("ca", "client");
        awaitAway(ours, "no safe connection: the broker's certificate has expired");
        stopBroker();
        startBroker("broker");
        awaitUp(ours);
    }

    @Test
    void a_certificate_for_another_address_is_not_accepted() throws Exception {
        startBroker("elsewhere-broker");
        awaitAway(
                connect("ca", "client"),
                "no safe connection: the broker's certificate is for another name or address");
    }

    @Test
    void our_own_expired_certificate_is_named_until_it_is_renewed() throws Exception {
        startBroker("broker");
        var ours = connect("ca", "expired-client");
        awaitAway(
                ours,
                "no safe connection: the broker did not accept us or our certificate"
                        + " (certificate expired)");
        use("client.pem", "house.pem");
        use("client.key", "house.key");
        awaitUp(ours);
    }

    @Test
    void a_missing_file_is_named() throws Exception {
        startBroker("broker");
        var ours = connect("ca", "client");
        awaitUp(ours);
        Files.delete(data.resolve("password"));
        stopBroker();
        startBroker("broker");
        awaitAway(ours, "cannot read the password file " + data.resolve("password"));
        Files.writeString(data.resolve("password"), SESAME + "\n");
        awaitUp(ours);
    }
}
