package vigilar.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import vigilar.HandClock;
import vigilar.HouseByHand;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Other zones and other rules are tried on the past beside a house that lives, and nothing of it
/// is another afterwards. Its clock stands still, so that nothing else happens meanwhile.
class TriedPastTest {
    /// Each opening of the window would arm the house, tell the bus and sound something.
    private static final String RULES =
            """
            [[rule]]
            name = "loud"
            cooldown = 1
            when = { type = "CONTACT_OPEN", source = "window" }
            then = [
              { publish = "loud/lamp", payload = "on" },
              { alert = "everyone" },
            ]
            """;

    @TempDir Path folder;

    private HandClock clock;
    private KeypadHouse home;
    private HouseByHand process;
    private PanelHouse house;
    private WallKeypad listener;

    private void lives() throws IOException {
        home = new KeypadHouse(folder, PanelHouse.USUAL);
        var hands = folder.resolve("clock");
        clock = HandClock.in(hands);
        clock.passes(Duration.ofSeconds(2)); // people and PINs were there before
        process = HouseByHand.start(home.config, home.data, clock);
        house = new PanelHouse(home, clock, hands, process, process.http(), process.mqttPort());
        listener = home.keypad(process.mqttPort());
        house.begins();
    }

    private void alarms() {
        house.isLeft();
        house.opens("window");
        house.stands("TRIGGERED");
        house.passes(30);
        house.closes("window");
        house.disarms();
        house.stands("DISARMED");
        house.looks();
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private HouseProcess.Said tries(Path file, String... more) {
        var words = new ArrayList<>(List.of("rules", "try", file.toString()));
        words.addAll(List.of("--data", home.data.toString()));
        words.addAll(List.of(more));
        return HouseProcess.ask(folder, "", words.toArray(String[]::new));
    }

    private String triesOnThePage(String zones, String days) {
        return house.answer("/alarm/try", Map.of("zones", zones, "days", days));
    }

    /// Every row of every table, as it lies in the store; but whom the house heard it writes down
    /// now and then, whatever happens.
    private Map<String, List<String>> rows() {
        var all = new TreeMap<String, List<String>>();
        try (var store =
                        DriverManager.getConnection(
                                "jdbc:sqlite:" + home.data.resolve("vigilar.db"));
                var statement = store.createStatement()) {
            var tables = new ArrayList<String>();
            try (var names =
                    statement.executeQuery(
                            "SELECT name FROM sqlite_schema WHERE type = 'table'"
                                    + " AND sql NOT LIKE 'CREATE VIRTUAL%'"
                                    + " AND name NOT LIKE 'heard%'")) {
                while (names.next()) {
                    tables.add(names.getString(1));
                }
            }
            for (var table : tables) {
                var lines = new ArrayList<String>();
                try (var rows = statement.executeQuery("SELECT * FROM \"" + table + "\"")) {
                    int columns = rows.getMetaData().getColumnCount();
                    while (rows.next()) {
                        var cells = new ArrayList<String>();
                        for (int column = 1; column <= columns; column++) {
                            var cell = rows.getObject(column);
                            cells.add(
                                    cell instanceof byte[] bytes
                                            ? Integer.toHexString(Arrays.hashCode(bytes))
                                            : String.valueOf(cell));
                        }
                        lines.add(String.join("|", cells));
                    }
                }
                all.put(table, lines);
            }
        } catch (SQLException failure) {
            throw new AssertionError(failure);
        }
        return all;
    }

    /// Once whoever follows the journal has come to its end.
    private Map<String, List<String>> settledRows() {
        Await.until("all have read it", PanelHouse.SOON, () -> isSettled(rows()));
        return rows();
    }

    private static boolean isSettled(Map<String, List<String>> rows) {
        var newest = rows.get("event").getLast().replaceFirst("\\|(?s).*", "");
        return rows.get("follower").stream().allMatch(it -> it.endsWith("|" + newest));
    }

    /// Only their names: rows hold what is not for a log.
    private static List<String> changed(
            Map<String, List<String>> before, Map<String, List<String>> after) {
        assertThat(after.keySet()).isEqualTo(before.keySet());
        return before.keySet().stream()
                .filter(it -> !before.get(it).equals(after.get(it)))
                .toList();
    }

    @Test
    void trying_other_zones_and_rules_changes_no_row_no_state_and_says_nothing_on_the_bus()
            throws IOException {
        lives();
        try (var _ = process;
                var _ = house;
                var _ = listener) {
            house.opens("window"); // what comes later is in the future of the command's clock
            house.closes("window");
            house.isLeft();
            house.opens("door"); // while a countdown runs
            house.stands("PENDING");
            house.passes(10);
            house.counts(20);
            var other = file("other.toml", PanelHouse.USUAL.replace("\"entry\"", "\"instant\""));
            var loud = file("loud.toml", RULES);
            var rows = settledRows();
            var panel = house.sees("/api/panel");
            var events = house.sees("/api/events?limit=500");
            int heard = listener.heard().size();
            assertThat(rows).containsKeys("event", "panel");

            var tried = tries(other);
            assertThat(tried.exitCode()).as(tried.err()).isZero();
            assertThat(tried.out()).contains("front-door opened", "(new)");
            var rules = tries(loud);
            assertThat(rules.exitCode()).as(rules.err()).isZero();
            assertThat(rules.out()).contains("rules would have been set off once; they were never");
            assertThat(triesOnThePage(Files.readString(other), "1"))
                    .contains("data-change=\"NEW\"");

            assertThat(house.sees("/api/panel")).isEqualTo(panel);
            assertThat(house.sees("/api/events?limit=500")).isEqualTo(events);
            assertThat(changed(rows, rows())).isEmpty();
            house.passes(1); // what was said on the bus before is heard before the next second
            house.counts(19);
            Await.until(
                    "the next second",
                    PanelHouse.SOON,
                    () -> listener.heard(WallKeypad.TICK).getLast().payload().contains("19"));
            var since = listener.heard().subList(heard, listener.heard().size());
            assertThat(since)
                    .extracting(WallKeypad.Message::topic)
                    .doesNotContain(WallKeypad.STATE, WallKeypad.OUTCOME);
            assertThat(since)
                    .filteredOn(it -> it.topic().startsWith("vigilar/events/"))
                    .as("nothing but the gate, by which this test sees how far the house is")
                    .allMatch(it -> it.payload().contains("gate"));
        }
    }

    @Test
    void only_what_happened_since_then_is_tried_and_what_was_before_tells_how_the_house_stood()
            throws IOException {
        lives();
        try (var _ = process;
                var _ = house;
                var _ = listener) {
            alarms();
            house.passes(Duration.ofDays(5).toSeconds());
            alarms();
            house.isLeft();
            house.passes(Duration.ofDays(2).toSeconds());
            house.opens("window"); // armed two days before
            house.stands("TRIGGERED");
            house.looks();
            assertThat(triesOnThePage(PanelHouse.USUAL, "1"))
                    .contains("It would have alarmed once", "There was one alarm in the last day");
            assertThat(triesOnThePage(PanelHouse.USUAL, "7"))
                    .contains("It would have alarmed twice", "There were 2 alarms");
            assertThat(triesOnThePage(PanelHouse.USUAL, "30"))
                    .contains("It would have alarmed 3 times", "There were 3 alarms");
        }
    }

    @Test
    void the_command_looks_no_further_back_than_it_is_told_and_a_span_that_is_none_is_refused()
            throws IOException {
        lives();
        try (var _ = process;
                var _ = house;
                var _ = listener) {
            alarms();
            var same = file("same.toml", PanelHouse.USUAL);
            assertThat(tries(same).out()).contains("it would have alarmed once; it did once");
            assertThat(tries(same, "--since", "1d").out()).contains("once; it did once");
            for (var span : List.of("0d", "soon", "-1d", "30")) {
                var said = tries(same, "--since", span);
                assertThat(said.exitCode()).as(span).isNotZero();
                assertThat(said.err()).contains("--since").doesNotContain("Exception");
                assertThat(said.out()).doesNotContain("would have alarmed");
            }
        }
    }
}
