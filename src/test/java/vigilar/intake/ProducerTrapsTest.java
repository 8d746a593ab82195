package vigilar.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import vigilar.bus.Prefix;
import vigilar.event.Provenance;

import java.util.Map;
import java.util.Optional;

/// The traps that real devices set, each by its name.
class ProducerTrapsTest extends OnStage {
    private static final String DOOR = "0x00158d0004a1b2c3";

    private void devicesAreListed() {
        stage.retained(
                0, "zigbee2mqtt/bridge/devices", Capture.payload("zigbee2mqtt/devices.json"));
    }

    @Test
    void a_battery_report_that_repeats_the_whole_state_is_no_event() {
        devicesAreListed();
        stage.live(LATER, "zigbee2mqtt/Front door", "{\"contact\":false,\"battery\":90}");
        stage.live(LATER + 1, "zigbee2mqtt/Front door", "{\"contact\":false,\"battery\":89}");
        assertThat(stage.told()).containsExactly("CONTACT_OPEN INFO " + DOOR + " live");
    }

    @Test
    void what_is_repeated_after_a_start_up_raises_no_alarm_but_is_shown_if_it_changed() {
        devicesAreListed();
        stage.live(LATER, "zigbee2mqtt/Cellar leak", "{\"water_leak\":false}");
        stage.live(200, "zigbee2mqtt/bridge/state", "{\"state\":\"online\"}");
        stage.live(205, "zigbee2mqtt/Cellar leak", "{\"water_leak\":true}");
        var found = stage.events().getLast();
        assertThat(found.type()).hasToString("WATER_LEAK");
        assertThat(Provenance.of(found.payload())).isEqualTo(Provenance.REPLAYED);
        assertThat(Provenance.of(found.payload()).mayAlarm()).isFalse();
        assertThat(found.severity()).hasToString("WARNING");
        assertThat(found.origin().why()).contains("said again after a start");
    }

    @Test
    void what_our_own_topics_said_while_vigilar_was_away_still_alarms() {
        stage.live(1, "vigilar/sensor/cellar/smoke", "{}");
        stage.live(2, "vigilar/sensor/cellar/contact_open", "{}");
        assertThat(stage.told())
                .containsExactly("SMOKE CRITICAL cellar live", "CONTACT_OPEN INFO cellar live");
    }

    @Test
    void the_window_after_a_birth_ends() {
        devicesAreListed();
        stage.live(LATER, "zigbee2mqtt/Cellar leak", "{\"water_leak\":false}");
        stage.live(200, "zigbee2mqtt/bridge/state", "online");
        var after = 200 + (int) Settling.WINDOW.toSeconds();
        stage.live(after, "zigbee2mqtt/Cellar leak", "{\"water_leak\":true}");
        assertThat(stage.told()).last().isEqualTo("WATER_LEAK ALERT 0x00158d0004a1b2e5 live");
    }

    @Test
    void a_retained_message_on_subscribing_is_state_and_no_event() {
        devicesAreListed();
        stage.retained(0, "zigbee2mqtt/Front door", "{\"contact\":false}");
        stage.retained(0, "zigbee2mqtt/Bedside button", "{\"action\":\"emergency\"}");
        stage.retained(0, "frigate/available", "offline");
        assertThat(stage.told()).isEmpty();
        stage.live(LATER, "zigbee2mqtt/Front door", "{\"contact\":true}");
        assertThat(stage.told()).containsExactly("CONTACT_CLOSED INFO " + DOOR + " live");
    }

    @Test
    void a_door_that_was_opened_while_we_were_away_is_shown_and_marked() {
        devicesAreListed();
        stage.live(LATER, "zigbee2mqtt/Front door", "{\"contact\":true}");
        stage.restart();
        stage.retained(0, "zigbee2mqtt/Front door", "{\"contact\":false}");
        assertThat(stage.told()).containsExactly("CONTACT_OPEN INFO " + DOOR + " retained");
    }

    @Test
    void a_command_is_never_an_event_and_is_told_by_whoever_it_is_for() {
        stage.retained(0, "zigbee2mqtt/Front door/set", "{\"contact\":false}");
        stage.retained(0, "vigilar/system/arm_request", "{\"mode\":\"AWAY\",\"pin\":\"4711\"}");
        stage.live(LATER, "vigilar/system/arm_request", "{\"mode\":\"AWAY\",\"pin\":\"4711\"}");
        assertThat(stage.told()).isEmpty();
        assertThat(stage.refusals()).isEmpty();
    }

