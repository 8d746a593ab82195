package vigilar.arming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static vigilar.arming.ArmState.ARMED_AWAY;
import static vigilar.arming.ArmState.ARMED_HOME;
import static vigilar.arming.ArmState.ARMING;
import static vigilar.arming.ArmState.DISARMED;
import static vigilar.arming.ArmState.PENDING;
import static vigilar.arming.ArmState.TRIGGERED;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What the alarm standards ask for, row by row, on the pure table.
class PanelStandardsTest {
    private static final ZoneId FRONT = new ZoneId("front-door");
    private static final ZoneId WINDOW = new ZoneId("window");

    @Test
    void one_has_sixty_seconds_to_leave() {
        var story = Story.usual().arms(Mode.AWAY).opens("front-door").closes("front-door");
        assertThat(story.after(59).is()).isEqualTo(ARMING);
        assertThat(story.after(1).is()).isEqualTo(ARMED_AWAY);
    }

    @Test
    void opening_the_door_again_restarts_the_time_to_leave_once() {
        var story =
                Story.usual().arms(Mode.AWAY).opens("front-door").closes("front-door").after(50);
        story.opens("front-door").closes("front-door");
        assertThat(story.said(Note.ExitRestarted.class)).hasSize(1);
        story.after(30).opens("front-door").closes("front-door");
        assertThat(story.said(Note.ExitRestarted.class)).hasSize(1);
        assertThat(story.after(29).is()).isEqualTo(ARMING);
        assertThat(story.after(1).is()).isEqualTo(ARMED_AWAY);
    }

    @Test
    void when_nobody_leaves_the_house_stays_armed_for_home_and_says_so() {
        var story = Story.usual().arms(Mode.AWAY).after(60);
        assertThat(story.is()).isEqualTo(ARMED_HOME);
        assertThat(story.said())
                .contains(new Note.StayedHome(), new Note.Armed(Mode.HOME, ""))
                .doesNotContain(new Note.Armed(Mode.AWAY, ""));
    }

    @Test
    void who_asks_again_on_the_way_out_has_left_all_the_same() {
        var story = Story.usual().arms(Mode.AWAY).opens("front-door").closes("front-door");
        assertThat(story.after(20).arms(Mode.AWAY).after(60).is()).isEqualTo(ARMED_AWAY);
    }

    @Test
    void a_door_left_open_is_an_error_of_its_own_and_gives_time_first() {
        var story = Story.usual().arms(Mode.AWAY).opens("front-door").after(60);
        assertThat(story.is()).isEqualTo(PENDING);
        assertThat(story.said())
                .containsSubsequence(new Note.Armed(Mode.AWAY, ""), new Note.ExitError(FRONT));
        story.after(30);
        assertThat(story.said(Note.Alarm.class))
                .singleElement()
                .satisfies(it -> assertThat(it.cause().zone()).isEqualTo(FRONT));
    }

    @Test
    void the_last_door_arms_when_it_closes() {
        var last =
                new Zone(
                        FRONT,
                        ZoneKind.ENTRY_EXIT,
                        Set.of(Mode.AWAY),
                        Map.of(),
                        true,
                        false,
                        Optional.empty());
        var story = Story.with(PanelRules.USUAL, last).arms(Mode.AWAY).after(5);
        assertThat(story.opens("front-door").is()).isEqualTo(ARMING);
        assertThat(story.closes("front-door").is()).isEqualTo(ARMED_AWAY);
    }

    @Test
    void one_has_thirty_seconds_to_disarm_after_coming_in() {
        var story = Story.usual().armedAway().opens("front-door");
        assertThat(story.after(29).is()).isEqualTo(PENDING);
        assertThat(story.disarms().is()).isEqualTo(DISARMED);
        assertThat(story.said(Note.Alarm.class)).isEmpty();
    }

    @Test
    void who_does_not_disarm_in_time_sets_off_the_alarm() {
        var story = Story.usual().armedAway().opens("front-door").after(30);
        assertThat(story.is()).isEqualTo(TRIGGERED);
        assertThat(story.said(Note.Alarm.class))
                .singleElement()
                .satisfies(
                        it -> {
                            assertThat(it.cause().how()).isEqualTo(Cause.How.ENTRY_NOT_DISARMED);
                            assertThat(it.late()).isEmpty();
                        });
    }

