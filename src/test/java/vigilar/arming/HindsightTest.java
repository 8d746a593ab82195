package vigilar.arming;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

import org.junit.jupiter.api.Test;

import vigilar.event.Event;
import vigilar.event.Occurrence;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Other zones, looked at with what the house has stored.
class HindsightTest {
    private static final Zone WINDOW_AS_WAY_IN =
            Zone.of("window", ZoneKind.ENTRY_EXIT, Mode.values());
    private static final ZoneSettings.Panel USUAL =
            Chronicle.house(PanelRules.USUAL, Story.zones());

    private final Chronicle chronicle = new Chronicle(USUAL);

    private static List<String> causes(Hindsight.Result result) {
        return result.would("ALARM").stream().map(it -> it.at() + " " + it.origin().why()).toList();
    }

    @Test
    void a_window_that_becomes_a_way_in_would_not_have_alarmed_who_disarmed_in_time() {
        chronicle.armedAway().opens("window").after(Duration.ofSeconds(10)).disarms();
        var result =
                chronicle.with(
                        Chronicle.house(PanelRules.USUAL, Story.zones()[0], WINDOW_AS_WAY_IN));
        assertThat(result.alarms()).isEqualTo(1);
        assertThat(result.really()).hasSize(1);
        assertThat(result.would("ALARM")).isEmpty();
        assertThat(result.count("ENTRY_DELAY")).isEqualTo(1);
    }

    @Test
    void a_zone_that_is_new_would_have_alarmed_at_that_moment_and_says_why() {
        chronicle.armedAway().says("cellar", "MOTION_START").after(Duration.ofHours(1)).disarms();
        var cellar = Zone.of("cellar", ZoneKind.INSTANT, Mode.AWAY);
        var result = chronicle.with(Chronicle.house(PanelRules.USUAL, Story.zones()[0], cellar));
        assertThat(result.really()).isEmpty();
        assertThat(causes(result))
                .containsExactly(Chronicle.BEGIN.plusSeconds(120) + " cellar opened");
    }

    @Test
    void what_stood_open_when_somebody_armed_is_told_and_left_out_as_if_they_had_insisted() {
        chronicle.opens("cellar").armedAway().after(Duration.ofHours(1)).disarms();
        var cellar = Zone.of("cellar", ZoneKind.INSTANT, Mode.AWAY);
        var result = chronicle.with(Chronicle.house(PanelRules.USUAL, Story.zones()[0], cellar));
        assertThat(result.would("ARMING_OVERRIDDEN"))
                .singleElement()
                .extracting(it -> it.origin().why())
                .asString()
                .contains("cellar is open");
        assertThat(result.would("ALARM")).isEmpty();
    }

    @Test
    void a_longer_time_to_leave_is_counted_from_when_somebody_armed() {
        chronicle.armedAway().opens("window").disarms();
        var slow =
                new PanelRules(
                        Map.of(Mode.AWAY, Duration.ofMinutes(4)),
                        PanelRules.USUAL.entryDelays(),
                        PanelRules.USUAL.abortWindow(),
                        PanelRules.USUAL.siren(),
                        2,
                        true,
                        false);
        var result = chronicle.with(Chronicle.house(slow, Story.zones()));
        assertThat(result.really()).hasSize(1);
        assertThat(result.would("ALARM")).isEmpty();
        assertThat(result.count("NEAR_MISS")).isEqualTo(1);
    }

    @Test
    void with_time_to_leave_at_night_too_what_opened_just_then_would_have_been_no_alarm() {
        chronicle
                .fact(new Fact.ArmAsked(Mode.NIGHT, false, "anna"))
                .after(Duration.ofSeconds(10))
                .opens("window")
                .closes("window")
                .after(Duration.ofMinutes(1))
                .disarms();
        var usual = PanelRules.USUAL;
        var slow =
                new PanelRules(
                        Map.of(Mode.NIGHT, Duration.ofSeconds(20)),
                        usual.entryDelays(),
                        usual.abortWindow(),
                        usual.siren(),
                        2,
                        true,
                        false);
        var result = chronicle.with(Chronicle.house(slow, Story.zones()));
        assertThat(result.really()).hasSize(1);
        assertThat(result.would("ALARM")).isEmpty();
        assertThat(result.count("ARMING")).isEqualTo(1);
        assertThat(result.count("ARMED")).as("once, for the night").isEqualTo(1);
        assertThat(result.count("STAYED_HOME")).isZero();
    }

    @Test
    void who_said_on_the_way_that_everybody_was_out_is_known() {
        chronicle
                .fact(new Fact.ArmAsked(Mode.AWAY, false, "anna"))
                .after(Duration.ofSeconds(20))
                .fact(new Fact.LeftSaid("anna", "the page"))
                .after(Duration.ofMinutes(2))
                .opens("hall");
        var result = chronicle.with(USUAL);
        assertThat(result.count("STAYED_HOME")).isZero();
        assertThat(result.count("EVERYBODY_OUT")).isEqualTo(1);
        assertThat(result.really()).hasSize(1);
        assertThat(result.would("ALARM")).hasSize(1);
    }

    @Test
    void what_was_before_the_time_that_is_asked_for_only_tells_how_things_stood() {
        chronicle.armedAway().opens("window").after(Duration.ofMinutes(10));
        var since = Chronicle.BEGIN.plus(Duration.ofMinutes(11));
        chronicle.closes("window").after(Duration.ofMinutes(1)).opens("window");
        var result = chronicle.with(USUAL, since);
        assertThat(result.really()).hasSize(1);
        assertThat(causes(result)).hasSize(1).allMatch(it -> it.endsWith("window opened"));
        assertThat(result.events()).isEqualTo(countSince(since));
    }

