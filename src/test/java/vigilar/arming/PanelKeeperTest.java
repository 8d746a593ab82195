package vigilar.arming;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import vigilar.event.Occurrence;
import vigilar.event.Payload;
import vigilar.event.Provenance;
import vigilar.frontdoor.Await;
import vigilar.journal.RowChanges;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/// The panel as it runs in a house: from events of the journal to what it says there, and over the
/// death of its process.
class PanelKeeperTest extends RunningPanel {
    @Test
    void armed_and_entered_and_not_disarmed_it_is_an_alarm_in_the_journal() throws Exception {
        var house = house(Duration.ofSeconds(1));
        lives(house);
        assertThat(desk(house).ask(arm(Mode.AWAY)).orElseThrow().state())
                .isEqualTo(ArmState.ARMED_AWAY);
        happens("front-door-sensor", "CONTACT_OPEN");
        says("ALARM");
        assertThat(types()).containsExactly("ARMED", "ENTRY_DELAY", "ALARM");
        assertThat(said().getLast().payload().json())
                .contains("\"zone\":\"front-door\"", "\"arm_state\":\"TRIGGERED\"");
        assertThat(said().getLast().origin().why()).contains("nobody disarmed in time");
        assertThat(desk(house).ask(new PanelRequest.Disarm("anna")).orElseThrow().done()).isTrue();
        assertThat(types()).endsWith("DISARMED", "ALARM_CANCELLED");
    }

    @Test
    void who_leaves_while_the_house_hears_nothing_leaves_it_armed_away() throws Exception {
        var rules = shortTimeToLeave();
        lives(rules);
        desk(rules).ask(arm(Mode.AWAY));
        hears = false;
        says("ARMED");
        assertThat(desk(rules).view().state()).isEqualTo(ArmState.ARMED_AWAY);
        desk(rules).ask(new PanelRequest.Disarm("anna"));
        hears = true;
        desk(rules).ask(arm(Mode.AWAY));
        says("STAYED_HOME");
    }

    @Test
    void a_house_that_hears_nothing_is_armed_by_nobody_who_does_not_insist() throws Exception {
        var house = house(Duration.ofSeconds(60));
        lives(house);
        hears = false;
        var refused = desk(house).ask(arm(Mode.NIGHT)).orElseThrow();
        assertThat(refused.done()).isFalse();
        assertThat(refused.blockers()).containsExactly(Blocker.DEAF);
        assertThat(types()).containsExactly("ARMING_REFUSED");
        var forced = desk(house).ask(new PanelRequest.Arm(Mode.NIGHT, true, "anna")).orElseThrow();
        assertThat(forced.state()).isEqualTo(ArmState.ARMED_NIGHT);
        assertThat(types()).containsExactly("ARMING_REFUSED", "ARMING_OVERRIDDEN", "ARMED");
        assertThat(said().getLast().payload().json()).contains("\"person\":\"anna\"");
    }

    @Test
    void a_rule_arms_a_house_that_hears_nothing_and_says_so() throws Exception {
        var house = house(Duration.ZERO);
        lives(house);
        hears = false;
        var armed = desk(house).ask(new PanelRequest.RuleArm(Mode.NIGHT, "rule x")).orElseThrow();
        assertThat(armed.state()).isEqualTo(ArmState.ARMED_NIGHT);
        assertThat(types()).containsExactly("ARMING_OVERRIDDEN", "ARMED");
    }

    private static ZoneSettings.Panel shortTimeToLeave() {
        var usual = PanelRules.USUAL;
        var rules =
                new PanelRules(
                        Map.of(Mode.AWAY, Duration.ofMillis(600)),
                        usual.entryDelays(),
                        usual.abortWindow(),
                        usual.siren(),
                        usual.tripsUntilShutDown(),
                        true,
                        false);
        return new ZoneSettings.Panel(rules, List.of(zone("front-door", ZoneKind.ENTRY_EXIT)));
    }