    @Test
    void an_alarm_disarmed_within_the_abort_window_was_told_to_nobody_and_says_so() {
        var story = Story.usual().armedAway().opens("window").after(29).disarms();
        assertThat(story.said(Note.Cancelled.class)).hasSize(1);
        assertThat(story.said(Note.Reported.class)).isEmpty();
    }

    @Test
    void after_the_abort_window_it_is_told_outside() {
        var story = Story.usual().armedAway().opens("window").after(30);
        assertThat(story.said(Note.Reported.class)).hasSize(1);
        story.disarms();
        assertThat(story.said(Note.Cancelled.class)).isEmpty();
    }

    @Test
    void smoke_has_no_abort_window() {
        var story = Story.usual().opens("smoke");
        assertThat(story.is()).isEqualTo(TRIGGERED);
        assertThat(story.said(Note.Reported.class)).hasSize(1);
    }

    @Test
    void who_was_told_of_a_break_in_is_told_of_smoke_too_of_each_alarm_once() {
        var story = Story.usual().armedAway().opens("window").after(30).forgets();
        story.opens("smoke").closes("smoke").opens("smoke");
        assertThat(story.said(Note.Reported.class))
                .singleElement()
                .satisfies(it -> assertThat(it.cause().zone().value()).isEqualTo("smoke"));
    }

    private static java.util.List<String> reported(Story story) {
        return story.said(Note.Reported.class).stream()
                .map(it -> it.cause().zone().value())
                .toList();
    }

    /// Who tampers first must not hide the break-in.
    @Test
    void a_break_in_beside_tampering_is_told_outside_too_also_within_the_abort_window() {
        var story = Story.usual().armedAway().opens("siren-box").after(10).opens("window");
        assertThat(reported(story)).isEmpty();
        assertThat(reported(story.after(20))).containsExactly("siren-box", "window");
        assertThat(reported(story.after(60).opens("hall"))).hasSize(2);
    }

    @Test
    void tampering_after_a_break_in_that_was_told_is_told_once() {
        var story = Story.usual().armedAway().opens("window").after(31).forgets();
        story.opens("siren-box").closes("siren-box").opens("siren-box");
        assertThat(reported(story)).containsExactly("siren-box");
    }

    @Test
    void smoke_within_the_abort_window_of_a_break_in_lets_both_be_told() {
        var story = Story.usual().armedAway().opens("window").after(10).opens("smoke");
        assertThat(reported(story)).containsExactly("window", "smoke");
        assertThat(reported(story.after(60))).hasSize(2);
    }

    @Test
    void what_was_left_out_until_it_closes_is_watched_again_however_one_learns_of_that() {
        var story = Story.usual().armedAway().opens("window").after(301);
        assertThat(story.state().zone(WINDOW).bypass()).contains(Bypass.AFTER_ALARM);
        story.tell(new Fact.Known(WINDOW, false));
        assertThat(story.state().zone(WINDOW).bypass()).isEmpty();
        assertThat(story.opens("window").is()).isEqualTo(TRIGGERED);
    }

    /// Else it would be a siren at the end of the time to leave.
    @Test
    void at_night_a_door_that_would_alarm_at_once_must_be_closed_before() {
        var usual = PanelRules.USUAL;
        var rules =
                new PanelRules(
                        Map.of(Mode.NIGHT, Duration.ofSeconds(20)),
                        Map.of(Mode.NIGHT, Duration.ZERO, Mode.AWAY, Duration.ofSeconds(30)),
                        usual.abortWindow(),
                        usual.siren(),
                        usual.tripsUntilShutDown(),
                        true,
                        false);
        var story = Story.with(rules, Story.zones()).opens("front-door");
        assertThat(story.arms(Mode.NIGHT).is()).isEqualTo(DISARMED);
        assertThat(story.blockers(Mode.NIGHT)).extracting(Blocker::zone).containsExactly(FRONT);
        assertThat(story.closes("front-door").arms(Mode.NIGHT).after(20).is())
                .isEqualTo(ArmState.ARMED_NIGHT);
    }

