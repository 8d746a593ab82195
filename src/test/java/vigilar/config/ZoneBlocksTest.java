package vigilar.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import vigilar.arming.Mode;
import vigilar.arming.Zone;
import vigilar.arming.ZoneKind;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the owner says of the zones and of the panel as a whole.
class ZoneBlocksTest {
    private static final String DOOR =
            """
            [[zone]]
            name = "front-door"
            kind = "entry"
            devices = ["0x00158d0001a2b3c4"]
            entry_delay = 45
            last_door = true
            """;

    @TempDir Path folder;

    private Config.Outcome read(String text) throws IOException {
        var file = Files.writeString(folder.resolve("vigilar.toml"), text);
        return Config.read(Optional.of(file), Map.of(), folder.resolve("data"));
    }

    private Config understood(String text) throws IOException {
        return switch (read(text)) {
            case Config.Outcome.Understood(var config) -> config;
            case Config.Outcome.Refused(var complaints) ->
                    throw new AssertionError(complaints.toString());
        };
    }

    private List<String> complaints(String text) throws IOException {
        return switch (read(text)) {
            case Config.Outcome.Understood _ -> List.of();
            case Config.Outcome.Refused(var complaints) ->
                    complaints.stream().map(Object::toString).toList();
        };
    }

    @Test
    void zones_are_shown_as_they_could_stand_in_the_file() throws IOException {
        var first =
                understood(
                        DOOR
                                + """
                                [[zone]]
                                name = "hall"
                                kind = "interior"
                                devices = "hall-motion"
                                [[zone]]
                                name = "garden"
                                kind = "instant"
                                devices = ["drive", "porch"]
                                modes = ["away", "night"]
                                together = "outside"
                                within = 90
                                chime = true
                                [[zone]]
                                name = "gate"
                                kind = "instant"
                                devices = "gate"
                                together = "outside"
                                within = 90
                                """);
        var again = understood(first.toml());
        assertThat(again.settings().panel()).isEqualTo(first.settings().panel());
        var zones = again.settings().panel().zones();
        assertThat(zones.getFirst().zone().entryDelays())
                .containsEntry(Mode.AWAY, Duration.ofSeconds(45));
        assertThat(zones.get(1).zone().kind()).isEqualTo(ZoneKind.INTERIOR);
        assertThat(zones.get(1).zone().modes()).containsExactly(Mode.AWAY);
        assertThat(zones.get(2).zone().group().orElseThrow().needed()).isEqualTo(2);
    }

    private Zone only(String text) throws IOException {
        var first = understood(text);
        assertThat(understood(first.toml()).settings().panel())
                .as("what is shown")
                .isEqualTo(first.settings().panel());
        return first.settings().panel().zones().getFirst().zone();
    }

    @Test
    void a_zone_has_its_own_time_to_disarm_in_each_way_of_arming() throws IOException {
        var zone = only(DOOR + "entry_delay_night = 0\nentry_delay_away = 60\n");
        assertThat(zone.entryDelays())
                .isEqualTo(
                        Map.of(
                                Mode.HOME, Duration.ofSeconds(45),
                                Mode.AWAY, Duration.ofSeconds(60),
                                Mode.NIGHT, Duration.ZERO));
        var night = only(DOOR.replace("entry_delay", "entry_delay_night"));
        assertThat(night.entryDelays()).isEqualTo(Map.of(Mode.NIGHT, Duration.ofSeconds(45)));
    }

    @Test
    void a_zone_has_its_own_time_to_leave_by_it() throws IOException {
        var zone = only(DOOR + "exit_delay = 120\nexit_delay_night = 30\n");
        assertThat(zone.exitDelays())
                .isEqualTo(
                        Map.of(
                                Mode.AWAY, Duration.ofSeconds(120),
                                Mode.NIGHT, Duration.ofSeconds(30)));
        assertThat(complaints(DOOR.replace("\"entry\"", "\"instant\"") + "exit_delay = 9\n"))
                .isNotEmpty();
        assertThat(complaints(DOOR + "exit_delay = 256\n")).hasSize(1);
    }