    @Test
    void who_disarms_in_time_alarms_nobody() throws Exception {
        var house = house(Duration.ofSeconds(60));
        lives(house);
        desk(house).ask(arm(Mode.AWAY));
        happens("front-door-sensor", "CONTACT_OPEN");
        says("ENTRY_DELAY");
        desk(house).ask(new PanelRequest.Disarm("anna"));
        assertThat(types()).containsExactly("ARMED", "ENTRY_DELAY", "DISARMED");
    }

    @Test
    void an_open_window_stands_against_arming_and_the_answer_names_it() throws Exception {
        var house = house(Duration.ofSeconds(1));
        lives(house);
        happens("window-sensor", "CONTACT_OPEN");
        Await.until(
                "it is known",
                SOON,
                () -> !desk(house).view().blockers().getOrDefault(Mode.AWAY, List.of()).isEmpty());
        var refused = desk(house).ask(arm(Mode.AWAY)).orElseThrow();
        assertThat(refused.done()).isFalse();
        assertThat(refused.blockers())
                .containsExactly(new Blocker(new ZoneId("window"), true, Set.of()));
        var forced = desk(house).ask(new PanelRequest.Arm(Mode.AWAY, true, "anna")).orElseThrow();
        assertThat(forced.state()).isEqualTo(ArmState.ARMED_AWAY);
        assertThat(types())
                .containsExactly("ARMING_REFUSED", "ARMING_OVERRIDDEN", "ZONE_BYPASSED", "ARMED");
    }

    @Test
    void smoke_alarms_in_a_house_where_nobody_set_anything_up() throws Exception {
        lives(ZoneSettings.Panel.NONE);
        happens("kitchen", "SMOKE");
        says("ALARM_REPORTED");
        assertThat(desk(ZoneSettings.Panel.NONE).view().state()).isEqualTo(ArmState.TRIGGERED);
    }

    @Test
    void what_is_only_repeated_alarms_nobody() throws Exception {
        var house = house(Duration.ofSeconds(1));
        lives(house);
        desk(house).ask(arm(Mode.AWAY));
        happens("window-sensor", "CONTACT_OPEN", Provenance.REPLAYED.mark(Payload.EMPTY));
        happens("window-sensor", "CONTACT_CLOSED", Provenance.REPLAYED.mark(Payload.EMPTY));
        happens("hall-sensor", "MOTION_START");
        says("ALARM");
        assertThat(said().getLast().payload().json()).contains("\"zone\":\"hall\"");
        assertThat(types()).containsExactly("ARMED", "OPENED_UNHEARD", "ALARM");
    }

    @Test
    void what_opened_while_nobody_could_hear_it_is_told_in_an_armed_house_and_says_why()
            throws Exception {
        var house = house(Duration.ofSeconds(1));
        lives(house);
        happens("hall-sensor", "MOTION_START", Provenance.REPLAYED.mark(Payload.EMPTY));
        Await.until("known open", SOON, () -> line(house, "hall").known().open());
        happens("hall-sensor", "MOTION_END");
        Await.until("known closed", SOON, () -> !line(house, "hall").known().open());
        assertThat(desk(house).ask(arm(Mode.AWAY)).orElseThrow().done()).isTrue();
        happens("hall-sensor", "MOTION_START", Provenance.BACKFILLED.mark(Payload.EMPTY));
        happens("hall-sensor", "MOTION_END");
        happens("window-sensor", "VIBRATION", Provenance.REPLAYED.mark(Payload.EMPTY));
        happens("front-door-sensor", "CONTACT_OPEN", Provenance.RETAINED.mark(Payload.EMPTY));
        happens("cellar", "WATER_LEAK", Provenance.REPLAYED.mark(Payload.EMPTY));
        happens("hall-sensor", "MOTION_START");
        says("ALARM");
        assertThat(types())
                .containsExactly(
                        "ARMED", "OPENED_UNHEARD", "OPENED_UNHEARD", "OPENED_UNHEARD", "ALARM");
        var told = said().get(2);
        assertThat(told.severity()).hasToString("ALERT");
        assertThat(told.payload().json())
                .contains("\"zone\":\"front-door\"", "\"rule\":\"UNHEARD\"", "\"mode\":\"AWAY\"");
    }