    @Test
    void who_cuts_the_power_after_coming_in_beside_a_smoke_alarm_has_the_siren_when_it_is_back() {
        var story = Story.usual().armedAway().opens("smoke").opens("front-door").closes("smoke");
        story.powerCut(3600);
        assertThat(story.said(Note.CutWhileEntering.class)).hasSize(1);
        assertThat(story.said(Note.Alarm.class).getLast().late())
                .contains(Duration.ofSeconds(3570));
        assertThat(story.after(299).is()).isEqualTo(TRIGGERED);
        assertThat(story.after(1).is()).isEqualTo(ARMED_AWAY);
    }

    @Test
    void a_zone_that_alarms_twice_is_left_out_until_somebody_disarms() {
        var story = Story.usual().armedAway();
        story.opens("window").closes("window").after(301);
        assertThat(story.is()).isEqualTo(ARMED_AWAY);
        story.opens("window").closes("window").after(301).forgets();
        assertThat(story.state().zone(WINDOW).bypass()).contains(Bypass.SHUT_DOWN);
        assertThat(story.opens("window").is()).isEqualTo(ARMED_AWAY);
        assertThat(story.said())
                .singleElement()
                .isInstanceOfSatisfying(
                        Note.NearMiss.class,
                        it -> assertThat(it.why()).isEqualTo(Note.Why.BYPASSED));
        story.closes("window").disarms().armedAway().opens("window");
        assertThat(story.is()).isEqualTo(TRIGGERED);
    }

    @Test
    void a_zone_that_was_shut_down_takes_part_again_after_two_days() {
        var story = Story.usual().armedAway();
        story.opens("window").closes("window").after(301).opens("window").closes("window");
        story.after(48 * 3600);
        assertThat(story.state().zone(WINDOW).bypass()).isEmpty();
        assertThat(story.said(Note.BypassEnded.class)).hasSize(1);
        assertThat(story.opens("window").is()).isEqualTo(TRIGGERED);
    }

    @Test
    void smoke_is_never_shut_down() {
        var story = Story.usual().armedAway();
        for (int i = 0; i < 10; i++) {
            story.opens("smoke").closes("smoke").after(400);
        }
        assertThat(story.said(Note.Alarm.class)).hasSize(10);
    }

    @Test
    void of_a_group_one_zone_alone_is_no_alarm_and_two_in_time_are() {
        var group = new CrossZoning("attic", 2, Duration.ofSeconds(60));
        var rules = PanelRules.USUAL;
        var story =
                Story.with(rules, Story.grouped("left", group), Story.grouped("right", group))
                        .arms(Mode.AWAY)
                        .after(60)
                        .forgets();
        story.opens("left").after(61).opens("right");
        assertThat(story.is()).isEqualTo(ARMED_AWAY);
        assertThat(story.said(Note.NearMiss.class)).hasSize(2);
        story.after(60).opens("left");
        assertThat(story.said(Note.Alarm.class))
                .singleElement()
                .satisfies(it -> assertThat(it.cause().how()).isEqualTo(Cause.How.TOGETHER));
    }

    @Test
    void the_same_zone_twice_is_not_two_of_a_group() {
        var group = new CrossZoning("attic", 2, Duration.ofSeconds(60));
        var story =
                Story.with(
                                PanelRules.USUAL,
                                Story.grouped("left", group),
                                Story.grouped("right", group))
                        .arms(Mode.AWAY)
                        .after(60);
        assertThat(story.opens("left").after(5).opens("left").is()).isEqualTo(ARMED_AWAY);
    }

    @Test
    void life_safety_cannot_wait_for_a_second_zone() {
        var group = new CrossZoning("attic", 2, Duration.ofSeconds(60));
        assertThatThrownBy(
                        () ->
                                new Zone(
                                        FRONT,
                                        ZoneKind.LIFE_SAFETY,
                                        Set.of(),
                                        Map.of(),
                                        false,
                                        false,
                                        Optional.of(group)))
                .hasMessageContaining("life safety");
    }

