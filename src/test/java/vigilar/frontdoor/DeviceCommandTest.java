package vigilar.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import vigilar.frontdoor.HouseProcess.Said;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// The closed broker: each device has its own login, and its own topics.
class DeviceCommandTest {
    @TempDir Path folder;

    private Said vigilar(String... words) {
        var all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--data", folder.resolve("data").toString()));
        return HouseProcess.ask(folder, "", all.toArray(String[]::new));
    }

    private static String password(Said card) {
        var match = Pattern.compile("password  (\\S+)").matcher(card.out());
        assertThat(match.find()).as(card.toString()).isTrue();
        return match.group(1);
    }

    private static MqttClient device(int port, String user, String password, String will)
            throws MqttException {
        var client = new MqttClient("tcp://127.0.0.1:" + port, "dev", new MemoryPersistence());
        client.setTimeToWait(8_000);
        var options = new MqttConnectionOptions();
        options.setConnectionTimeout(8);
        if (!user.isEmpty()) {
            options.setUserName(user);
            options.setPassword(password.getBytes(StandardCharsets.UTF_8));
        }
        if (!will.isEmpty()) {
            options.setWill(will, new MqttMessage(new byte[] {'{', '}'}, 1, false, null));
        }
        client.connect(options);
        return client;
    }

    /// 25 at once and one a second, so that it is soon too much.
    @Test
    void a_device_that_floods_the_broker_is_slowed_down_and_the_timeline_says_so_once()
            throws Exception {
        var config = Files.writeString(folder.resolve("slow.toml"), "[broker]\ndevice_rate = 1\n");
        try (var house =
                HouseProcess.closedHouse(
                        folder, folder.resolve("data"), "--config", config.toString())) {
            int port = house.mqttPort().orElseThrow();
            var mad = device(port, "mad", password(vigilar("device", "add", "mad")), "");
            for (int i = 0; i < 60; i++) {
                mad.publish("vigilar/sensor/mad/motion", new byte[] {'{', '}'}, 0, false);
            }
            Await.until(
                    "told",
                    Duration.ofSeconds(15),
                    () -> vigilar("events", "--json").out().contains("DEVICE_SLOWED"));
            mad.disconnectForcibly(0, 100, true);
            mad.close(true);
        }
        assertThat(vigilar("events", "--json", "--limit", "1000").out().split("DEVICE_SLOWED", -1))
                .hasSize(2);
    }

    @Test
    void a_device_comes_in_with_its_own_password_only_and_speaks_on_its_own_topics_only()
            throws Exception {
        try (var house = HouseProcess.closedHouse(folder, folder.resolve("data"))) {
            int port = house.mqttPort().orElseThrow();
            var password = password(vigilar("device", "add", "garage"));
            assertThatThrownBy(() -> device(port, "", "", "")).isInstanceOf(MqttException.class);
            assertThatThrownBy(() -> device(port, "garage", "guess", ""))
                    .isInstanceOf(MqttException.class);
            assertThatThrownBy(() -> device(port, "garage", password, "vigilar/events/published"))
                    .isInstanceOf(MqttException.class);
            var garage = device(port, "garage", password, "vigilar/sensor/garage/tamper");
            garage.publish("vigilar/sensor/garage/motion", new byte[] {'{', '}'}, 1, false);
            Await.until(
                    "the motion is in the journal",
                    Duration.ofSeconds(15),
                    () -> vigilar("events", "--json").out().contains("MOTION_START"));
            assertThat(refusedToRead(garage, "#")).isTrue();
            assertThat(refusedToRead(garage, "vigilar/#")).isTrue();
            assertThat(refusedToRead(garage, "vigilar/+/garage/#")).isFalse();
            say(garage, "vigilar/sensor/kitchen/smoke");
            say(garage, "vigilar/events/garage/published");
            garage.publish("vigilar/sensor/garage/tamper", new byte[] {'{', '}'}, 1, false);
            Await.until(
                    "what came after it is in the journal",
                    Duration.ofSeconds(15),
                    () -> vigilar("events", "--json").out().contains("TAMPER"));
            assertThat(vigilar("events", "--json").out()).doesNotContain("SMOKE");

            assertThat(garage.isConnected()).isTrue();
            assertThat(vigilar("device", "disable", "garage").exitCode()).isZero();
            Await.until("hung up", Duration.ofSeconds(15), () -> !garage.isConnected());
            assertThatThrownBy(() -> device(port, "garage", password, ""))
                    .isInstanceOf(MqttException.class);
            assertThat(vigilar("device", "list").out()).contains("garage").contains("disabled");
            assertThat(vigilar("device", "refused").out())
                    .contains("may not use this topic: vigilar/sensor/kitchen/smoke")
                    .contains("may not publish here: vigilar/events/garage/published")
                    .contains("may not leave a last will here: vigilar/events/published")
                    .contains("tried to log in with a wrong password, at 127.0.0.1")
                    .contains("(127.0.0.1)")
                    .contains("no user name and password")
                    .contains("is disabled")
                    .doesNotContain("guess");
            lifeOf(port, password);
            assertThat(house.log()).doesNotContain(password).doesNotContain("guess");
            garage.close();
        }
    }

    @Test
    void where_a_broker_of_somebody_else_lets_devices_in_no_login_is_made_up_for_ours() {
        var elsewhere = List.of("--config", elsewhere());
        for (var word : List.of("add", "password")) {
            var words = new ArrayList<>(List.of("device", word, "garage"));
            words.addAll(elsewhere);
            assertThat(vigilar(words.toArray(String[]::new)))
                    .returns(78, Said::exitCode)
                    .extracting(Said::err)
                    .asString()
                    .contains("mqtt://127.0.0.1:21883")
                    .contains("Nothing was changed");
        }
    }

    private String elsewhere() {
        try {
            Files.createDirectories(folder.resolve("data"));
            return Files.writeString(
                            folder.resolve("elsewhere.toml"),
                            "[bus]\nurl = \"mqtt://127.0.0.1:21883\"\n")
                    .toString();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// Let in again, a new password, and gone.
    private void lifeOf(int port, String old) throws MqttException {
        assertThat(vigilar("device", "enable", "garage").exitCode()).isZero();
        comesIn(port, old);
        var fresh = password(vigilar("device", "password", "garage"));
        assertThatThrownBy(() -> device(port, "garage", old, "")).isInstanceOf(MqttException.class);
        comesIn(port, fresh);
        assertThat(vigilar("device", "remove", "garage").exitCode()).isZero();
        assertThatThrownBy(() -> device(port, "garage", fresh, ""))
                .isInstanceOf(MqttException.class);
        assertThat(vigilar("device", "list").out()).doesNotContain("garage");
        assertThat(vigilar("device", "remove", "garage").exitCode()).isEqualTo(78);
    }

    private static void comesIn(int port, String password) throws MqttException {
        var garage = device(port, "garage", password, "");
        garage.disconnect();
        garage.close();
    }

    private static boolean refusedToRead(MqttClient device, String filter) {
        try {
            return device.subscribe(filter, 1).getReasonCodes()[0] >= 0x80;
        } catch (MqttException refused) {
            return true;
        }
    }

    private static void say(MqttClient device, String topic) {
        try {
            device.publish(topic, new byte[] {'{', '}'}, 1, false);
        } catch (MqttException refused) {
            assertThat(refused).hasMessageNotContaining("timed out");
        }
    }
}
