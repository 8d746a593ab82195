package vigilar.arming;

import static org.assertj.core.api.Assertions.assertThat;

import static vigilar.arming.ArmState.ARMED_AWAY;
import static vigilar.arming.ArmState.ARMED_HOME;
import static vigilar.arming.ArmState.ARMING;
import static vigilar.arming.ArmState.PENDING;
import static vigilar.arming.ArmState.TRIGGERED;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What becomes of the time to leave: who has left, what stands open at its end, and how long it
/// is.
class PanelLeavingTest {
    private static final ZoneId FRONT = new ZoneId("front-door");
    private static final ZoneId WINDOW = new ZoneId("window");

    private static Zone door(String name, Map<Mode, Duration> entryDelays) {
        return new Zone(
                new ZoneId(name),
                ZoneKind.ENTRY_EXIT,
                Set.of(Mode.values()),
                entryDelays,
                false,
                false,
                Optional.empty());
    }

    @Test
    void a_house_without_a_way_out_is_armed_as_it_was_told() {
        var story =
                Story.with(PanelRules.USUAL, Zone.of("window", ZoneKind.INSTANT, Story.ALL))
                        .arms(Mode.AWAY)
                        .after(60);
        assertThat(story.is()).isEqualTo(ARMED_AWAY);
    }

    @Test
    void a_house_armed_away_in_spite_of_a_lost_door_stays_armed_away() {
        var story = Story.usual().troubled("front-door", Trouble.LOST).armsInSpite(Mode.AWAY);
        assertThat(story.after(60).is()).isEqualTo(ARMED_AWAY);
    }

    @Test
    void a_door_lost_while_somebody_leaves_does_not_make_away_home() {
        var story = Story.usual().arms(Mode.AWAY).troubled("front-door", Trouble.LOST).after(60);
        assertThat(story.is()).isEqualTo(ARMED_AWAY);
    }

    @Test
    void who_leaves_while_the_house_could_not_hear_the_door_has_left() {
        var found = Story.usual().arms(Mode.AWAY).tell(new Fact.Found(FRONT, 7));
        assertThat(found.tell(new Fact.Known(FRONT, false)).after(60).is()).isEqualTo(ARMED_AWAY);
        var shut = Story.usual().tell(new Fact.Known(FRONT, true)).armsInSpite(Mode.AWAY);
        assertThat(shut.tell(new Fact.Known(FRONT, false)).after(60).is()).isEqualTo(ARMED_AWAY);
        var repeated = Story.usual().arms(Mode.AWAY).tell(new Fact.Known(FRONT, false));
        assertThat(repeated.after(60).is()).isEqualTo(ARMED_HOME);
    }

    @Test
    void who_leaves_while_zigbee2mqtt_or_the_link_is_away_has_left_most_likely() {
        var story = Story.usual().arms(Mode.AWAY).tell(new Fact.Unheard());
        assertThat(story.after(60).is()).isEqualTo(ARMED_AWAY);
    }

    @Test
    void a_rule_and_who_is_out_already_need_no_door() {
        var byRule = Story.usual().tell(new Fact.RuleAsked(Mode.AWAY, "the last one left"));
        assertThat(byRule.after(60).is()).isEqualTo(ARMED_AWAY);
        var fromAfar = Story.usual().tell(new Fact.ArmAsked(Mode.AWAY, false, true, "anna"));
        assertThat(fromAfar.after(60).is()).isEqualTo(ARMED_AWAY);
    }

    @Test
    void of_two_doors_one_lost_nobody_knows_whether_somebody_left() {
        var story =
                Story.with(PanelRules.USUAL, door("front-door", Map.of()), door("yard", Map.of()))
                        .leavesOutByHand("yard")
                        .arms(Mode.AWAY)
                        .after(60);
        assertThat(story.is()).isEqualTo(ARMED_AWAY);
    }

    @Test
    void who_walks_out_of_a_door_that_stands_open_leaves_the_house_armed_away() {
        var story = Story.usual().opens("front-door").arms(Mode.AWAY).after(60);
        assertThat(story.is()).isEqualTo(PENDING);
        assertThat(story.state().phase().armedAs()).contains(Mode.AWAY);
    }

    @Test
    void who_may_have_left_while_the_power_was_away_leaves_the_house_armed_away() {
        var story = Story.usual().arms(Mode.AWAY).after(10).powerCut(20).after(30);
        assertThat(story.is()).isEqualTo(ARMED_AWAY);
        assertThat(Story.usual().arms(Mode.AWAY).after(10).powerCut(3600).is())
                .isEqualTo(ARMED_AWAY);
    }

