package vigilar.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import vigilar.journal.SqlJournal;
import vigilar.storage.ReadyStore;
import vigilar.storage.SqliteDatabase;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

class DevicesTest {
    private static final DeviceTopics TOPICS =
            new DeviceTopics("vigilar", "zigbee2mqtt", "frigate");

    @TempDir Path folder;
    private Instant now = Instant.parse("2026-11-24T18:00:00Z");
    private SqliteDatabase database;
    private Devices devices;

    @BeforeEach
    void open() {
        database = ReadyStore.open(folder);
        devices = new Devices(SqlJournal.open(database), database, () -> now);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static Secret made(NewPassword answer) {
        assertThat(answer).isInstanceOf(NewPassword.Made.class);
        return answer instanceof NewPassword.Made(var secret) ? secret : new Secret("");
    }

    @Test
    void a_new_password_makes_the_old_one_void_and_who_came_in_with_it_has_to_go() {
        var old = made(devices.add("garage", DeviceKind.PLAIN, List.of())).text();
        var before = devices.check("garage", old).orElseThrow();
        var fresh = made(devices.newPassword("garage")).text();
        assertThat(devices.check("garage", old)).isEmpty();
        assertThat(devices.check("garage", fresh).orElseThrow().edition())
                .isGreaterThan(before.edition());
    }

    @Test
    void who_is_kept_out_comes_in_again_with_the_password_it_has() {
        var password = made(devices.add("garage", DeviceKind.PLAIN, List.of())).text();
        assertThat(devices.setDisabled("garage", true)).isInstanceOf(Change.Done.class);
        assertThat(devices.check("garage", password)).isEmpty();
        assertThat(devices.setDisabled("garage", false)).isInstanceOf(Change.Done.class);
        assertThat(devices.check("garage", password)).isPresent();
    }

    @Test
    void what_is_removed_is_gone_and_one_of_the_same_name_is_another() {
        var password = made(devices.add("garage", DeviceKind.PLAIN, List.of())).text();
        var first = devices.find("garage").orElseThrow();
        devices.refused("garage", "", "foreign", "may not publish here").join();
        assertThat(devices.remove("garage")).isInstanceOf(Change.Done.class);
        assertThat(devices.refused()).isEmpty();
        assertThat(devices.remove("garage")).isInstanceOf(Change.Refused.class);
        assertThat(devices.newPassword("garage")).isInstanceOf(NewPassword.Refused.class);
        made(devices.add("garage", DeviceKind.PLAIN, List.of()));
        assertThat(devices.check("garage", password)).isEmpty();
        assertThat(devices.find("garage").orElseThrow().id()).isNotEqualTo(first.id());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "vigilar", "vigilar-x", "a b", "a/b", "ä", "-a", "a@b"})
    void a_name_that_cannot_stand_in_a_topic_is_not_taken(String name) {
        assertThat(devices.add(name, DeviceKind.PLAIN, List.of()))
                .isInstanceOf(NewPassword.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"#", "+/door", "$SYS/#", "a/#/b", "a//b", "a/b+", ""})
    void a_grab_for_everything_cannot_be_given(String topic) {
        assertThat(devices.add("garage", DeviceKind.TOPICS, List.of(topic)))
                .isInstanceOf(NewPassword.Refused.class);
    }

    @Test
    void the_same_refusal_is_one_line_with_a_count_and_the_newest_comes_first() {
        devices.refused("garage", "", "foreign", "may not publish here").join();
        devices.refused("", "10.0.0.9", "", "no user name and password").join();
        now = now.plus(Duration.ofMinutes(1));
        devices.refused("garage", "", "foreign", "may not publish here").join();
        assertThat(devices.refused()).hasSize(2);
        var newest = devices.refused().getFirst();
        assertThat(newest.device()).isEqualTo("garage");
        assertThat(newest.times()).isEqualTo(2);
        assertThat(newest.last()).isEqualTo(now);
    }

    @Test
    void one_device_that_tries_everything_pushes_out_no_refusal_of_another() {
        devices.refused("door", "", "foreign", "may not read here").join();
        for (int n = 0; n < 100; n++) {
            now = now.plusSeconds(1);
            devices.refused("garage", "", "foreign/" + n, "may not publish here").join();
        }
        assertThat(devices.refused()).hasSize(21);
        assertThat(devices.refused()).last().extracting(DeviceDenial::device).isEqualTo("door");
    }

    @Test
    void the_card_says_all_that_has_to_be_typed_and_how_to_try_it() {
        made(devices.add("garage", DeviceKind.PLAIN, List.of()));
        made(devices.add("z2m", DeviceKind.ZIGBEE2MQTT, List.of()));
        made(devices.add("shed", DeviceKind.TOPICS, List.of("shed/+/state")));
        assertThat(card("garage"))
                .contains("host      10.0.0.5", "port      1883", "user      garage")
                .contains("password  hidden-thing", "topics    vigilar/+/garage/#")
                .contains(
                        "mosquitto_pub -h 10.0.0.5 -p 1883 -u garage -P hidden-thing -q 1"
                                + " -t vigilar/sensor/garage/motion -m '{}'");
        assertThat(card("z2m")).contains("  server: mqtt://10.0.0.5:1883", "  user: z2m");
        assertThat(card("shed")).contains("-t shed/try/state");
    }

    private String card(String name) {
        var login = devices.find(name).orElseThrow();
        return new DeviceCard(login, new Secret("hidden-thing"), "10.0.0.5", 1883, TOPICS).text();
    }
}
