package vigilar.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// The alarm panel from a door by MQTT to the journal, over the death of the house.
class AlarmHouseTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir Path folder;

    @BeforeEach
    void setUp() throws IOException {
        Files.writeString(
                folder.resolve("vigilar.toml"),
                """
                data = "data"
                [panel]
                exit_delay = 0
                entry_delay = 8
                """
                        + PanelHouse.DOOR_AND_WINDOW);
    }

    private HouseProcess start(String... more) {
        var house = HouseProcess.openHouse(folder, folder.resolve("vigilar.toml"), more);
        house.awaitReady();
        return house;
    }

    /// The first state that is heard is only taken note of; from then on each change is news.
    private static void known(Device device, String... doors) {
        for (var door : doors) {
            device.says("vigilar/sensor/" + door + "/contact_closed", "{}");
        }
    }

    private static void opens(Device device, String door) {
        device.says("vigilar/sensor/" + door + "/contact_open", "{}");
    }

    private static JsonNode panel(HouseProcess house) {
        return new JsonMapper().readTree(house.get("/api/panel"));
    }

    private static void awaitState(HouseProcess house, String state) {
        Await.until(state, SOON, () -> panel(house).path("state").asString("").equals(state));
    }

    private static List<JsonNode> said(HouseProcess house, String type) {
        return new JsonMapper()
                .readTree(house.get("/api/events?type=" + type))
                .path("events")
                .valueStream()
                .toList();
    }

    private static void awaitSaid(HouseProcess house, String type) {
        Await.until("the panel says " + type, SOON, () -> !said(house, type).isEmpty());
    }

    @Test
    void a_window_that_opens_in_an_armed_house_is_an_alarm_and_a_person_ends_it() {
        try (var house = start();
                var device = Device.on(house.mqttPort().orElseThrow())) {
            known(device, "door", "window");
            assertThat(house.post("/alarm/arm", Map.of("mode", "away"))).isEqualTo(303);
            awaitState(house, "ARMED_AWAY");
            opens(device, "window");
            awaitState(house, "TRIGGERED");
            awaitSaid(house, "ALARM");
            assertThat(panel(house).path("why").toString()).contains("window opened");
            assertThat(house.get("/events/" + said(house, "ALARM").getFirst().path("id").asLong()))
                    .contains("The house was armed (away) since <time datetime=")
                    .contains("The zone window alarms at once when it opens.")
                    .contains("No zone was left out.")
                    .contains("So it was an alarm at once.")
                    .contains(
                            "It is about <a href=\"/events/%d\">what a device said</a>."
                                    .formatted(
                                            said(house, "CONTACT_OPEN")
                                                    .getFirst()
                                                    .path("id")
                                                    .asLong()));
            assertThat(house.post("/alarm/arm", Map.of("mode", "home"))).isEqualTo(422);
            assertThat(house.post("/alarm/disarm", Map.of())).isEqualTo(303);
            awaitState(house, "DISARMED");
            awaitSaid(house, "ALARM_CANCELLED");
            assertThat(withOtherZones())
                    .contains("it would have alarmed never; it did once")
                    .contains("window opened  (no more)");
            assertThat(house.get("/alarm/try")).contains("kind = \"instant\"");
            var tried = onThePage(house, otherZones());
            assertThat(tried)
                    .contains("It would have alarmed never")
                    .contains("There was one alarm in the last day")
                    .contains("data-change=\"GONE\"")
                    .contains("window opened");
            assertThat(onThePage(house, "[[zone]]\nname = 3"))
                    .contains("name: expected text")
                    .doesNotContain("It would have alarmed");
        }
    }

    private static String onThePage(HouseProcess house, String zones) {
        return house.posted("/alarm/try", Map.of("zones", zones, "days", "1"));
    }

    /// The window is a way in there.
    private String otherZones() {
        try {
            return Files.readString(folder.resolve("vigilar.toml"))
                    .replace("\"instant\"", "\"entry\"");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// Asked beside the house that runs.
    private String withOtherZones() {
        var file = folder.resolve("other.toml");
        try {
            Files.writeString(file, otherZones());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        var data = folder.resolve("data").toString();
        return HouseProcess.ask(folder, "", "rules", "try", file.toString(), "--data", data).out();
    }

    @Test
    void an_open_window_stands_against_arming_and_is_left_out_when_somebody_insists() {
        try (var house = start();
                var device = Device.on(house.mqttPort().orElseThrow())) {
            known(device, "door", "window");
            opens(device, "window");
            Await.until("open", SOON, () -> house.get("/alarm").contains("window (open)"));
            assertThat(house.post("/alarm/arm", Map.of("mode", "away"))).isEqualTo(422);
            awaitState(house, "DISARMED");
            assertThat(house.post("/alarm/arm", Map.of("mode", "away", "force", "yes")))
                    .isEqualTo(303);
            awaitState(house, "ARMED_AWAY");
            awaitSaid(house, "ARMING_OVERRIDDEN");
            awaitSaid(house, "ZONE_BYPASSED");
        }
    }

    @Test
    void smoke_is_an_alarm_in_a_house_that_is_not_armed() {
        try (var house = start();
                var device = Device.on(house.mqttPort().orElseThrow())) {
            device.says("vigilar/sensor/kitchen/smoke", "{\"value\":false}");
            device.says("vigilar/sensor/kitchen/smoke", "{\"value\":true}");
            awaitState(house, "TRIGGERED");
            awaitSaid(house, "ALARM_REPORTED");
        }
    }

    /// What a busy machine may take from a moment that is due to the event.
    private static final Duration THINKS = Duration.ofSeconds(1);

    /// Who cuts the power within the time to disarm gains nothing by it.
    @Test
    void a_house_that_is_killed_in_an_entry_delay_alarms_at_the_same_moment() {
        Instant until;
        try (var house = start();
                var device = Device.on(house.mqttPort().orElseThrow())) {
            known(device, "door", "window");
            house.post("/alarm/arm", Map.of("mode", "away"));
            awaitState(house, "ARMED_AWAY");
            opens(device, "door");
            awaitState(house, "PENDING");
            until =
                    Instant.ofEpochMilli(
                            said(house, "ENTRY_DELAY")
                                    .getFirst()
                                    .path("payload")
                                    .path("until")
                                    .asLong());
            house.kill();
        }
        try (var house = start()) {
            awaitState(house, "TRIGGERED");
            awaitSaid(house, "CUT_WHILE_ENTERING");
            awaitSaid(house, "ALARM");
            var alarm = Instant.ofEpochMilli(said(house, "ALARM").getFirst().path("ts").asLong());
            assertThat(said(house, "ALARM")).hasSize(1);
            awaitSaid(house, "PANEL_RESUMED");
            var back = said(house, "PANEL_RESUMED").getFirst().path("ts").asLong();
            var due = Math.max(until.toEpochMilli(), back); // a slow machine comes back late
            assertThat(alarm).isBetween(until, Instant.ofEpochMilli(due).plus(THINKS));
            assertThat(house.post("/alarm/disarm", Map.of())).isEqualTo(303);
        }
    }
}
