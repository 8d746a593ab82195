package vigilar.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Rules of a whole house: written on its page, set off by MQTT, and done on the bus.
class RulesHouseTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    private static final String RULES =
            """
            [[rule]]
            name = "garden"
            when = { type = "PERSON_DETECTED", source = "garden", arm_state = ["disarmed", "armed_away"] }
            [[rule.then]]
            alert = "everyone"
            urgency = "high"
            title = "Somebody is in the garden"
            [[rule.then]]
            record = "it"
            seconds = 20
            [[rule.then]]
            publish = "light/garden/set"
            payload = "ON"

            [[rule]]
            name = "last-one-out"
            when = { type = "LEFT", presence = "nobody" }
            then = [{ arm = "home" }]

            [[rule]]
            name = "loud"
            when.type = "ALARM"
            [[rule.then]]
            siren = "siren/set"
            on = "ON"
            off = "OFF"
            """;

    @TempDir Path folder;
    private Path config = Path.of("unused");

    @BeforeEach
    void settings() throws IOException {
        config =
                Files.writeString(
                        folder.resolve("vigilar.toml"),
                        "data = \"%s\"%n".formatted(folder.resolve("data")));
    }

    private HouseProcess house() {
        return HouseProcess.openHouse(folder, config);
    }

    private static WallKeypad listener(HouseProcess house) {
        return WallKeypad.on(
                house.mqttPort().orElseThrow(),
                Optional.empty(),
                "",
                "vigilar/#",
                "light/#",
                "siren/#");
    }

    private static void sees(Device device, String camera) {
        device.says(
                "vigilar/camera/" + camera + "/motion/start",
                "{\"detection\":{\"label\":\"person\",\"confidence\":0.9}}");
    }

    private static List<String> heard(WallKeypad listener, String topic) {
        return listener.heard(topic).stream().map(WallKeypad.Message::payload).toList();
    }

    private static void await(WallKeypad listener, String topic, int count) {
        Await.until(topic, SOON, () -> heard(listener, topic).size() >= count);
    }

    @Test
    void a_rule_of_the_page_tells_records_and_says_once_for_an_incident_also_over_a_kill() {
        try (var house = house();
                var device = Device.on(house.mqttPort().orElseThrow());
                var listener = listener(house)) {
            assertThat(house.post("/alarm/rules", Map.of("rules", RULES))).isEqualTo(303);
            assertThat(house.get("/alarm/rules"))
                    .contains("last-one-out", "while nobody is at home");
            sees(device, "garden");
            await(listener, "vigilar/system/alert", 1);
            await(listener, "vigilar/camera/garden/command/record", 1);
            await(listener, "light/garden/set", 1);
            assertThat(heard(listener, "vigilar/system/alert").getFirst())
                    .contains(
                            "\"rule\":\"garden\"",
                            "\"severity\":\"ALERT\"",
                            "\"title\":\"Somebody is in the garden\"",
                            "\"event_id\":");
            assertThat(heard(listener, "vigilar/camera/garden/command/record").getFirst())
                    .contains("\"seconds\":20");
            assertThat(heard(listener, "light/garden/set")).containsExactly("ON");
            sees(device, "garden");
            sees(device, "cellar");
            device.says("vigilar/presence/ann", "{\"state\":\"HOME\"}");
            device.says("vigilar/presence/ann", "{\"state\":\"AWAY\"}");
            Await.until(
                    "armed by a rule",
                    SOON,
                    () -> house.get("/api/events?type=ARMED").contains("ARMED_HOME"));
            house.kill();
        }
        try (var house = house();
                var device = Device.on(house.mqttPort().orElseThrow());
                var listener = listener(house)) {
            sees(device, "garden");
            device.says("vigilar/sensor/kitchen/smoke", "{}");
            await(listener, "siren/set", 1);
            assertThat(heard(listener, "siren/set")).containsExactly("ON");
            assertThat(house.get("/api/events?type=RULE_FIRED").split("\"rule\":\"garden\""))
                    .as("the cooldown goes on")
                    .hasSize(2);
            assertThat(house.post("/alarm/disarm", Map.of())).isEqualTo(303);
            await(listener, "siren/set", 2);
            assertThat(heard(listener, "siren/set")).containsExactly("ON", "OFF");
            assertThat(heard(listener, "light/garden/set")).isEmpty();
        }
    }

    @Test
    void a_wrong_rule_is_named_with_line_and_column_and_the_others_run() throws Exception {
        var file =
                Files.writeString(
                        folder.resolve("rules.toml"),
                        RULES
                                + "\n"
                                + "[[rule]]\n"
                                + "name = \"wrong\"\n"
                                + "when.type = 5\n"
                                + "then = [{ arm = \"home\" }]\n");
        try (var house = house();
                var device = Device.on(house.mqttPort().orElseThrow());
                var listener = listener(house)) {
            assertThat(house.posted("/alarm/rules", Map.of("rules", Files.readString(file))))
                    .contains("line 30, column 1", "Not kept");
            var data = folder.resolve("data").toString();
            var used =
                    HouseProcess.ask(folder, "", "rules", "use", file.toString(), "--data", data);
            assertThat(used.exitCode()).isEqualTo(1);
            assertThat(used.err())
                    .contains("a rule does not run: line 30, column 1: rule.when.type");
            sees(device, "garden");
            await(listener, "light/garden/set", 1);
            assertThat(house.get("/api/condition"))
                    .contains("3 run; a rule does not: line 30, column 1; the page Rules says why");
            assertThat(house.get("/api/events?type=RULES_CHANGED"))
                    .contains("not all, see line 30, column 1")
                    .doesNotContain("rule.when.type");
            assertThat(house.get("/alarm/rules")).contains("Not all of them run", "line 30");
            var shown = HouseProcess.ask(folder, "", "rules", "show", "--data", data);
            assertThat(shown.out()).isEqualTo(Files.readString(file));
            var tried =
                    HouseProcess.ask(folder, "", "rules", "try", file.toString(), "--data", data);
            assertThat(tried.out())
                    .contains("garden: once", "rules would have been set off once; they were once");
            assertThat(house.posted("/alarm/rules/try", Map.of("rules", RULES, "days", "1")))
                    .contains("Set off once");
        }
    }
}
