package vigilar.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// A Home Assistant on the same broker: finds the panel, asks it, and knows when nobody answers.
class HomeAssistantHouseTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String AVAILABLE = "vigilar/system/arm_available";

    @TempDir Path folder;
    private Path config = Path.of("unused");

    @BeforeEach
    void offerIt() throws IOException {
        config =
                Files.writeString(
                        folder.resolve("vigilar.toml"),
                        """
                        data = "%s"
                        [home_assistant]
                        prefix = "homeassistant"
                        """
                                .formatted(folder.resolve("data")));
    }

    private static WallKeypad homeAssistant(int port) {
        return WallKeypad.on(port, Optional.empty(), "", "vigilar/#", "homeassistant/#");
    }

    static Optional<WallKeypad.Message> found(WallKeypad homeAssistant, String what) {
        return homeAssistant.heard().stream()
                .filter(it -> it.topic().matches("homeassistant/" + what + "/vigilar-[^/]+/.*"))
                .filter(it -> it.topic().endsWith("/config"))
                .findFirst();
    }

    static JsonNode awaitFound(WallKeypad homeAssistant, String what) {
        Await.until("found", SOON, () -> found(homeAssistant, what).isPresent());
        return found(homeAssistant, what).orElseThrow().json();
    }

    /// The broker delivers a word a moment before it keeps it. A removal just then would come too
    /// early: we wait until somebody who comes later is told.
    private static void awaitKept(int port, String commandTopic) {
        Await.until(
                "kept",
                SOON,
                () -> {
                    try (var later = homeAssistant(port)) {
                        return awaitFound(later, "alarm_control_panel")
                                .path("command_topic")
                                .asString("")
                                .equals(commandTopic);
                    }
                });
    }

    private static void awaitAvailable(WallKeypad homeAssistant, String word) {
        Await.until(
                word,
                SOON,
                () ->
                        homeAssistant.heard(AVAILABLE).stream()
                                .reduce((_, last) -> last)
                                .filter(it -> it.payload().equals(word))
                                .isPresent());
    }

    /// Fills in its template as Home Assistant does, at this moment.
    private static void presses(WallKeypad homeAssistant, JsonNode panel, String button) {
        presses(homeAssistant, panel, button, "");
    }

    /// The same by somebody who has typed that code.
    static void presses(WallKeypad homeAssistant, JsonNode panel, String button, String code) {
        var now = Instant.now().toEpochMilli();
        homeAssistant.says(
                panel.path("command_topic").asString(""),
                panel.path("command_template")
                        .asString("")
                        .replace("{{ action }}", panel.path(button).asString(""))
                        .replaceFirst("\\{\\{ \\(code[^}]*}}", "\"" + code + "\"")
                        .replaceFirst("\\{\\{[^}]*1000000[^}]*}}", now + "000")
                        .replaceFirst("\\{\\{[^}]*1000[^}]*}}", "" + now),
                false);
    }

    @Test
    void home_assistant_finds_the_panel_arms_it_and_is_told_when_the_house_is_gone() {
        try (var broker = Mosquitto.started(folder);
                var homeAssistant = homeAssistant(broker.port())) {
            try (var house = onBroker(broker)) {
                var panel = awaitFound(homeAssistant, "alarm_control_panel");
                awaitAvailable(homeAssistant, "online");
                homeAssistant.awaitState("DISARMED");
                presses(homeAssistant, panel, "payload_arm_home");
                homeAssistant.awaitState("ARMED_HOME");
                var answer = awaitFound(homeAssistant, "sensor").path("state_topic").asString("");
                Await.until(
                        "answered",
                        SOON,
                        () ->
                                homeAssistant.heard(answer).stream()
                                        .anyMatch(it -> it.payload().contains("\"Done. No door")));
                house.kill();
            }
            awaitAvailable(homeAssistant, "offline");
            try (var another = onBroker(broker);
                    var later = homeAssistant(broker.port())) {
                awaitAvailable(later, "online");
                later.awaitState("ARMED_HOME");
                assertThat(found(later, "alarm_control_panel").orElseThrow().retained()).isTrue();
                another.stop();
            }
            awaitAvailable(homeAssistant, "offline");
        }
    }

    private HouseProcess onBroker(Mosquitto broker) {
        return HouseProcess.onBroker(folder, broker, "--config", config.toString());
    }

    /// Who takes the panel out of Home Assistant removes it from the broker. That holds until we
    /// connect again: the setting says that it shall be found.
    @Test
    void on_our_own_broker_it_is_found_too_and_stays_away_when_somebody_removes_it() {
        try (var house = HouseProcess.openHouse(folder, config)) {
            house.awaitReady();
            try (var homeAssistant = homeAssistant(house.mqttPort().orElseThrow())) {
                awaitFound(homeAssistant, "alarm_control_panel");
                var topic = found(homeAssistant, "alarm_control_panel").orElseThrow().topic();
                homeAssistant.says(topic, "{\"command_topic\":\"wicked\"}", true);
                Await.until(
                        "put right", // and not merely still as it was
                        SOON,
                        () ->
                                homeAssistant.heard(topic).stream()
                                                .anyMatch(it -> it.payload().contains("wicked"))
                                        && homeAssistant
                                                .heard(topic)
                                                .getLast()
                                                .payload()
                                                .contains("vigilar/system/arm_request"));
                awaitKept(house.mqttPort().orElseThrow(), "vigilar/system/arm_request");
                homeAssistant.says(topic, "", true);
                homeAssistant.says(
                        WallKeypad.ASK, "{\"mode\":\"ARMED_HOME\",\"request_id\":\"x\"}", false);
                homeAssistant.awaitState("ARMED_HOME");
                try (var later = homeAssistant(house.mqttPort().orElseThrow())) {
                    awaitFound(later, "sensor"); // kept by the same broker, and found the same way
                    assertThat(found(later, "alarm_control_panel")).isEmpty();
                }
            }
        }
    }
}
