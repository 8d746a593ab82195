package vigilar.arming;

import static org.assertj.core.api.Assertions.assertThat;

import static vigilar.arming.ArmState.ARMED_AWAY;
import static vigilar.arming.ArmState.ARMED_HOME;
import static vigilar.arming.ArmState.DISARMED;
import static vigilar.arming.ArmState.PENDING;
import static vigilar.arming.ArmState.TRIGGERED;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What people complain about in other panels, and what ours does instead.
class PanelComplaintsTest {
    private static final ZoneId WINDOW = new ZoneId("window");

    @Test
    void what_is_only_repeated_after_a_start_alarms_nobody() {
        var story = Story.usual().armedAway().tell(new Fact.Known(WINDOW, true));
        assertThat(story.is()).isEqualTo(ARMED_AWAY);
        assertThat(story.said()).isEmpty();
    }

    @Test
    void a_window_that_nobody_heard_open_in_an_armed_house_is_told_and_sounds_no_siren() {
        var story = Story.usual().armedAway().tell(new Fact.Found(WINDOW, 7));
        assertThat(story.is()).isEqualTo(ARMED_AWAY);
        assertThat(story.said()).containsExactly(new Note.OpenedUnheard(WINDOW, 7));
        story.tell(new Fact.Found(WINDOW, 8));
        assertThat(story.said()).as("it stands open already").hasSize(1);
        assertThat(story.opens("window").is()).isEqualTo(TRIGGERED);
    }

    @Test
    void where_an_opening_would_be_no_alarm_one_that_nobody_heard_is_none_either() {
        assertThat(Story.usual().tell(new Fact.Found(WINDOW, 7)).said()).isEmpty();
        assertThat(
                        Story.usual()
                                .armed(Mode.HOME)
                                .tell(new Fact.Found(new ZoneId("hall"), 7))
                                .said())
                .isEmpty();
        var out = Story.usual().armedAway().leavesOutByHand("window").forgets();
        assertThat(out.tell(new Fact.Found(WINDOW, 7)).said())
                .containsExactly(new Note.NearMiss(WINDOW, 7, Note.Why.BYPASSED));
        var entering = Story.usual().armedAway().opens("front-door").forgets();
        assertThat(entering.tell(new Fact.Found(new ZoneId("hall"), 7)).said())
                .containsExactly(new Note.NearMiss(new ZoneId("hall"), 7, Note.Why.ON_ENTRY_PATH));
    }

    @Test
    void a_window_still_open_when_the_siren_ends_does_not_disarm_the_house() {
        var story = Story.usual().armedAway().opens("window").after(300);
        assertThat(story.is()).isEqualTo(ARMED_AWAY);
        assertThat(story.said())
                .contains(
                        new Note.SirenEnded(Optional.of(Mode.AWAY)),
                        new Note.BypassedZone(WINDOW, Bypass.AFTER_ALARM, ""));
        assertThat(story.opens("hall").is()).as("the rest is watched").isEqualTo(TRIGGERED);
    }

    @Test
    void that_window_takes_part_again_once_it_is_closed() {
        var story = Story.usual().armedAway().opens("window").after(300).closes("window");
        assertThat(story.said(Note.BypassEnded.class)).hasSize(1);
        assertThat(story.opens("window").is()).isEqualTo(TRIGGERED);
    }

    @Test
    void after_a_power_cut_the_same_deadline_goes_on() {
        var story = Story.usual().armedAway().opens("front-door");
        var until = story.state().deadline();
        story.after(10).powerCut(10);
        assertThat(story.is()).isEqualTo(PENDING);
        assertThat(story.state().deadline()).isEqualTo(until);
        assertThat(story.said(Note.CutWhileEntering.class)).as("that is suspicious").hasSize(1);
        assertThat(story.after(10).is()).isEqualTo(TRIGGERED);
    }

    @Test
    void a_deadline_that_passed_without_power_alarms_now_and_says_how_late_it_is() {
        var story = Story.usual().armedAway().opens("front-door").after(10).powerCut(620);
        assertThat(story.is()).isEqualTo(TRIGGERED);
        assertThat(story.said(Note.Alarm.class))
                .singleElement()
                .satisfies(it -> assertThat(it.late()).contains(Duration.ofMinutes(10)));
        assertThat(story.after(299).is()).as("the siren has its full time").isEqualTo(TRIGGERED);
    }

    @Test
    void a_restart_of_an_armed_house_alarms_nobody() {
        var story = Story.usual().armedAway().powerCut(3600);
        assertThat(story.is()).isEqualTo(ARMED_AWAY);
        assertThat(story.said())
                .containsExactly(new Note.ResumedIn(ARMED_AWAY, Duration.ofHours(1)));
    }