    @Test
    void who_was_away_says_for_how_long_since_what_happened_meanwhile_is_not_known() {
        stage.live(LATER, "zigbee2mqtt/bridge/state", "{\"state\":\"online\"}");
        stage.live(100, "zigbee2mqtt/bridge/state", "{\"state\":\"offline\"}");
        stage.live(120, "zigbee2mqtt/bridge/state", "{\"state\":\"offline\"}");
        stage.restart();
        stage.live(400, "zigbee2mqtt/bridge/state", "{\"state\":\"online\"}");
        stage.live(500, "frigate/available", "stopped");
        stage.live(520, "frigate/available", "offline");
        stage.live(530, "frigate/available", "online");
        assertThat(stage.told())
                .containsExactly(
                        "PRODUCER_OFFLINE WARNING zigbee2mqtt live",
                        "PRODUCER_ONLINE INFO zigbee2mqtt live",
                        "PRODUCER_STOPPED WARNING frigate live",
                        "PRODUCER_OFFLINE WARNING frigate live",
                        "PRODUCER_ONLINE INFO frigate live");
        assertThat(stage.events().get(1).payload().json()).contains("\"away\":\"5 min\"");
        assertThat(stage.events().getLast().payload().json()).contains("\"away\":\"30 s\"");
        stage.live(600, "frigate/available", "offline");
        stage.live(601, "frigate/available", "online");
        assertThat(stage.events().getLast().payload().json()).contains("\"away\":\"1 s\"");
    }

    @Test
    void a_time_without_a_broker_is_an_event_and_a_long_one_a_warning() {
        var since = java.time.Instant.parse("2026-11-24T12:00:00Z");
        var blink = Absence.ofOurLink(since, since.plusSeconds(4));
        var night = Absence.ofOurLink(since, since.plusSeconds(3 * 3600));
        assertThat(blink.severity()).hasToString("INFO");
        assertThat(blink.payload().json()).contains("\"away\":\"4 s\"");
        assertThat(night.severity()).hasToString("WARNING");
        assertThat(night.payload().json()).contains("\"away\":\"3 h\"");
    }

    @Test
    void pictures_on_the_same_tree_are_not_subscribed_to_and_hurt_nobody() {
        var filters = new Frigate(IntakeSettings.USUAL_FRIGATE, Map.of()).filters();
        assertThat(filters)
                .containsExactly(
                        "frigate/available",
                        "frigate/reviews",
                        "frigate/events",
                        "frigate/+/status/+");
        assertThat(stage.hears(LATER, "frigate/drive/person/snapshot", "\u00ff\u00d8", true))
                .isInstanceOf(Decoded.Ignored.class);
    }

    @Test
    void what_frigate_says_of_an_object_is_detail_of_its_review_and_no_event_by_itself() {
        var id = "1763900000.5-abc123";
        var object =
                """
                {"type":"update","after":{"id":"%s","camera":"drive","label":"person","score":0.71,
                "top_score":0.8749,"sub_label":["Anna",0.93],"recognized_license_plate":null}}\
                """
                        .formatted(id);
        stage.live(LATER, "frigate/events", object);
        assertThat(stage.events()).isEmpty();
        stage.live(
                LATER,
                "frigate/reviews",
                """
                {"type":"new","after":{"id":"1763900001.0-xyz789","camera":"drive","severity":"alert",
                "data":{"objects":["person"],"detections":["%s","1763900001.0-other1"]}}}\
                """
                        .formatted(id));
        assertThat(stage.events().getLast().payload().json())
                .contains("\"score\":0.87")
                .contains("\"recognized\":[\"Anna\"]");
    }

    @Test
    void a_clock_that_is_missing_or_wrong_changes_no_order_and_is_kept_beside_ours() {
        devicesAreListed();
        stage.live(
                LATER,
                "zigbee2mqtt/Front door",
                "{\"contact\":false,\"last_seen\":\"2031-01-01T00:00:00Z\"}");
        stage.live(LATER + 1, "zigbee2mqtt/Front door", "{\"contact\":true,\"last_seen\":0}");
        stage.live(LATER + 2, "zigbee2mqtt/Front door", "{\"contact\":false}");
        assertThat(stage.events()).extracting(event -> event.at()).isSorted();
        assertThat(stage.events().getFirst().payload().json()).contains("\"ts\":1924992000000");
        assertThat(stage.events().getLast().payload().json()).doesNotContain("ts");
    }

    @Test
    void names_with_slashes_and_spaces_are_one_device_by_its_address() {
        devicesAreListed();
        stage.live(LATER, "zigbee2mqtt/ground floor/hall/motion", "{\"occupancy\":true}");
        var event = stage.events().getFirst();
        assertThat(event.source()).hasToString("0x00158d0004a1b2d4");
        assertThat(event.payload().json()).contains("\"source_name\":\"ground floor/hall/motion\"");
    }