    private static ZoneSettings.Panel withShed() {
        return Chronicle.house(
                PanelRules.USUAL,
                Stream.concat(
                                Stream.of(Story.zones()),
                                Stream.of(Zone.of("shed", ZoneKind.ALWAYS, Mode.values())))
                        .toArray(Zone[]::new));
    }

    private static List<String> changes(Hindsight.Result result) {
        return result.compared().stream().map(it -> it.change() + " " + it.why()).toList();
    }

    private void somebodyIsAtTheShed() {
        chronicle.opens("shed").after(Duration.ofSeconds(5)).closes("shed");
        chronicle.after(Duration.ofMinutes(2));
    }

    @Test
    void who_armed_while_the_shed_would_have_alarmed_is_taken_to_have_disarmed_first() {
        somebodyIsAtTheShed();
        chronicle.armedAway().after(Duration.ofHours(6)).opens("window");
        assertThat(changes(chronicle.with(withShed())))
                .containsExactly("NEW shed tells of danger, armed or not", "SAME window opened");
    }

    @Test
    void who_left_a_house_armed_at_home_while_the_shed_would_have_alarmed_did_leave_it() {
        chronicle.fact(new Fact.ArmAsked(Mode.HOME, false, "anna")).after(Duration.ofHours(1));
        somebodyIsAtTheShed();
        chronicle.armedAway().after(Duration.ofHours(6)).says("hall", "MOTION_START");
        assertThat(changes(chronicle.with(withShed())))
                .containsExactly(
                        "NEW shed tells of danger, armed or not",
                        "SAME movement at hall, and nobody had come in by a way in");
    }

    @Test
    void what_was_left_out_by_hand_stays_so_beside_an_alarm_of_the_shed() {
        chronicle.fact(new Fact.BypassAsked(new ZoneId("window"), true, "anna"));
        somebodyIsAtTheShed();
        chronicle.armedAway().after(Duration.ofHours(6)).opens("window");
        assertThat(changes(chronicle.with(withShed())))
                .containsExactly("NEW shed tells of danger, armed or not");
    }

    private long countSince(Instant since) {
        return chronicle.events().stream().filter(it -> !it.at().isBefore(since)).count();
    }

    record Happening(int seconds, String device, String what) {}

    @Provide
    Arbitrary<List<Happening>> days() {
        var device = Arbitraries.of("front-door", "window", "hall", "siren-box", "smoke", "cellar");
        var what =
                Arbitraries.frequency(
                        Tuple.of(5, "CONTACT_OPEN"),
                        Tuple.of(5, "CONTACT_CLOSED"),
                        Tuple.of(1, "SMOKE"),
                        Tuple.of(1, "SMOKE_CLEARED"),
                        Tuple.of(1, "PERSON_DETECTED"),
                        Tuple.of(1, "DEVICE_OFFLINE"),
                        Tuple.of(1, "DEVICE_ONLINE"),
                        Tuple.of(2, "away"),
                        Tuple.of(1, "away, all out"),
                        Tuple.of(2, "all out, on the way"),
                        Tuple.of(1, "a rule arms away"),
                        Tuple.of(1, "away in spite"),
                        Tuple.of(1, "night in spite"),
                        Tuple.of(1, "home"),
                        Tuple.of(1, "leave out"),
                        Tuple.of(2, "disarm"));
        return Combinators.combine(Arbitraries.integers().between(0, 400), device, what)
                .as(Happening::new)
                .list()
                .ofMaxSize(80);
    }

    private static void tell(Chronicle chronicle, Happening each) {
        chronicle.after(Duration.ofSeconds(each.seconds));
        switch (each.what) {
            case "away" -> chronicle.fact(new Fact.ArmAsked(Mode.AWAY, false, "anna"));
            case "away, all out" ->
                    chronicle.fact(new Fact.ArmAsked(Mode.AWAY, false, true, "anna"));
            case "all out, on the way" -> chronicle.fact(new Fact.LeftSaid("anna", "the page"));
            case "a rule arms away" -> chronicle.fact(new Fact.RuleAsked(Mode.AWAY, "rule x"));
            case "away in spite" -> chronicle.fact(new Fact.ArmAsked(Mode.AWAY, true, "anna"));
            case "night in spite" -> chronicle.fact(new Fact.ArmAsked(Mode.NIGHT, true, "anna"));
            case "home" -> chronicle.fact(new Fact.ArmAsked(Mode.HOME, false, "anna"));
            case "leave out" ->
                    chronicle.fact(new Fact.BypassAsked(new ZoneId(each.device), true, "anna"));
            case "disarm" -> chronicle.disarms();
            default -> chronicle.says(each.device, each.what);
        }
    }

    @Property(tries = 400)
    void with_the_zones_that_there_were_it_says_what_the_panel_said(
            @ForAll("days") List<Happening> days) {
        var told = new Chronicle(USUAL);
        days.forEach(each -> tell(told, each));
        told.after(Duration.ofDays(3));
        var result = told.with(USUAL);
        assertThat(result.would("ALARM"))
                .extracting(Occurrence::at, it -> it.origin().why())
                .containsExactlyElementsOf(
                        result.really().stream().map(HindsightTest::moment).toList());
    }

    private static org.assertj.core.groups.Tuple moment(Event alarm) {
        return org.assertj.core.groups.Tuple.tuple(alarm.at(), alarm.origin().why());
    }
}
