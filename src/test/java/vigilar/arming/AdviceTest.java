package vigilar.arming;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Times that the owner may set and the standards do not allow are said in plain words.
class AdviceTest {
    private int exit = 60;
    private int entry = 30;
    private int atNight = 30;
    private int abort = 30;
    private int siren = 300;
    private boolean enLike;
    private Optional<Integer> ofTheDoor = Optional.empty();

    private List<String> advice() {
        var rules =
                new PanelRules(
                        Map.of(Mode.AWAY, Duration.ofSeconds(exit)),
                        Map.of(
                                Mode.AWAY, Duration.ofSeconds(entry),
                                Mode.HOME, Duration.ofSeconds(entry),
                                Mode.NIGHT, Duration.ofSeconds(atNight)),
                        Duration.ofSeconds(abort),
                        Duration.ofSeconds(siren),
                        2,
                        true,
                        enLike);
        return Advice.on(
                new ZoneSettings.Panel(rules, List.of(new ZoneSettings(door(), Set.of()))));
    }

    private Zone door() {
        var own =
                ofTheDoor
                        .map(it -> Map.of(Mode.AWAY, Duration.ofSeconds(it)))
                        .orElseGet(() -> Map.of());
        return new Zone(
                new ZoneId("door"),
                ZoneKind.ENTRY_EXIT,
                Set.of(Mode.AWAY),
                own,
                false,
                false,
                Optional.empty());
    }

    private void set(String what, int seconds) {
        switch (what) {
            case "exit" -> exit = seconds;
            case "entry" -> {
                entry = seconds;
                atNight = seconds;
            }
            case "night" -> atNight = seconds;
            case "abort" -> abort = seconds;
            case "siren" -> siren = seconds;
            case "door" -> ofTheDoor = Optional.of(seconds);
            default -> throw new IllegalArgumentException(what);
        }
    }

    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    exit  | 44  | panel.exit_delay = 44: CP-01 asks for at least 45 s to leave
                    entry | 29  | panel.entry_delay = 29: CP-01 asks for at least 30 s to disarm
                    entry | 0   | panel.entry_delay = 0: CP-01 asks for at least 30 s to disarm
                    entry | 31  | panel.entry_delay = 31: with panel.abort_window = 30 a burglar has 61 s
                    night | 10  | panel.entry_delay_night = 10: CP-01 asks for at least 30 s
                    door  | 20  | zone door: entry_delay = 20: CP-01 asks for at least 30 s
                    abort | 14  | panel.abort_window = 14: CP-01 asks for at least 15 s
                    abort | 0   | panel.abort_window = 0: CP-01 asks for at least 15 s
                    siren | 119 | panel.siren = 119: EN 50131 asks for at least 120 s
                    """)
    void a_time_that_the_standards_do_not_allow_is_named_with_what_they_ask_for(
            String what, int seconds, String said) {
        set(what, seconds);
        assertThat(advice()).singleElement().asString().startsWith(said);
    }

    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource({
        "exit, 45",
        "entry, 30",
        "night, 30",
        "night, 0",
        "door, 0",
        "abort, 15",
        "siren, 120"
    })
    void a_time_that_the_standards_allow_is_not_worth_a_word(String what, int seconds) {
        set(what, seconds);
        assertThat(advice()).isEmpty();
    }

    @Test
    void more_than_four_minutes_to_disarm_are_too_many_and_leave_a_burglar_alone_too_long() {
        set("entry", 241);
        assertThat(advice())
                .hasSize(2)
                .anyMatch(it -> it.contains("CP-01 allows at most 240 s to disarm"));
    }

    @Test
    void an_en_like_house_may_give_the_45_seconds_that_its_standard_allows() {
        enLike = true;
        set("entry", 45);
        assertThat(advice()).isEmpty();
    }

    @Test
    void a_house_that_nobody_set_anything_in_needs_no_advice() {
        assertThat(Advice.on(ZoneSettings.Panel.NONE)).isEmpty();
    }

    @Test
    void an_area_whose_doors_would_alarm_at_once_and_give_time_to_disarm_is_named() {
        var panel =
                new ZoneSettings.Panel(
                        PanelRules.USUAL,
                        List.of(
                                inArea("ways-in", ZoneKind.ENTRY_EXIT, "Ground floor"),
                                inArea("windows", ZoneKind.INSTANT, "ground Floor"),
                                inArea("upstairs", ZoneKind.INSTANT, "Attic"),
                                inArea("inside", ZoneKind.INTERIOR, "Ground floor")));
        assertThat(Advice.on(panel))
                .singleElement()
                .asString()
                .startsWith("the zones ways-in and windows both take the area Ground floor");
    }

    private static ZoneSettings inArea(String zone, ZoneKind kind, String area) {
        return new ZoneSettings(Zone.of(zone, kind, Mode.AWAY), Set.of(), Set.of(area));
    }

    private static ZoneSettings grouped(String name, ZoneKind kind, int needed, Mode... modes) {
        var zone =
                new Zone(
                        new ZoneId(name),
                        kind,
                        Set.of(modes),
                        Map.of(),
                        false,
                        false,
                        Optional.of(new CrossZoning("cellar", needed, Duration.ofSeconds(60))));
        return new ZoneSettings(zone, Set.of());
    }

    private static List<String> onGroup(ZoneSettings... zones) {
        return Advice.on(new ZoneSettings.Panel(PanelRules.USUAL, List.of(zones)));
    }

    @Test
    void a_group_of_nothing_but_ways_in_changes_nothing() {
        assertThat(
                        onGroup(
                                grouped("front", ZoneKind.ENTRY_EXIT, 2, Mode.values()),
                                grouped("back", ZoneKind.ENTRY_EXIT, 2, Mode.values())))
                .singleElement()
                .asString()
                .startsWith("the group cellar changes nothing")
                .endsWith("a way in begins the time to disarm by itself");
    }

    @Test
    void a_window_grouped_with_a_way_in_alone_is_no_alarm_without_it() {
        assertThat(
                        onGroup(
                                grouped("door", ZoneKind.ENTRY_EXIT, 2, Mode.values()),
                                grouped("window", ZoneKind.INSTANT, 2, Mode.values())))
                .containsExactly(
                        "the group cellar has too few zones that wait for each other (window) for"
                                + " the 2 that it needs: they are no alarm unless a way in of the"
                                + " group opens within 60 s, too");
    }

    @Test
    void a_group_of_which_at_night_only_the_window_is_watched_never_alarms_then() {
        var hall = grouped("hall", ZoneKind.INTERIOR, 2, Mode.AWAY);
        assertThat(onGroup(hall, grouped("window", ZoneKind.INSTANT, 2, Mode.values())))
                .containsExactly(
                        "armed home, night, the group cellar has too few zones that wait for each"
                                + " other (window) for the 2 that it needs: they are never an"
                                + " alarm");
        assertThat(onGroup(hall, grouped("window", ZoneKind.INSTANT, 2, Mode.AWAY))).isEmpty();
    }

    @Test
    void what_alarms_day_and_night_does_not_count_for_those_that_wait() {
        assertThat(
                        onGroup(
                                grouped("box", ZoneKind.ALWAYS, 2, Mode.values()),
                                grouped("window", ZoneKind.INSTANT, 2, Mode.values())))
                .singleElement()
                .asString()
                .endsWith("they are never an alarm");
    }
}