    @Test
    void a_device_heard_before_the_list_keeps_what_was_known_of_it() {
        stage.live(LATER, "zigbee2mqtt/Front door", "{\"contact\":false}");
        assertThat(stage.events().getFirst().source().value()).startsWith("Front-door-");
        stage.live(
                LATER + 1,
                "zigbee2mqtt/bridge/devices",
                Capture.payload("zigbee2mqtt/devices.json"));
        stage.live(LATER + 2, "zigbee2mqtt/Front door", "{\"contact\":false}");
        stage.live(LATER + 3, "zigbee2mqtt/Front door", "{\"contact\":true}");
        assertThat(stage.told())
                .hasSize(2)
                .last()
                .isEqualTo("CONTACT_CLOSED INFO " + DOOR + " live");
    }

    @Test
    void a_renamed_device_is_the_same_device() {
        devicesAreListed();
        stage.live(LATER, "zigbee2mqtt/Front door", "{\"contact\":false}");
        var renamed =
                Capture.payload("zigbee2mqtt/devices.json").replace("Front door", "Main/door");
        stage.live(LATER + 1, "zigbee2mqtt/bridge/devices", renamed);
        stage.live(LATER + 2, "zigbee2mqtt/Main/door", "{\"contact\":false}");
        stage.live(LATER + 3, "zigbee2mqtt/Main/door", "{\"contact\":true}");
        assertThat(stage.told()).last().isEqualTo("CONTACT_CLOSED INFO " + DOOR + " live");
        assertThat(stage.told()).hasSize(2);
    }

    @Test
    void the_list_of_devices_is_known_after_a_restart() {
        devicesAreListed();
        stage.restart();
        stage.live(LATER, "zigbee2mqtt/Reversed window", "{\"contact\":\"OPEN\"}");
        assertThat(stage.told()).containsExactly("CONTACT_OPEN INFO 0x00158d0004a1b2f6 live");
    }

    @Test
    void a_newcomer_is_one_event_whether_the_list_or_the_bridge_says_it_first() {
        devicesAreListed();
        var more =
                Capture.payload("zigbee2mqtt/devices.json")
                        .replaceFirst(
                                "\\[", "[{\"ieee_address\":\"0x01\",\"friendly_name\":\"0x01\"},");
        stage.live(LATER, "zigbee2mqtt/bridge/devices", more);
        stage.live(
                LATER + 1,
                "zigbee2mqtt/bridge/event",
                "{\"type\":\"device_joined\",\"data\":{\"ieee_address\":\"0x01\"}}");
        assertThat(stage.told()).containsExactly("DEVICE_JOINED WARNING 0x01 live");
    }

    @Test
    void what_is_lost_while_the_broker_is_away_is_still_told_when_a_review_ends() {
        stage.live(
                LATER,
                "frigate/reviews",
                "{\"type\":\"end\",\"after\":{\"id\":\"1-a\",\"camera\":\"drive\","
                        + "\"end_time\":1763900020.5,"
                        + "\"severity\":\"alert\",\"data\":{\"objects\":[\"person\"]}}}");
        assertThat(stage.told()).containsExactly("PERSON_DETECTED WARNING drive live");
        assertThat(stage.events().getFirst().payload().json())
                .contains("\"ended\":true", "\"end_ts\":1763900020500");
    }

    @Test
    void a_list_of_eight_mebibytes_is_read_and_a_longer_one_is_refused() {
        var entry = Capture.payload("zigbee2mqtt/devices.json");
        var filling = " ".repeat(Limits.DEVICE_LIST.bytes() - entry.length());
        stage.live(LATER, "zigbee2mqtt/bridge/devices", entry + filling);
        assertThat(stage.refusals()).isEmpty();
        stage.live(LATER, "zigbee2mqtt/bridge/devices", entry + filling + " ");
        assertThat(stage.refusals()).singleElement().asString().contains("larger than 8388608");
    }

    @Test
    void other_base_topics_are_heard_and_switched_off_ones_are_not_subscribed_to() {
        var none = IntakeSettings.whole(Prefix.STANDARD, Optional.empty(), Optional.empty());
        assertThat(stage.filtersOf(none)).containsExactly("vigilar/#");
        var other =
                IntakeSettings.whole(
                        Prefix.STANDARD, Optional.of(new Prefix("home/zigbee")), Optional.empty());
        assertThat(stage.filtersOf(other)).containsExactly("vigilar/#", "home/zigbee/#");
    }

    @Test
    void a_battery_that_only_says_a_percentage_is_low_once_and_well_again_only_with_room() {
        for (var percent : java.util.List.of(60, 16, 15, 18, 12, 24, 25, 24)) {
            stage.live(Stage.LATER, "zigbee2mqtt/cell", "{\"battery\":" + percent + "}");
        }
        stage.live(Stage.LATER, "zigbee2mqtt/both", "{\"battery\":3,\"battery_low\":false}");
        assertThat(stage.told())
                .containsExactly("BATTERY_LOW WARNING cell live", "BATTERY_OK INFO cell live");
    }
}