    @Test
    void a_house_in_which_no_device_is_heard_is_armed_by_nobody_who_does_not_insist() {
        var story = Story.usual().tell(new Fact.ArmAsked(Mode.AWAY, false, "anna").whileDeaf());
        assertThat(story.is()).isEqualTo(ArmState.DISARMED);
        assertThat(story.said(Note.NotReady.class)).hasSize(1);
        story.tell(new Fact.ArmAsked(Mode.AWAY, true, "anna").whileDeaf());
        assertThat(story.is()).isEqualTo(ARMING);
        assertThat(story.said(Note.Overridden.class)).hasSize(1);
        assertThat(story.said(Note.BypassedZone.class)).isEmpty();
    }

    private static Story nobodyWasHeardLeaving() {
        var usual = PanelRules.USUAL;
        var rules =
                new PanelRules(
                        usual.exitDelays(),
                        Map.of(Mode.AWAY, Duration.ofSeconds(30), Mode.HOME, Duration.ZERO),
                        usual.abortWindow(),
                        usual.siren(),
                        usual.tripsUntilShutDown(),
                        true,
                        false);
        return Story.with(rules, Story.zones()).arms(Mode.AWAY).after(60);
    }

    @Test
    void who_comes_back_to_an_away_that_became_home_has_the_time_of_away() {
        assertThat(nobodyWasHeardLeaving().opens("front-door").is()).isEqualTo(PENDING);
        var afterAnAlarm = nobodyWasHeardLeaving().opens("window").closes("window").after(300);
        assertThat(afterAnAlarm.opens("front-door").is()).isEqualTo(PENDING);
        var armedAnew = nobodyWasHeardLeaving().disarms().arms(Mode.HOME).opens("front-door");
        assertThat(armedAnew.is()).isEqualTo(TRIGGERED);
        var saidAgain = nobodyWasHeardLeaving().arms(Mode.HOME).opens("front-door");
        assertThat(saidAgain.is()).isEqualTo(PENDING);
        var otherwise = nobodyWasHeardLeaving().arms(Mode.NIGHT).arms(Mode.HOME);
        assertThat(otherwise.opens("front-door").is()).isEqualTo(TRIGGERED);
    }

    @Test
    void who_insists_on_home_with_the_door_open_is_told_before_it_is_an_alarm() {
        var garage =
                new Zone(
                        new ZoneId("garage"),
                        ZoneKind.ENTRY_EXIT,
                        Set.of(Mode.values()),
                        Map.of(Mode.HOME, Duration.ofSeconds(30)),
                        Map.of(),
                        false,
                        false,
                        Optional.empty());
        var story =
                Story.with(PanelRules.USUAL, door("front-door", Map.of()), garage)
                        .troubled("garage", Trouble.LOST)
                        .opens("front-door")
                        .armsInSpite(Mode.HOME);
        assertThat(story.is()).isEqualTo(PENDING);
        assertThat(story.said())
                .contains(new Note.Armed(Mode.HOME, "anna"), new Note.ExitError(FRONT));
    }

    @Test
    void nobody_left_and_the_door_stayed_shut_is_still_home() {
        assertThat(Story.usual().arms(Mode.AWAY).after(60).is()).isEqualTo(ARMED_HOME);
    }

    /// The window comes after the door by its name, and has the usual 30 s.
    @Test
    void of_what_stands_open_at_the_end_the_shortest_time_to_disarm_counts() {
        var slow = door("front-door", Map.of(Mode.AWAY, Duration.ofSeconds(200)));
        var story =
                Story.with(PanelRules.USUAL, slow, Zone.of("window", ZoneKind.INSTANT, Story.ALL))
                        .arms(Mode.AWAY)
                        .opens("front-door")
                        .opens("window")
                        .after(60);
        assertThat(story.said(Note.ExitError.class)).hasSize(2);
        assertThat(story.said(Note.EntryBegan.class))
                .singleElement()
                .satisfies(
                        it -> {
                            assertThat(it.cause().zone()).isEqualTo(WINDOW);
                            assertThat(it.until()).isEqualTo(story.now().plusSeconds(30));
                        });
    }

    @Test
    void of_a_door_and_a_window_with_the_same_time_the_window_counts() {
        var story = Story.usual().arms(Mode.AWAY).opens("front-door").opens("window").after(60);
        assertThat(story.said(Note.EntryBegan.class))
                .singleElement()
                .satisfies(it -> assertThat(it.cause().zone()).isEqualTo(WINDOW));
    }

    /// At home there is none, since nobody comes in there.
    @Test
    void a_house_that_nobody_left_with_a_window_open_gives_the_time_of_away_to_disarm() {
        var usual = PanelRules.USUAL;
        var rules =
                new PanelRules(
                        usual.exitDelays(),
                        Map.of(Mode.AWAY, Duration.ofSeconds(30)),
                        usual.abortWindow(),
                        usual.siren(),
                        usual.tripsUntilShutDown(),
                        true,
                        false);
        var story = Story.with(rules, Story.zones()).arms(Mode.AWAY).opens("window").after(60);
        assertThat(story.is()).isEqualTo(PENDING);
        assertThat(story.state().phase().armedAs()).contains(Mode.HOME);
        assertThat(story.after(29).is()).isEqualTo(PENDING);
        assertThat(story.after(1).is()).isEqualTo(TRIGGERED);
    }

