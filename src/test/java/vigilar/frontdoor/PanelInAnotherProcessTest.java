package vigilar.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import static vigilar.frontdoor.KeypadHouse.programAsks;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/// One process per role: the one with the page does not run the panel. It passes on what people and
/// programs ask, and tells each what became of theirs.
class PanelInAnotherProcessTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    /// 10 at once, so that their answers lie beside each other.
    private static final int AT_ONCE = 10;

    @TempDir Path folder;

    private List<String> rows(KeypadHouse home, String query) throws SQLException {
        try (var store =
                        DriverManager.getConnection(
                                "jdbc:sqlite:" + home.data.resolve("vigilar.db"));
                var statement = store.createStatement();
                var found = statement.executeQuery(query)) {
            var rows = new ArrayList<String>();
            while (found.next()) {
                rows.add(found.getString(1));
            }
            return rows;
        }
    }

    /// It has not changed hands: what was answered was answered over there.
    private void panelIsWithIntake(KeypadHouse home) throws SQLException {
        assertThat(rows(home, "SELECT holder FROM panel")).containsExactly("intake");
        assertThat(rows(home, "SELECT fence FROM panel")).containsExactly("1");
    }

    @Test
    void
            page_and_programs_arm_and_disarm_through_a_process_that_has_no_panel_and_hear_what_became_of_it()
                    throws Exception {
        var home = new KeypadHouse(folder, 0, "");
        try (var house = home.start("--processes");
                var keypad = home.keypad(house)) {
            Await.until(
                    "the panel runs",
                    SOON,
                    () -> !rows(home, "SELECT 1 FROM panel WHERE fence > 0").isEmpty());
            panelIsWithIntake(home);
            assertThat(home.posts(house, "/alarm/arm", Map.of("mode", "home"))).isEqualTo(303);
            keypad.awaitState("ARMED_HOME");
            assertThat(keypad.heard(WallKeypad.STATE).getLast().json().path("by").asString())
                    .isEqualTo("anna");
            var token = home.armingToken();
            assertThat(programAsks(house, token, "mode=DISARMED&pin=" + KeypadHouse.PIN))
                    .startsWith("200 ")
                    .contains("\"state\":\"DISARMED\"");
            KeypadHouse.says(keypad, "window", "open");
            Await.until(
                    "heard", SOON, () -> home.sees(house, "/api/panel").contains("\"open\":true"));
            assertThat(home.answer(house.http(), "/alarm/arm", Map.of("mode", "night")))
                    .contains("Not armed (night). Not ready: window (open)");
            assertThat(programAsks(house, token, "mode=ARMED_NIGHT"))
                    .startsWith("409 ")
                    .contains("window (open)");
            assertThat(programAsks(house, token, "mode=ARMED_NIGHT&force=yes")).startsWith("200 ");
            keypad.awaitState("ARMED_NIGHT");
            panelIsWithIntake(home);
            assertThat(rows(home, "SELECT outcome FROM panel_request"))
                    .hasSize(5)
                    .doesNotContain("");
        }
    }

    @Test
    void of_many_who_ask_at_once_each_hears_what_became_of_their_own() throws Exception {
        var home = new KeypadHouse(folder, 0, "");
        try (var house = home.start("--processes");
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Await.until(
                    "the panel runs",
                    SOON,
                    () -> !rows(home, "SELECT 1 FROM panel WHERE fence > 0").isEmpty());
            var asked =
                    IntStream.range(0, AT_ONCE)
                            .mapToObj(n -> n % 2 == 0 ? "window" : "cellar") // there is no cellar
                            .map(zone -> Map.of("zone", zone, "out", "yes"))
                            .map(
                                    form ->
                                            CompletableFuture.supplyAsync(
                                                    () -> home.posts(house, "/alarm/zone", form),
                                                    threads))
                            .toList();
            assertThat(asked.stream().map(CompletableFuture::join))
                    .containsExactlyElementsOf(
                            IntStream.range(0, AT_ONCE)
                                    .mapToObj(n -> n % 2 == 0 ? 303 : 422)
                                    .toList());
            panelIsWithIntake(home);
        }
    }
}