    @Test
    void a_motion_detector_that_sees_nobody_for_so_many_days_is_told_of_where_somebody_asks()
            throws IOException {
        var hall = "[[zone]]\nname = \"hall\"\nkind = \"interior\"\ndevices = [\"pir\"]\n";
        var panel = understood(hall + "motion_days = 14\n").settings().panel();
        assertThat(panel.zones().getFirst().motionWithin()).contains(Duration.ofDays(14));
        assertThat(understood(Config.text(panel)).settings().panel()).isEqualTo(panel);
        assertThat(understood(hall).settings().panel().zones().getFirst().motionWithin()).isEmpty();
        assertThat(complaints(hall + "motion_days = 0\n")).hasSize(1);
        assertThat(complaints(hall + "motion_days = 366\n")).hasSize(1);
        assertThat(complaints(DOOR + "motion_days = 14\n"))
                .singleElement()
                .asString()
                .contains("front-door: motion is watched inside only");
    }

    @Test
    void a_house_that_nobody_said_anything_of_has_the_usual_delays_and_no_zones()
            throws IOException {
        var panel = understood("").settings().panel();
        assertThat(panel.zones()).isEmpty();
        assertThat(panel.rules().exitDelay(Mode.AWAY)).isEqualTo(Duration.ofSeconds(60));
        assertThat(panel.rules().exitDelay(Mode.HOME)).isZero();
        assertThat(panel.rules().abortWindow()).isEqualTo(Duration.ofSeconds(30));
        assertThat(panel.rules().siren()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void each_way_of_arming_has_its_own_delays_and_else_those_of_all() throws IOException {
        var first =
                understood(
                        """
                        [panel]
                        exit_delay_night = 20
                        entry_delay = 40
                        entry_delay_home = 15
                        """);
        var rules = first.settings().panel().rules();
        assertThat(rules.exitDelay(Mode.AWAY)).isEqualTo(Duration.ofSeconds(60));
        assertThat(rules.exitDelay(Mode.HOME)).isZero();
        assertThat(rules.exitDelay(Mode.NIGHT)).isEqualTo(Duration.ofSeconds(20));
        assertThat(rules.entryDelay(Mode.AWAY)).isEqualTo(Duration.ofSeconds(40));
        assertThat(rules.entryDelay(Mode.HOME)).isEqualTo(Duration.ofSeconds(15));
        assertThat(rules.entryDelay(Mode.NIGHT)).isEqualTo(Duration.ofSeconds(40));
        assertThat(understood(first.toml()).settings().panel().rules())
                .as("what is shown")
                .isEqualTo(rules);
        assertThat(understood(Config.text(first.settings().panel())).settings().panel().rules())
                .as("what is offered to be tried on the past")
                .isEqualTo(rules);
    }

    @Test
    void an_en_like_panel_gives_at_most_45_seconds_to_disarm_and_warns_first() throws IOException {
        var panel =
                understood(
                                """
                                [panel]
                                en_like = true
                                entry_delay = 200
                                entry_delay_home = 46
                                entry_delay_night = 44
                                """)
                        .settings()
                        .panel();
        assertThat(panel.rules().entryDelays())
                .containsEntry(Mode.AWAY, Duration.ofSeconds(45))
                .containsEntry(Mode.HOME, Duration.ofSeconds(45))
                .containsEntry(Mode.NIGHT, Duration.ofSeconds(44));
        assertThat(panel.rules().warnsOffPath()).isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    name = "front.door"  | zone.name: expected one plain word such as front-door
                    name = 7             | zone.name: expected text in quotes
                    kind = "door"        | zone.kind: expected entry, instant, interior or always, found 'door'
                    kindd = "entry"      | zone.kindd: unknown key; did you mean kind?
                    devices = ["a b"]    | zone.devices: expected the id of a device
                    devices = []         | zone.devices: names none
                    areas = []           | zone.areas: names none
                    areas = [" "]        | zone.areas: expected the name of an area
                    areas = 3            | zone.areas: expected text in quotes
                    modes = ["away", "x"] | zone.modes: expected home, away or night, found 'x'
                    entry_delay = 300    | zone.entry_delay
                    last_door = "yes"    | zone.last_door
                    """)
    void what_is_wrong_in_a_zone_is_said_in_one_sentence(String line, String what)
            throws IOException {
        var key = line.substring(0, line.indexOf(' '));
        var block = DOOR.replaceAll("(?m)^" + key + " =.*\n", "") + line + "\n";
        assertThat(complaints(block)).anyMatch(one -> one.contains(what));
    }

    @ParameterizedTest
    @CsvSource({"name, name", "kind, kind", "devices, devices"})
    void what_a_zone_needs_is_named_when_it_is_missing(String key, String named)
            throws IOException {
        var block = DOOR.replaceAll("(?m)^" + key + " =.*\n", "");
        assertThat(complaints(block))
                .anyMatch(one -> one.contains("zone") && one.contains(named + " is missing"));
    }

    @Test
    void a_zone_may_go_by_areas_beside_devices_or_instead_of_them() throws IOException {
        var first =
                understood(
                        """
                        [[zone]]
                        name = "upstairs"
                        kind = "instant"
                        areas = ["Bath", "Room of Ö"]
                        [[zone]]
                        name = "hall"
                        kind = "interior"
                        devices = "hall-motion"
                        areas = "Hall"
                        """);
        var zones = first.settings().panel().zones();
        assertThat(zones.getFirst().areas()).containsExactlyInAnyOrder("Bath", "Room of Ö");
        assertThat(zones.getFirst().devices()).isEmpty();
        assertThat(zones.get(1).areas()).containsExactly("Hall");
        assertThat(zones.get(1).devices()).hasSize(1);
        assertThat(understood(first.toml()).settings().panel()).isEqualTo(first.settings().panel());
    }

    /// In an area there is more than one means; what alarms day and night must be meant.
    @Test
    void what_alarms_day_and_night_is_named_and_goes_by_no_area() throws IOException {
        assertThat(
                        complaints(
                                """
                                [[zone]]
                                name = "safe"
                                kind = "always"
                                areas = ["Study"]
                                """))
                .singleElement()
                .asString()
                .contains("zone: safe: what alarms day and night is named by its devices");
    }

    @Test
    void two_zones_of_one_name_are_refused() throws IOException {
        assertThat(complaints(DOOR + DOOR))
                .singleElement()
                .asString()
                .contains("two zones are called front-door");
    }

    @Test
    void a_group_that_could_never_alarm_is_refused() throws IOException {
        var one = DOOR + "together = \"outside\"\n";
        assertThat(complaints(one))
                .singleElement()
                .asString()
                .contains("zone.together: outside needs 2 zones and has 1");
        var other = one.replace("front-door", "back-door") + "within = 9\n";
        assertThat(complaints(one + other))
                .singleElement()
                .asString()
                .contains("say different things of needed or within");
    }

    @Test
    void an_en_like_panel_shortens_a_zones_own_delay_too() throws IOException {
        var panel =
                understood("[panel]\nen_like = true\n" + DOOR.replace("= 45", "= 90"))
                        .settings()
                        .panel();
        assertThat(panel.zones().getFirst().zone().entryDelays())
                .containsEntry(Mode.AWAY, Duration.ofSeconds(45));
    }

    @ParameterizedTest
    @CsvSource({
        "exit_delay, 256",
        "exit_delay_home, 256",
        "exit_delay_night, 256",
        "entry_delay, 256",
        "entry_delay_home, 256",
        "entry_delay_night, 256",
        "abort_window, 46",
        "siren, 901"
    })
    void a_time_beyond_its_bound_is_refused(String key, int seconds) throws IOException {
        assertThat(complaints("[panel]\n" + key + " = " + seconds + "\n"))
                .singleElement()
                .asString()
                .contains("panel." + key);
    }
}
