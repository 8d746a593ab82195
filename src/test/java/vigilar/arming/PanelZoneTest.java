package vigilar.arming;

import static org.assertj.core.api.Assertions.assertThat;

import static vigilar.arming.ArmState.ARMED_AWAY;
import static vigilar.arming.ArmState.DISARMED;
import static vigilar.arming.ArmState.PENDING;
import static vigilar.arming.ArmState.TRIGGERED;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// What the panel keeps of one zone: whether it stands open, how often it has alarmed, whether it
/// is left out, and what it says of a zone that opens and is no alarm.
class PanelZoneTest {
    private static final ZoneId WINDOW = new ZoneId("window");
    private static final ZoneId BOX = new ZoneId("siren-box");
    private static final ZoneId OTHERS = new ZoneId("other-devices.tamper");

    private static Story twiceInOneAlarm(Story story) {
        return story.opens("hall").closes("hall").after(20).opens("hall").closes("hall").after(280);
    }

    @Test
    void who_walks_past_a_sensor_twice_in_one_alarm_does_not_blind_it_for_the_next() {
        var story = twiceInOneAlarm(Story.usual().armedAway());
        assertThat(story.is()).isEqualTo(ARMED_AWAY);
        assertThat(story.opens("hall").is()).isEqualTo(TRIGGERED);
    }

    @Test
    void a_sensor_is_left_out_after_two_alarms_however_often_it_saw_somebody_in_the_first() {
        var story = twiceInOneAlarm(twiceInOneAlarm(Story.usual().armedAway()));
        assertThat(story.state().zone(new ZoneId("hall")).bypass()).contains(Bypass.SHUT_DOWN);
        assertThat(story.opens("hall").is()).isEqualTo(ARMED_AWAY);
    }

    @Test
    void whoever_walks_through_a_house_in_alarm_is_written_down_once_a_minute() {
        var story = Story.usual().armedAway().opens("hall").closes("hall").forgets();
        for (int i = 0; i < 100; i++) {
            story.after(1).opens("hall").closes("hall");
        }
        assertThat(story.said(Note.AlarmAlso.class)).hasSize(1);
        assertThat(story.is()).isEqualTo(TRIGGERED);
    }

    @Test
    void a_sensor_gone_mad_beside_a_fire_that_goes_on_sounds_the_siren_twice() {
        var story = Story.usual().armedAway().opens("smoke").after(300).forgets();
        for (int i = 0; i < 10; i++) {
            story.opens("hall").closes("hall").after(300);
        }
        assertThat(story.said(Note.Alarm.class)).hasSize(2);
    }

    @Test
    void a_break_in_after_fifty_leaks_is_told_all_the_same() {
        var zones = new ArrayList<Zone>(List.of(Story.zones()));
        IntStream.range(0, Turn.MOST_CAUSES)
                .forEach(it -> zones.add(Zone.of("pipe" + it, ZoneKind.ALWAYS, Story.ALL)));
        var story = Story.with(PanelRules.USUAL, zones.toArray(Zone[]::new)).armedAway();
        IntStream.range(0, Turn.MOST_CAUSES).forEach(it -> story.opens("pipe" + it));
        story.opens("window").opens("smoke").after(30);
        assertThat(story.said(Note.Reported.class))
                .extracting(it -> it.cause().zone().value())
                .containsExactlyInAnyOrder("smoke", "pipe0", "window");
    }

    private static Fact blow() {
        return new Fact.Felt(WINDOW, 7);
    }

    @Test
    void a_blow_at_an_open_window_does_not_close_it_and_nobody_arms_over_it_unnoticed() {
        var story = Story.usual().opens("window").tell(blow());
        assertThat(story.blockers(Mode.AWAY)).containsExactly(new Blocker(WINDOW, true, Set.of()));
        assertThat(story.arms(Mode.AWAY).is()).isEqualTo(DISARMED);
    }

    @Test
    void a_window_opened_and_knocked_at_while_somebody_leaves_is_an_exit_error() {
        var story = Story.usual().arms(Mode.AWAY).opens("front-door").closes("front-door");
        story.opens("window").tell(blow()).after(60);
        assertThat(story.is()).isEqualTo(PENDING);
        assertThat(story.said()).contains(new Note.ExitError(WINDOW));
    }

    @Test
    void a_window_knocked_at_in_its_alarm_is_still_open_when_that_ends() {
        var usual = PanelRules.USUAL;
        var patient =
                new PanelRules(
                        usual.exitDelays(),
                        usual.entryDelays(),
                        usual.abortWindow(),
                        usual.siren(),
                        PanelRules.MOST_TRIPS,
                        true,
                        false);
        var story = Story.with(patient, Story.zones()).armedAway();
        story.opens("window").tell(blow()).after(300);
        assertThat(story.state().zone(WINDOW).bypass()).contains(Bypass.AFTER_ALARM);
    }

    @Test
    void tampering_in_a_disarmed_house_does_not_count_once_it_is_armed() {
        var story = Story.usual().opens("siren-box").closes("siren-box").after(300);
        assertThat(story.is()).isEqualTo(DISARMED);
        story.armedAway().opens("siren-box").closes("siren-box").after(300);
        assertThat(story.state().zone(BOX).bypass()).isEmpty();
        assertThat(story.opens("siren-box").is()).isEqualTo(TRIGGERED);
    }