    @Test
    void tampering_alarms_in_a_disarmed_house_too_which_then_is_disarmed_again() {
        var story = Story.usual().opens("siren-box");
        assertThat(story.is()).isEqualTo(TRIGGERED);
        assertThat(story.closes("siren-box").after(300).is()).isEqualTo(DISARMED);
    }

    @Test
    void a_window_opened_while_leaving_aborts_nothing_and_is_told() {
        var story = Story.usual().arms(Mode.AWAY).opens("front-door").closes("front-door");
        story.opens("window").closes("window").after(60);
        assertThat(story.is()).isEqualTo(ARMED_AWAY);
        assertThat(story.said(Note.NearMiss.class))
                .singleElement()
                .satisfies(it -> assertThat(it.why()).isEqualTo(Note.Why.LEAVING));
    }

    @Test
    void a_sensor_in_the_hall_does_not_alarm_who_comes_in_by_the_door() {
        var story = Story.usual().armedAway().opens("front-door").opens("hall");
        assertThat(story.is()).isEqualTo(PENDING);
        assertThat(story.disarms().is()).isEqualTo(DISARMED);
    }

    @Test
    void the_same_sensor_alarms_at_once_when_nobody_came_in_by_the_door() {
        assertThat(Story.usual().armedAway().opens("hall").is()).isEqualTo(TRIGGERED);
    }

    @Test
    void at_home_the_inside_is_not_watched_and_the_shell_is() {
        assertThat(Story.usual().armed(Mode.HOME).opens("hall").is()).isEqualTo(ARMED_HOME);
        assertThat(Story.usual().armed(Mode.HOME).opens("window").is()).isEqualTo(TRIGGERED);
    }

    @Test
    void a_zone_left_out_by_hand_is_left_out_for_one_arming() {
        var story = Story.usual().opens("window").leavesOutByHand("window").armedAway();
        assertThat(story.is()).isEqualTo(ARMED_AWAY);
        story.closes("window").opens("window");
        assertThat(story.is()).isEqualTo(ARMED_AWAY);
        story.closes("window").disarms().armedAway().opens("window");
        assertThat(story.is()).isEqualTo(TRIGGERED);
    }

    @Test
    void smoke_cannot_be_left_out() {
        var story = Story.usual().leavesOutByHand("smoke");
        assertThat(story.said()).containsExactly(new Note.NoBypass(new ZoneId("smoke"), "anna"));
        assertThat(story.opens("smoke").is()).isEqualTo(TRIGGERED);
    }

    @Test
    void smoke_while_somebody_comes_in_keeps_the_time_to_disarm() {
        var story = Story.usual().armedAway().opens("front-door").after(10).opens("smoke");
        assertThat(story.is()).isEqualTo(TRIGGERED);
        story.after(20);
        assertThat(story.said(Note.AlarmAlso.class))
                .singleElement()
                .satisfies(
                        it -> assertThat(it.cause().how()).isEqualTo(Cause.How.ENTRY_NOT_DISARMED));
    }

    @Test
    void who_comes_home_to_a_smoke_alarm_is_no_burglar() {
        var story = Story.usual().armedAway().opens("smoke").opens("front-door").opens("hall");
        assertThat(story.said(Note.AlarmAlso.class)).isEmpty();
        assertThat(story.after(20).disarms().is()).isEqualTo(DISARMED);
    }

    @Test
    void in_an_alarm_nobody_can_arm_or_rearm() {
        var story = Story.usual().armedAway().opens("window").forgets().arms(Mode.HOME);
        assertThat(story.said()).containsExactly(new Note.NotNow(TRIGGERED, "anna"));
        assertThat(story.is()).isEqualTo(TRIGGERED);
    }

    @Test
    void disarmed_under_threat_looks_as_always_and_one_note_more_is_for_the_owner() {
        var usual = Story.usual().armedAway().opens("front-door").disarms();
        var story = Story.usual().armedAway().opens("front-door");
        story.tell(new Fact.DisarmAsked("anna", true));
        assertThat(story.state()).isEqualTo(usual.state());
        assertThat(story.said())
                .contains(new Note.Duress("anna"))
                .filteredOn(it -> !(it instanceof Note.Duress))
                .isEqualTo(usual.said());
    }

    @Test
    void a_door_with_a_chime_chimes_while_disarmed_only() {
        var chiming =
                new Zone(
                        new ZoneId("shop"),
                        ZoneKind.ENTRY_EXIT,
                        Set.of(Mode.AWAY),
                        Map.of(),
                        false,
                        true,
                        Optional.empty());
        var story = Story.with(PanelRules.USUAL, chiming).opens("shop").closes("shop");
        assertThat(story.said()).containsExactly(new Note.Chimed(new ZoneId("shop")));
    }
}
