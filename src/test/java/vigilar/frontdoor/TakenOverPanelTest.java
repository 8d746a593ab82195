package vigilar.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.json.JsonMapper;

import java.time.Instant;
import java.util.List;

/// The process that runs the panel dies by SIGKILL within a delay, and nobody starts it again: the
/// one who looks after the processes stands still. Another one has the panel within ten seconds,
/// and the delay ends when it would have. How two fight that both live stands in
/// [FoughtOverPanelTest].
class TakenOverPanelTest extends PanelProcesses {
    /// 12 s: whoever takes the panel has it before they are over.
    private static final int DELAY_SECONDS = 12;

    private static final long NEAR_MILLIS = 100;

    private static ProcessHandle process(HouseProcess house, String role) {
        return ProcessHandle.of(child(house, role)).orElseThrow();
    }

    private interface Story {
        void goesOn(Instant killed) throws Exception;
    }

    /// Kills that one; until the story is told nobody starts it again.
    private static void whileItIsDead(HouseProcess house, String role, Story story)
            throws Exception {
        var panel = process(house, role);
        signal("STOP", house.pid());
        try {
            var killed = Instant.now();
            panel.destroyForcibly(); // SIGKILL, and nobody is there to notice its end
            story.goesOn(killed);
        } finally {
            signal("CONT", house.pid());
        }
        Await.until(
                role + " is back",
                SOON,
                () ->
                        !process(house, role).equals(panel)
                                && house.answer("/readyz").statusCode() == 200);
    }

    private static Instant until(HouseProcess house, String delay) {
        awaitSaid(house, delay, 1);
        var payload = said(house, delay).getFirst().path("payload");
        return Instant.ofEpochMilli(payload.path("until").asLong());
    }

    /// As a page is told it, which asks between two moments.
    private static void isStill(HouseProcess house, Instant until) {
        var before = Instant.now();
        var left = new JsonMapper().readTree(house.get("/api/panel")).path("left_ms").asLong();
        var after = Instant.now();
        assertThat(until)
                .isBetween(
                        before.plusMillis(left - NEAR_MILLIS),
                        after.plusMillis(left + NEAR_MILLIS));
    }

    /// A keypad is told the seconds by whoever has the panel now.
    private static void ticksAgain(WallKeypad keypad, Instant until) {
        int before = keypad.heard(WallKeypad.TICK).size();
        Await.until("a second", SOON, () -> keypad.heard(WallKeypad.TICK).size() > before);
        var left = keypad.heard(WallKeypad.TICK).getLast().json().path("seconds_left").asLong();
        assertThat(Instant.now().plusSeconds(left))
                .isBetween(until.minusSeconds(1), until.plusSeconds(2));
    }

    private static void isTakenOver(HouseProcess house, int which, Instant killed) {
        var resumed = when(house, "PANEL_RESUMED", which);
        assertThat(resumed).isBetween(killed, killed.plus(TAKEN_WITHIN));
    }

    private static void happens(HouseProcess house, String type, Instant due) {
        assertThat(said(house, type)).hasSize(1);
        assertThat(when(house, type, 0)).isBetween(due, due.plus(THINKS));
    }

    private static List<String> states(WallKeypad keypad) {
        var all = keypad.heard(WallKeypad.STATE).stream();
        return all.map(it -> it.json().path("state").asString("")).distinct().toList();
    }

    @Test
    void whoever_kills_the_panel_within_a_delay_gains_no_time_since_another_process_goes_on()
            throws Exception {
        try (var house = start(DELAY_SECONDS, DELAY_SECONDS);
                var keypad = WallKeypad.on(house.mqttPort().orElseThrow())) {
            KeypadHouse.says(keypad, "door", "closed");
            KeypadHouse.says(keypad, "window", "closed");
            assertThat(keypad.outcome("t-1", "ARMED_AWAY", "").path("done").asBoolean()).isTrue();
            KeypadHouse.says(keypad, "door", "open");
            KeypadHouse.says(keypad, "door", "closed");
            keypad.awaitState("ARMING");
            var armedAt = until(house, "ARMING");
            whileItIsDead(
                    house,
                    "intake",
                    killed -> {
                        awaitSaid(house, "PANEL_RESUMED", 1);
                        isTakenOver(house, 0, killed);
                        isStill(house, armedAt);
                        ticksAgain(keypad, armedAt);
                        keypad.awaitState("ARMED_AWAY");
                    });
            happens(house, "ARMED", armedAt);

            KeypadHouse.says(keypad, "door", "open");
            keypad.awaitState("PENDING");
            var alarmAt = until(house, "ENTRY_DELAY");
            var heard = keypad.heard(WallKeypad.STATE).size();
            var when = new Instant[1];
            whileItIsDead(
                    house,
                    "web",
                    killed -> {
                        when[0] = killed;
                        Await.until(
                                "the one who has it now says how it stands",
                                SOON,
                                () -> keypad.heard(WallKeypad.STATE).size() > heard);
                        ticksAgain(keypad, alarmAt);
                        keypad.awaitState("TRIGGERED");
                    });
            isTakenOver(house, 1, when[0]);
            happens(house, "ALARM", alarmAt);
            assertThat(said(house, "CUT_WHILE_ENTERING")).hasSize(1);
            assertThat(states(keypad))
                    .containsExactly("DISARMED", "ARMING", "ARMED_AWAY", "PENDING", "TRIGGERED");
            disarms(keypad, "t-2");
            assertThat(said(house, "PANEL_RESUMED")).hasSize(2);
        }
    }
}
