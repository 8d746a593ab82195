package vigilar.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/// Two processes that both would run the panel, and neither is dead: each stands still for a while
/// and goes on as if nothing had been.
class FoughtOverPanelTest extends PanelProcesses {
    /// It does nothing until it is told to go on; what it holds it holds.
    ///
    /// @return since when it did nothing
    private Instant whileItStandsStill(long pid, Runnable meanwhile) throws Exception {
        var since = new AtomicReference<>(Instant.MIN);
        try {
            Await.until(
                    "it stands still beside its writes",
                    SOON,
                    () -> {
                        since.set(Instant.now());
                        return standsStill(pid);
                    });
            meanwhile.run();
        } finally {
            signal("CONT", pid);
        }
        return since.get();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /// One that stops in the middle of a write keeps the store from everybody, as SQLite is: then
    /// it goes on for a moment.
    private boolean standsStill(long pid) throws Exception {
        signal("STOP", pid);
        var file = folder.resolve("data/vigilar.db") + "?busy_timeout=500";
        try (var store = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = store.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            statement.execute("ROLLBACK");
            return true;
        } catch (SQLException locked) {
            signal("CONT", pid);
            return false;
        }
    }

    @Test
    void two_processes_that_take_the_panel_from_each_other_decide_each_alarm_once()
            throws Exception {
        try (var house = start(0, 8);
                var keypad = WallKeypad.on(house.mqttPort().orElseThrow())) {
            KeypadHouse.says(keypad, "door", "closed");
            KeypadHouse.says(keypad, "window", "closed");
            keypad.outcome("h-1", "ARMED_AWAY", "");
            keypad.awaitState("ARMED_AWAY");
            KeypadHouse.says(keypad, "door", "open");
            keypad.awaitState("PENDING");
            awaitSaid(house, "ENTRY_DELAY", 1);
            var entry = said(house, "ENTRY_DELAY").getFirst().path("payload");
            var until = Instant.ofEpochMilli(entry.path("until").asLong());
            var still =
                    whileItStandsStill(
                            child(house, "intake"), () -> keypad.awaitState("TRIGGERED"));
            awaitSaid(house, "PANEL_RESUMED", 1);
            var resumed = when(house, "PANEL_RESUMED", 0);
            assertThat(resumed).isBetween(still, still.plus(TAKEN_WITHIN));
            assertThat(when(house, "ALARM", 0))
                    .isBetween(until, later(until, resumed).plus(THINKS));
            disarms(keypad, "h-2");

            KeypadHouse.says(keypad, "door", "closed");
            // intake had stood still: until it speaks again no device is heard, which is not ready
            Await.until("ready", SOON, () -> !house.get("/alarm").contains("not ready:"));
            keypad.outcome("h-3", "ARMED_AWAY", "");
            keypad.awaitState("ARMED_AWAY");
            var web = child(house, "web");
            still =
                    whileItStandsStill(
                            web,
                            () -> {
                                KeypadHouse.says(keypad, "window", "open");
                                keypad.awaitState("TRIGGERED");
                            });
            awaitSaid(house, "PANEL_RESUMED", 2);
            assertThat(said(house, "ALARM")).hasSize(2);
            resumed = when(house, "PANEL_RESUMED", 1);
            assertThat(resumed).isBetween(still, still.plus(TAKEN_WITHIN));
            assertThat(when(house, "ALARM", 1)).isBetween(resumed, resumed.plus(THINKS));
            disarms(keypad, "h-4");
            assertThat(said(house, "ALARM")).hasSize(2);
            assertThat(said(house, "DISARMED")).hasSize(2);
        }
    }
}