    @Test
    void leaving_the_entry_path_warns_first_and_alarms_within_thirty_seconds() {
        var story = Story.with(Story.enLike(), Story.zones()).armedAway();
        story.opens("front-door").after(5).opens("hall").opens("window");
        assertThat(story.is()).isEqualTo(PENDING);
        assertThat(story.said(Note.OffPath.class)).hasSize(1);
        assertThat(story.after(29).is()).isEqualTo(PENDING);
        story.after(1);
        assertThat(story.said(Note.Alarm.class))
                .singleElement()
                .satisfies(it -> assertThat(it.cause().how()).isEqualTo(Cause.How.OFF_PATH));
    }

    @Test
    void leaving_the_entry_path_does_not_give_more_time() {
        var story = Story.with(Story.enLike(), Story.zones()).armedAway();
        story.opens("front-door").after(40).opens("window");
        assertThat(story.after(5).is()).isEqualTo(TRIGGERED);
    }

    @Test
    void the_siren_ends_after_five_minutes() {
        var story = Story.usual().armedAway().opens("window").closes("window").after(299);
        assertThat(story.is()).isEqualTo(TRIGGERED);
        assertThat(story.after(1).is()).isEqualTo(ARMED_AWAY);
    }

    @Test
    void no_siren_longer_than_fifteen_minutes_can_be_set() {
        assertThatThrownBy(
                        () ->
                                new PanelRules(
                                        Map.of(),
                                        Map.of(),
                                        Duration.ZERO,
                                        Duration.ofMinutes(16),
                                        2,
                                        true,
                                        false))
                .hasMessageContaining("the siren has 0 to 900 s, not 960 s");
    }

    @Test
    void a_second_zone_within_half_an_hour_confirms() {
        var story = Story.usual().armedAway().opens("window").closes("window").after(1_500);
        story.opens("hall");
        assertThat(story.said(Note.Confirmed.class))
                .containsExactly(new Note.Confirmed(WINDOW, new ZoneId("hall")));
    }

    @Test
    void a_second_zone_later_than_that_confirms_nothing() {
        var story = Story.usual().armedAway().opens("window").closes("window").after(1_801);
        story.opens("hall");
        assertThat(story.said(Note.Confirmed.class)).isEmpty();
    }

    @Test
    void what_is_open_lost_low_or_tampered_stands_against_arming() {
        var story =
                Story.usual()
                        .opens("window")
                        .troubled("hall", Trouble.LOST)
                        .troubled("smoke", Trouble.LOW_BATTERY)
                        .troubled("front-door", Trouble.TAMPERED)
                        .arms(Mode.AWAY);
        assertThat(story.is()).isEqualTo(DISARMED);
        assertThat(story.said(Note.NotReady.class))
                .singleElement()
                .satisfies(
                        it ->
                                assertThat(it.blockers())
                                        .containsExactly(
                                                new Blocker(FRONT, false, Set.of(Trouble.TAMPERED)),
                                                new Blocker(
                                                        new ZoneId("hall"),
                                                        false,
                                                        Set.of(Trouble.LOST)),
                                                new Blocker(
                                                        new ZoneId("smoke"),
                                                        false,
                                                        Set.of(Trouble.LOW_BATTERY)),
                                                new Blocker(WINDOW, true, Set.of())));
    }

    @Test
    void who_arms_in_spite_of_it_is_named_and_what_is_not_ready_is_left_out() {
        var story =
                Story.usual()
                        .opens("window")
                        .troubled("smoke", Trouble.LOW_BATTERY)
                        .armsInSpite(Mode.AWAY);
        assertThat(story.is()).isEqualTo(ARMING);
        assertThat(story.said(Note.Overridden.class))
                .singleElement()
                .satisfies(it -> assertThat(it.by()).isEqualTo("anna"));
        assertThat(story.said(Note.BypassedZone.class))
                .containsExactly(new Note.BypassedZone(WINDOW, Bypass.FORCED, "anna"));
        story.opens("front-door").closes("front-door").after(60);
        assertThat(story.is()).isEqualTo(ARMED_AWAY);
        assertThat(story.opens("smoke").is()).as("smoke still is smoke").isEqualTo(TRIGGERED);
    }
}