    @Test
    void a_panel_that_dies_in_an_entry_delay_keeps_the_deadline() throws Exception {
        var house = house(Duration.ofSeconds(3));
        lives(house);
        desk(house).ask(arm(Mode.AWAY));
        happens("front-door-sensor", "CONTACT_OPEN");
        says("ENTRY_DELAY");
        var until = desk(house).view().countdown();
        dies();
        lives(house);
        assertThat(desk(house).view().countdown()).isEqualTo(until);
        says("ALARM");
        assertThat(types())
                .containsExactly(
                        "ARMED", "ENTRY_DELAY", "PANEL_RESUMED", "CUT_WHILE_ENTERING", "ALARM");
        assertThat(Duration.between(until.orElseThrow().until(), said().getLast().at()).abs())
                .isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void what_happened_while_the_panel_was_dead_is_decided_on_once_when_it_lives()
            throws Exception {
        var house = house(Duration.ofSeconds(60));
        lives(house);
        desk(house).ask(arm(Mode.AWAY));
        dies();
        happens("window-sensor", "CONTACT_OPEN");
        lives(house);
        says("ALARM");
        dies();
        lives(house);
        assertThat(types().stream().filter("ALARM"::equals).collect(Collectors.toList()))
                .hasSize(1);
    }

    /// The first stands still: it is alive, and does nothing. Beside a flood of doors that open and
    /// close, whoever disarms in time disarms.
    @Test
    void a_thousand_openings_at_once_delay_nobody_who_disarms() throws Exception {
        var house = house(Duration.ofSeconds(60));
        lives(house);
        desk(house).ask(arm(Mode.AWAY));
        var flood = new ArrayList<Occurrence>();
        for (int i = 0; i < 2_000; i++) {
            flood.add(occurrence("hall-sensor", i % 2 == 0 ? "MOTION_START" : "MOTION_END"));
        }
        for (int round = 0; round < 5; round++) {
            var _ = journal.append(flood, RowChanges.NONE);
        }
        var began = System.nanoTime();
        assertThat(desk(house).ask(new PanelRequest.Disarm("anna")).orElseThrow().done()).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(SOON);
        assertThat(types()).containsOnlyOnce("ALARM").contains("DISARMED");
    }

    @Test
    void a_call_for_help_alarms_each_time_and_stands_against_no_arming() throws Exception {
        lives(ZoneSettings.Panel.NONE);
        var desk = desk(ZoneSettings.Panel.NONE);
        for (int press = 0; press < 2; press++) {
            happens("button", "PANIC");
            Await.until("alarm", SOON, () -> desk.view().state() == ArmState.TRIGGERED);
            assertThat(desk.ask(new PanelRequest.Disarm("anna")).orElseThrow().done()).isTrue();
        }
        assertThat(types().stream().filter("ALARM_REPORTED"::equals)).hasSize(2);
        assertThat(desk.ask(arm(Mode.AWAY)).orElseThrow().done()).isTrue();
    }

    @Test
    void a_break_in_beside_a_leak_that_was_told_is_told_too() throws Exception {
        var house = house(Duration.ofSeconds(60));
        lives(house);
        desk(house).ask(arm(Mode.AWAY));
        happens("cellar", "SMOKE");
        says("ALARM_REPORTED");
        happens("window-sensor", "CONTACT_OPEN");
        says("ALARM_ALSO");
        assertThat(types().stream().filter("ALARM_REPORTED"::equals)).hasSize(2);
    }

    @Test
    void smoke_that_is_repeated_is_one_cause() throws Exception {
        lives(ZoneSettings.Panel.NONE);
        for (int i = 0; i < 100; i++) {
            happens("kitchen", "SMOKE");
        }
        var head = journal.head();
        Await.until(
                "all decided on",
                SOON,
                () -> !head.isBeyond(new PanelStore(database).read().orElseThrow().seen()));
        assertThat(desk(ZoneSettings.Panel.NONE).view().causes()).hasSize(1);
        assertThat(types()).containsExactly("ALARM", "ALARM_REPORTED");
    }

    @Test
    void a_house_without_zones_is_told_that_arming_watches_nothing() throws Exception {
        lives(ZoneSettings.Panel.NONE);
        assertThat(desk(ZoneSettings.Panel.NONE).notices())
                .singleElement()
                .asString()
                .startsWith("No door, window or motion is watched");
    }

    @Test
    void a_zone_of_which_nothing_was_heard_is_said_to_be_so() throws Exception {
        var house = house(Duration.ofSeconds(60));
        lives(house);
        happens("window-sensor", "CONTACT_CLOSED");
        Await.until(
                "heard",
                SOON,
                () ->
                        desk(house).view().zones().stream()
                                .filter(PanelDesk.ZoneLine::heard)
                                .map(it -> it.zone().id().value())
                                .toList()
                                .equals(List.of("window")));
    }

    @Test
    void a_zone_that_is_always_on_is_heard_of_once_its_leak_sensor_speaks() throws Exception {
        var house =
                new ZoneSettings.Panel(PanelRules.USUAL, List.of(zone("cellar", ZoneKind.ALWAYS)));
        lives(house);
        happens("cellar-sensor", "WATER_LEAK");
        says("ALARM");
        assertThat(said().getFirst().payload().json()).contains("cellar-sensor.water_leak");
        assertThat(line(house, "cellar").heard()).isTrue();
        assertThat(line(house, "cellar").known().open()).isTrue();
        happens("cellar-sensor", "WATER_LEAK_CLEARED");
        Await.until("dry", SOON, () -> !line(house, "cellar").known().open());
        assertThat(types()).containsExactly("ALARM");
    }

    private PanelDesk.ZoneLine line(ZoneSettings.Panel house, String zone) {
        return desk(house).view().zones().stream()
                .filter(it -> it.zone().id().value().equals(zone))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_request_that_waited_too_long_is_not_done() throws Exception {
        var house = house(Duration.ofSeconds(60));
        lives(house);
        dies();
        var store = new PanelStore(database);
        long id =
                store.ask(
                        arm(Mode.AWAY),
                        Clock.systemUTC().instant().minus(PanelKeeper.REQUESTS_HOLD.plusSeconds(1)),
                        (_, _) -> {});
        lives(house);
        Await.until("it is answered", SOON, () -> store.outcome(id).isPresent());
        assertThat(store.outcome(id).orElseThrow().done()).isFalse();
        assertThat(desk(house).view().state()).isEqualTo(ArmState.DISARMED);
    }

    @Test
    void what_changes_nothing_in_an_alarm_is_not_decided_on_again_after_a_power_cut()
            throws Exception {
        var house = house(Duration.ZERO);
        lives(house);
        desk(house).ask(arm(Mode.AWAY));
        happens("hall-sensor", "PERSON_DETECTED");
        says("ALARM");
        happens("hall-sensor", "PERSON_DETECTED"); // told within the minute
        var last = journal.head();
        var store = new PanelStore(database);
        Await.until(
                "it is noted that this was decided on",
                SOON,
                () -> store.read().orElseThrow().seen().equals(last));
        assertThat(types()).as("nothing else was to be stored").containsExactly("ARMED", "ALARM");
    }

    @Test
    void a_restart_in_an_armed_house_says_how_long_the_panel_was_off() throws Exception {
        var passed = new AtomicLong();
        var begin = Clock.systemUTC().instant();
        wall = () -> begin.plusNanos(passed.get());
        nanos = passed::get;
        var house = house(Duration.ofSeconds(1));
        lives(house);
        desk(house).ask(arm(Mode.HOME));
        says("ARMED");
        passed.addAndGet(Duration.ofSeconds(50).toNanos());
        dies();
        passed.addAndGet(Duration.ofSeconds(2).toNanos());
        lives(house);
        says("PANEL_RESUMED");
        assertThat(said().getLast().origin().why()).contains("off for 2 s at most");
    }
}