    @Test
    void a_leak_left_out_by_hand_in_a_house_that_nobody_arms_is_watched_again_after_two_days() {
        var story = Story.usual().leavesOutByHand("siren-box").after(48 * 3600 - 1);
        assertThat(story.opens("siren-box").closes("siren-box").is()).isEqualTo(DISARMED);
        story.after(1);
        assertThat(story.said()).contains(new Note.BypassEnded(BOX, Bypass.BY_HAND, ""));
        assertThat(story.opens("siren-box").is()).isEqualTo(TRIGGERED);
    }

    @Test
    void a_leak_left_out_by_hand_is_left_out_of_one_arming_however_long_that_is() {
        var story = Story.usual().leavesOutByHand("siren-box").after(3600).armedAway();
        story.after(14 * 24 * 3600);
        assertThat(story.opens("siren-box").is()).isEqualTo(ARMED_AWAY);
        story.closes("siren-box").disarms();
        assertThat(story.opens("siren-box").is()).isEqualTo(TRIGGERED);
    }

    private static Story withAGroup() {
        var group = new CrossZoning("cellar", 2, Duration.ofSeconds(60));
        var door =
                new Zone(
                        new ZoneId("cellar-door"),
                        ZoneKind.ENTRY_EXIT,
                        Set.of(Mode.values()),
                        Map.of(),
                        false,
                        false,
                        Optional.of(group));
        return Story.with(
                PanelRules.USUAL,
                door,
                Story.grouped("cellar", group),
                Zone.of("smoke", ZoneKind.LIFE_SAFETY, Story.ALL));
    }

    @Test
    void who_comes_home_by_a_door_of_a_group_has_time_to_disarm_beside_smoke_too() {
        var armed =
                withAGroup().arms(Mode.AWAY).opens("cellar-door").closes("cellar-door").after(60);
        assertThat(armed.opens("cellar-door").is()).isEqualTo(ArmState.PENDING);
        assertThat(armed.after(30).is()).isEqualTo(ArmState.TRIGGERED);
        var smoke = withAGroup().arms(Mode.AWAY).opens("cellar-door").closes("cellar-door");
        smoke.after(60).opens("smoke").closes("smoke").forgets().opens("cellar-door");
        assertThat(smoke.said(Note.EntryBegan.class)).hasSize(1);
        assertThat(smoke.said(Note.NearMiss.class)).isEmpty();
    }

    @Test
    void behind_the_door_of_a_group_the_others_of_it_wait_for_the_disarming_too() {
        var story =
                withAGroup().arms(Mode.AWAY).opens("cellar-door").closes("cellar-door").after(60);
        story.opens("cellar-door").after(5).opens("cellar");
        assertThat(story.is()).isEqualTo(ArmState.PENDING);
    }

    @Test
    void a_sensor_gone_mad_in_a_zone_left_out_is_told_ten_times_a_minute() {
        var story = Story.usual().leavesOutByHand("window").armedAway();
        for (int i = 0; i < 200; i++) {
            story.opens("window").closes("window");
        }
        assertThat(story.said(Note.NearMiss.class)).hasSize(10);
        story.after(60).opens("window");
        assertThat(story.said(Note.NearMiss.class)).hasSize(11);
    }

    @Test
    void what_opened_while_leaving_is_told_again_once_the_house_is_armed() {
        var story = Story.usual().leavesOutByHand("window").arms(Mode.AWAY);
        story.opens("front-door").closes("front-door").after(50);
        story.opens("window").closes("window").after(15).opens("window");
        assertThat(story.said(Note.NearMiss.class)).hasSize(2);
    }

    private static Story withMoreDevicesThanAHouseHas() {
        return Story.with(
                PanelRules.USUAL,
                Zone.of("front-door", ZoneKind.ENTRY_EXIT, Story.ALL),
                Zone.of(OTHERS.value(), ZoneKind.ALWAYS, Story.ALL));
    }

    @Test
    void what_many_devices_share_alarms_however_often_one_of_them_has_in_an_armed_house() {
        var story = withMoreDevicesThanAHouseHas().armedAway();
        for (int i = 0; i < 3; i++) {
            story.tell(new Fact.Felt(OTHERS, 7));
            assertThat(story.is()).isEqualTo(TRIGGERED);
            story.after(300);
        }
        assertThat(story.said(Note.Alarm.class)).hasSize(3);
        assertThat(story.said(Note.BypassedZone.class)).isEmpty();
    }

    @Test
    void what_many_devices_share_is_not_left_out_by_hand_and_taken_in_where_it_was() {
        var story = withMoreDevicesThanAHouseHas().leavesOutByHand(OTHERS.value());
        assertThat(story.said()).contains(new Note.NoBypass(OTHERS, "anna"));
        assertThat(story.state().zone(OTHERS).bypass()).isEmpty();
        var before = PanelState.disarmed(Story.EVENING);
        before =
                before.with(OTHERS, before.zone(OTHERS).bypassed(Bypass.BY_HAND, Optional.empty()));
        var house =
                new ZonePlan(Set.of(Zone.of(OTHERS.value(), ZoneKind.ALWAYS)), PanelRules.USUAL);
        var step =
                new Panel(house)
                        .step(before, new Fact.BypassAsked(OTHERS, false, "anna"), Story.EVENING);
        assertThat(step.state().zone(OTHERS).bypass()).isEmpty();
    }
}