    @Test
    void smoke_while_somebody_leaves_takes_nobody_the_time_to_leave() {
        var story = Story.usual().arms(Mode.AWAY).after(10).opens("smoke").after(10).forgets();
        story.opens("hall").opens("front-door").closes("front-door");
        assertThat(story.said(Note.EntryBegan.class)).isEmpty();
        assertThat(story.said(Note.AlarmAlso.class)).isEmpty();
        story.after(39).forgets().opens("front-door").closes("front-door");
        assertThat(story.said(Note.EntryBegan.class)).isEmpty();
        assertThat(story.said(Note.ExitRestarted.class)).hasSize(1);
        story.closes("smoke").after(300);
        assertThat(story.is()).isEqualTo(ARMED_AWAY);
        assertThat(story.said()).contains(new Note.Armed(Mode.AWAY, ""));
    }

    @Test
    void a_house_that_nobody_left_in_a_smoke_alarm_is_armed_for_home() {
        var story = Story.usual().arms(Mode.AWAY).opens("smoke").closes("smoke").after(60);
        assertThat(story.is()).isEqualTo(TRIGGERED);
        assertThat(story.said()).contains(new Note.StayedHome(), new Note.Armed(Mode.HOME, ""));
        assertThat(story.after(240).is()).isEqualTo(ARMED_HOME);
    }

    @Test
    void a_door_left_open_beside_tampering_gives_time_to_disarm_and_is_an_alarm_then() {
        var story = Story.usual().arms(Mode.AWAY).opens("siren-box").opens("front-door").after(60);
        assertThat(story.said()).contains(new Note.ExitError(FRONT));
        assertThat(story.said(Note.AlarmAlso.class)).isEmpty();
        assertThat(story.after(30).said(Note.AlarmAlso.class)).hasSize(1);
    }

    private static Zone slow(String name, int seconds) {
        return new Zone(
                new ZoneId(name),
                ZoneKind.ENTRY_EXIT,
                Set.of(Mode.values()),
                Map.of(Mode.AWAY, Duration.ofSeconds(seconds)),
                Map.of(),
                false,
                false,
                Optional.empty());
    }

    @Test
    void one_has_the_time_of_the_slowest_way_out_to_leave() {
        var story =
                Story.with(PanelRules.USUAL, door("front-door", Map.of()), slow("garage", 120))
                        .arms(Mode.AWAY);
        assertThat(story.after(119).is()).isEqualTo(ARMING);
        assertThat(story.opens("garage").closes("garage").after(1).is()).isEqualTo(ARMED_AWAY);
    }

    @Test
    void a_way_out_left_out_makes_nobody_wait() {
        var story =
                Story.with(PanelRules.USUAL, door("front-door", Map.of()), slow("garage", 120))
                        .leavesOutByHand("garage")
                        .arms(Mode.AWAY);
        assertThat(story.after(60).is()).isEqualTo(ARMED_AWAY);
    }

    @Test
    void a_house_whose_only_door_is_left_quickly_is_armed_sooner() {
        var story = Story.with(PanelRules.USUAL, slow("front-door", 45)).arms(Mode.AWAY);
        story.opens("front-door").closes("front-door");
        assertThat(story.after(45).is()).isEqualTo(ARMED_AWAY);
    }

    @Test
    void the_door_opened_again_gives_the_time_of_the_slowest_way_out_once_more() {
        var story = Story.with(PanelRules.USUAL, slow("garage", 120)).arms(Mode.AWAY);
        story.opens("garage").closes("garage").after(100).opens("garage").closes("garage");
        assertThat(story.after(119).is()).isEqualTo(ARMING);
        assertThat(story.after(1).is()).isEqualTo(ARMED_AWAY);
    }

    @Test
    void a_siren_shorter_than_the_time_to_leave_ends_and_the_time_goes_on() {
        var usual = PanelRules.USUAL;
        var rules =
                new PanelRules(
                        usual.exitDelays(),
                        usual.entryDelays(),
                        Duration.ZERO,
                        Duration.ofSeconds(20),
                        usual.tripsUntilShutDown(),
                        true,
                        false);
        var story = Story.with(rules, Story.zones()).arms(Mode.AWAY).opens("siren-box").after(20);
        assertThat(story.is()).isEqualTo(ARMING);
        assertThat(story.opens("front-door").closes("front-door").after(40).is())
                .isEqualTo(ARMED_AWAY);
    }
}
