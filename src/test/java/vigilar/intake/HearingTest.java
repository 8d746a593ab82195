package vigilar.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import vigilar.event.SourceId;
import vigilar.intake.Assurance.Grade;
import vigilar.intake.HeardTopic.Fate;
import vigilar.names.Nameplate;

import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What is heard on the bus can be looked at: who spoke, and what was made of it.
class HearingTest {
    private static final String LIST =
            """
            [{"ieee_address":"0x00158d0001","friendly_name":"hall/front door","type":"EndDevice",\
            "definition":{"vendor":"Aqara","model":"MCCGQ11LM","exposes":[]}},\
            {"ieee_address":"0x00158d0002","friendly_name":"attic","type":"EndDevice",\
            "definition":{"vendor":"Aqara","model":"SJCGQ11LM","exposes":[]}}]\
            """;

    @TempDir Path folder;
    private Stage stage;

    @BeforeEach
    void open() {
        stage = new Stage(folder);
    }

    @AfterEach
    void close() {
        stage.close();
    }

    private HeardDevice device(String source) {
        return stage.hearing().devices().stream()
                .filter(each -> each.source().value().equals(source))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_device_has_the_name_kind_state_and_battery_that_its_producer_tells() {
        stage.retained(1, "zigbee2mqtt/bridge/devices", LIST);
        stage.live(
                Stage.LATER,
                "zigbee2mqtt/hall/front door",
                "{\"contact\":false,\"battery\":87,\"temperature\":21.5,\"linkquality\":90}");
        var door = device("0x00158d0001");
        assertThat(door.name()).isEqualTo("hall/front door");
        assertThat(door.kind()).isEqualTo("Aqara MCCGQ11LM");
        assertThat(door.reader()).isEqualTo("Zigbee2MQTT");
        assertThat(door.battery()).contains(87);
        assertThat(door.states())
                .containsEntry("contact", "on")
                .containsEntry("temperature", "21.5");
        assertThat(door.lastHeard()).isPresent();
        assertThat(door.messages()).isEqualTo(1);
    }

    @Test
    void a_reading_is_shown_and_not_the_time_that_stands_beside_it() {
        stage.live(
                Stage.LATER,
                "vigilar/ups/status",
                "{\"ts\":1795639972744,\"status\":\"OL CHRG\",\"charge\":91}");
        assertThat(device("ups").states()).containsEntry("status", "OL CHRG");
    }

    @Test
    void a_device_that_is_listed_and_silent_is_found_and_not_heard() {
        stage.retained(1, "zigbee2mqtt/bridge/devices", LIST);
        stage.live(Stage.LATER, "zigbee2mqtt/attic/availability", "{\"state\":\"offline\"}");
        var attic = device("0x00158d0002");
        assertThat(attic.lastHeard()).isEmpty();
        assertThat(attic.online()).contains(false);
    }

    @Test
    void what_was_heard_before_the_list_came_becomes_the_listed_device() {
        stage.live(Stage.LATER, "zigbee2mqtt/attic", "{\"occupancy\":true}");
        assertThat(stage.hearing().devices())
                .extracting(each -> each.source().value())
                .containsExactly("attic");
        stage.live(Stage.LATER, "zigbee2mqtt/bridge/devices", LIST);
        assertThat(stage.hearing().devices())
                .extracting(each -> each.source().value())
                .containsExactlyInAnyOrder("0x00158d0001", "0x00158d0002");
    }

    @Test
    void a_name_that_people_gave_before_the_list_came_goes_along_to_the_listed_device() {
        stage.live(Stage.LATER, "zigbee2mqtt/attic", "{\"occupancy\":true}");
        stage.live(Stage.LATER, "vigilar/sensor/door/motion", "{}");
        var plates = stage.plates();
        plates.hang(plate("attic", "Roof"), "");
        plates.hang(plate("door", "Another door"), "");
        stage.live(
                Stage.LATER, "zigbee2mqtt/bridge/devices", LIST.replace("hall/front door", "door"));
        assertThat(plates.of(new SourceId("0x00158d0002")).name()).isEqualTo("Roof");
        assertThat(plates.of(new SourceId("attic")).name()).isEmpty();
        assertThat(plates.of(new SourceId("0x00158d0001")).name()).isEmpty();
        assertThat(plates.of(new SourceId("door")).name()).isEqualTo("Another door");
    }

    @Test
    void a_listed_device_that_has_a_name_already_keeps_it() {
        stage.live(Stage.LATER, "zigbee2mqtt/attic", "{\"occupancy\":true}");
        var plates = stage.plates();
        plates.hang(plate("attic", "Roof"), "");
        plates.hang(plate("0x00158d0002", "Loft"), "");
        stage.live(Stage.LATER, "zigbee2mqtt/bridge/devices", LIST);
        assertThat(plates.all().values()).extracting(Nameplate::name).containsExactly("Loft");
    }

    private static Nameplate plate(String source, String name) {
        return new Nameplate(new SourceId(source), name, "", Optional.empty(), false);
    }

    @Test
    void what_zigbee2mqtt_repeats_after_its_start_moves_no_time_and_no_count() {
        stage.retained(1, "zigbee2mqtt/bridge/devices", LIST);
        stage.live(100, "zigbee2mqtt/attic", "{\"occupancy\":false}");
        var before = device("0x00158d0002");
        stage.live(200, "zigbee2mqtt/bridge/state", "{\"state\":\"online\"}");
        stage.live(203, "zigbee2mqtt/attic", "{\"occupancy\":false,\"temperature\":21.5}");
        stage.live(204, "zigbee2mqtt/hall/front door", "{\"temperature\":19}");
        var after = device("0x00158d0002");
        assertThat(after.lastHeard()).isEqualTo(before.lastHeard());
        assertThat(after.messages()).isEqualTo(1);
        assertThat(after.says()).contains("temperature");
        var silent = device("0x00158d0001");
        assertThat(silent.lastHeard()).isEmpty();
        assertThat(silent.messages()).isZero();
        assertThat(silent.says()).contains("temperature");
        stage.live(220, "zigbee2mqtt/hall/front door", "{\"temperature\":20}");
        assertThat(device("0x00158d0001").lastHeard()).isPresent();
        assertThat(device("0x00158d0001").messages()).isEqualTo(1);
    }

    @Test
    void what_the_broker_kept_finds_a_device_that_is_not_heard_yet() {
        stage.retained(Stage.LATER, "vigilar/sensor/hall/contact_open", "{}");
        assertThat(device("hall").lastHeard()).isEmpty();
        assertThat(device("hall").messages()).isZero();
        assertThat(device("hall").states()).containsValue("open");
        stage.live(Stage.LATER, "vigilar/sensor/hall/contact_closed", "{}");
        assertThat(device("hall").lastHeard()).isPresent();
    }

    @Test
    void a_full_list_of_devices_forgets_only_who_was_silent_for_a_month() {
        var month = 30 * 24 * 3600;
        stage.hearsOnly(Stage.LATER, "vigilar/sensor/d0/motion", "{}");
        for (int n = 1; n < Hearing.MOST_DEVICES; n++) {
            stage.hearsOnly(Stage.LATER + 1, "vigilar/sensor/d" + n + "/motion", "{}");
        }
        stage.hearing();
        stage.hearsOnly(Stage.LATER + month, "vigilar/sensor/early/motion", "{}");
        stage.hearsOnly(Stage.LATER + month + 1, "vigilar/sensor/newcomer/motion", "{}");
        stage.hearsOnly(Stage.LATER + month + 1, "vigilar/sensor/late/motion", "{}");
        assertThat(stage.hearing().devices())
                .hasSize(Hearing.MOST_DEVICES)
                .extracting(each -> each.source().value())
                .contains("newcomer", "d1")
                .doesNotContain("d0", "early", "late");
    }

    @Test
    void a_group_that_stays_at_qos_0_is_named() {
        stage.live(Stage.LATER, "zigbee2mqtt/attic", "{\"occupancy\":true}");
        for (var group : List.of("d", "c", "b", "all lights")) {
            stage.atMostOnce(Stage.LATER, "zigbee2mqtt/" + group, "{\"state\":\"ON\"}");
        }
        assertThat(stage.hearing().producers().getFirst().assurance().why())
                .contains("4 of its 5 topics")
                .contains("(zigbee2mqtt/all lights, zigbee2mqtt/b, zigbee2mqtt/c and 1 more)");
    }

    /// Only Zigbee2MQTT's own lists cannot be said otherwise.
    @Test
    void a_device_called_bridge_is_asked_for_qos_1_as_all_others() {
        stage.atMostOnce(Stage.LATER, "vigilar/sensor/bridge/motion", "{}");
        stage.atMostOnce(Stage.LATER, "zigbee2mqtt/bridge/devices", LIST);
        assertThat(stage.hearing().producers())
                .filteredOn(it -> it.assurance().why().contains("QoS 0"))
                .singleElement()
                .satisfies(it -> assertThat(it.assurance().why()).contains("1 of its 1 topics"));
    }

    /// Its name may have levels, and one of them may be called as Zigbee2MQTT's own topics are.
    @Test
    void a_zigbee_device_in_a_place_called_bridge_is_asked_for_qos_1_as_all_others() {
        stage.atMostOnce(Stage.LATER, "zigbee2mqtt/garden/bridge/gate", "{\"contact\":true}");
        stage.atMostOnce(Stage.LATER, "zigbee2mqtt/bridge/devices", LIST);
        var zigbee = stage.hearing().producers().getFirst().assurance();
        assertThat(zigbee.grade()).isEqualTo(Grade.BEST_EFFORT);
        assertThat(zigbee.why())
                .contains("1 of its 2 topics came with QoS 0 (zigbee2mqtt/garden/bridge/gate)");
    }

    @Test
    void a_topic_says_what_became_of_its_messages_and_why() {
        stage.live(Stage.LATER, "vigilar/sensor/hall/motion", "{}");
        stage.live(Stage.LATER, "vigilar/sensor/hall/motion", "{}");
        stage.live(Stage.LATER, "vigilar/sensor/hall/motion", "no JSON");
        stage.live(Stage.LATER, "zigbee2mqtt/bridge/logging", "{}");
        var log = stage.hearing();
        var motion = log.topics(Optional.of(Fate.REFUSED), 10);
        assertThat(motion).hasSize(1);
        assertThat(motion.getFirst().understood()).isEqualTo(2);
        assertThat(motion.getFirst().refused()).isEqualTo(1);
        assertThat(motion.getFirst().why()).isNotBlank();
        assertThat(log.topics(Optional.of(Fate.IGNORED), 10))
                .extracting(HeardTopic::reader)
                .containsExactly("Zigbee2MQTT");
    }

    @Test
    void what_was_known_of_a_device_is_still_known_after_a_restart() {
        stage.live(Stage.LATER, "vigilar/sensor/hall/motion", "{}");
        stage.hearing();
        stage.restart();
        stage.live(Stage.LATER, "vigilar/sensor/hall/battery", "{\"value\":55}");
        var hall = device("hall");
        assertThat(hall.says()).containsExactlyInAnyOrder("motion_start", "battery");
        assertThat(hall.messages()).isEqualTo(2);
        assertThat(hall.battery()).contains(55);
    }

    @Test
    void a_flood_of_ever_new_topics_is_not_listed_without_end() {
        for (int n = 0; n < Hearing.MOST_TOPICS + 50; n++) {
            stage.hearsOnly(Stage.LATER, "vigilar/nowhere/" + n, "{}");
        }
        assertThat(stage.hearing().topics(Optional.empty(), 10_000)).hasSize(Hearing.MOST_TOPICS);
    }

    @Test
    void nothing_that_steers_a_terminal_or_a_page_is_kept_of_a_topic() {
        stage.live(Stage.LATER, "vigilar/sensor/\u202Ehall\u0007/motion", "{}");
        assertThat(stage.hearing().topics(Optional.empty(), 10).getFirst().topic())
                .isEqualTo("vigilar/sensor/\uFFFDhall\uFFFD/motion");
    }

    @Test
    void a_broker_that_forgets_our_session_is_remembered_for_it() {
        stage.moves(MOSQUITTO);
        stage.connects(false); // the first time of all
        stage.live(Stage.LATER, "vigilar/sensor/hall/motion", "{}");
        assertThat(whyOf(new BrokerKeeping.Unseen())).contains("Mosquitto");
        stage.connects(false);
        assertThat(whyOf(new BrokerKeeping.Unseen()))
                .contains("had forgotten our session at 2026-11-24 12:00");
        stage.connects(true);
        assertThat(whyOf(new BrokerKeeping.Unseen())).contains("had forgotten our session");
    }

    @Test
    void a_broker_that_is_new_to_the_house_has_forgotten_nothing() {
        stage.connects(false);
        stage.live(Stage.LATER, "vigilar/sensor/hall/motion", "{}");
        stage.hearing();
        stage.moves(MOSQUITTO);
        stage.connects(false);
        assertThat(whyOf(new BrokerKeeping.Unseen())).doesNotContain("forgotten");
        stage.connects(false);
        assertThat(whyOf(new BrokerKeeping.Unseen())).contains("had forgotten");
        stage.moves(Optional.of(URI.create("mqtt://another:1883")));
        assertThat(whyOf(new BrokerKeeping.Unseen())).doesNotContain("forgotten");
        stage.connects(false);
        assertThat(whyOf(new BrokerKeeping.Unseen())).doesNotContain("forgotten");
    }

    /// The page reads them where they usually lie, the doctor where it is told: both ask here.
    @Test
    void settings_that_were_read_excuse_no_forgetting_that_came_after_them() {
        stage.moves(MOSQUITTO);
        stage.connects(false);
        stage.live(Stage.LATER, "vigilar/sensor/hall/motion", "{}");
        stage.connects(false);
        var before = Instant.parse("2026-11-24T10:00:00Z");
        var after = Instant.parse("2026-11-24T12:00:30Z");
        assertThat(whyOf(new BrokerKeeping.Read(List.of(), before))).contains("had forgotten");
        assertThat(whyOf(new BrokerKeeping.Read(List.of(), after))).contains("keeps what waits");
    }

    private static final Optional<URI> MOSQUITTO = Optional.of(URI.create("mqtt://broker:1883"));

    private String whyOf(BrokerKeeping seen) {
        return stage.hearing().producers(seen).stream()
                .filter(each -> each.name().equals(Producers.ROUTE_TABLE))
                .findFirst()
                .orElseThrow()
                .assurance()
                .why();
    }

    @Test
    void a_producer_that_was_never_heard_is_judged_by_nothing() {
        assertThat(stage.hearing().producers())
                .extracting(each -> each.assurance().grade())
                .isEqualTo(List.of(Grade.NOT_HEARD, Grade.NOT_HEARD, Grade.NOT_HEARD));
    }
}
