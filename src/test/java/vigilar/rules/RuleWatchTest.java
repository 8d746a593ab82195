package vigilar.rules;

import static org.assertj.core.api.Assertions.assertThat;

import static vigilar.rules.RuleStory.rule;

import org.junit.jupiter.api.Test;

import vigilar.arming.ArmState;
import vigilar.event.EventType;
import vigilar.event.Severity;
import vigilar.event.SourceId;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

class RuleWatchTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private static Condition type(String type) {
        return new Condition.OfType(Set.of(new EventType(type)));
    }

    private static Condition from(String source) {
        return new Condition.From(Set.of(new SourceId(source)));
    }

    @Test
    void a_rule_goes_by_what_is_said_by_whom_how_grave_and_where() {
        var story =
                new RuleStory(
                        rule("type", type("MOTION_START")),
                        rule("source", from("door")),
                        rule("grave", new Condition.AtLeast(Severity.ALERT)),
                        rule("area", new Condition.InArea(Set.of("garden", "cellar"))));
        assertThat(story.says("door", "MOTION_START").fired()).containsExactly("type", "source");
        assertThat(story.says("x", "SMOKE").fired()).containsExactly("grave");
        assertThat(story.says("cam-garden", "NOISE").fired()).containsExactly("area");
        assertThat(story.says("y", "NOISE", "{\"area\":\"Cellar\"}").fired())
                .containsExactly("area");
    }

    @Test
    void conditions_are_combined_by_all_any_and_not() {
        var story =
                new RuleStory(
                        rule("all", new Condition.All(List.of(type("A"), from("x")))),
                        rule("any", new Condition.Any(List.of(type("A"), from("x")))),
                        rule("not", new Condition.Not(type("A"))));
        assertThat(story.says("x", "A").fired()).containsExactly("all", "any");
        assertThat(story.says("y", "A").fired()).containsExactly("any");
        assertThat(story.says("y", "B").fired()).containsExactly("not");
    }

    @Test
    void a_rule_goes_by_how_the_alarm_stood_before() {
        var story =
                new RuleStory(rule("away", new Condition.Armed(EnumSet.of(ArmState.ARMED_AWAY))));
        assertThat(story.says("door", "CONTACT_OPEN").fired()).isEmpty();
        assertThat(story.panel("ARMED", "ARMED_AWAY", "").fired()).isEmpty();
        assertThat(story.says("door", "CONTACT_OPEN").fired()).containsExactly("away");
        assertThat(story.after(MINUTE).panel("DISARMED", "DISARMED", "").fired())
                .as("it was armed until then")
                .containsExactly("away");
        assertThat(story.after(MINUTE).says("door", "CONTACT_OPEN").fired()).isEmpty();
    }

    @Test
    void a_device_that_calls_itself_the_panel_is_not_believed() {
        var story =
                new RuleStory(rule("away", new Condition.Armed(EnumSet.of(ArmState.ARMED_AWAY))));
        story.says("panel", "ARMED", "{\"arm_state\":\"ARMED_AWAY\"}");
        assertThat(story.says("door", "CONTACT_OPEN").fired()).isEmpty();
    }

    @Test
    void a_time_over_midnight_belongs_to_the_day_on_which_it_began() {
        var night =
                new Condition.During(
                        EnumSet.of(DayOfWeek.FRIDAY), LocalTime.of(22, 0), LocalTime.of(6, 0));
        var story = new RuleStory(rule("friday-night", night));
        assertThat(story.at("2026-11-27T05:00:00Z").says("x", "A").fired())
                .as("Friday morning is Thursday's night")
                .isEmpty();
        assertThat(story.at("2026-11-27T21:59:59Z").says("x", "A").fired()).isEmpty();
        assertThat(story.at("2026-11-27T22:00:00Z").says("x", "A").fired()).hasSize(1);
        assertThat(story.at("2026-11-28T05:59:59Z").says("x", "A").fired()).hasSize(1);
        assertThat(story.at("2026-11-28T06:00:00Z").says("x", "A").fired()).isEmpty();
        assertThat(story.at("2026-11-28T23:00:00Z").says("x", "A").fired()).isEmpty();
    }

    @Test
    void a_rule_goes_by_who_is_at_home() {
        var story =
                new RuleStory(
                        rule("nobody", new Condition.Presence(Condition.Who.NOBODY)),
                        rule("somebody", new Condition.Presence(Condition.Who.SOMEBODY)),
                        rule("ann", new Condition.AtHome(Set.of(new SourceId("ann")))));
        assertThat(story.says("x", "A").fired()).as("nobody was ever told of").isEmpty();
        assertThat(story.says("ann", "ARRIVED").fired()).containsExactly("somebody", "ann");
        story.says("bob", "ARRIVED").says("ann", "LEFT").fired();
        assertThat(story.after(MINUTE).says("x", "A").fired()).containsExactly("somebody");
        assertThat(story.after(MINUTE).says("bob", "LEFT").fired())
                .as("who has just left is away")
                .containsExactly("nobody");
    }

    @Test
    void so_many_times_within_a_time_set_it_off_and_fewer_or_slower_do_not() {
        var thrice = new Condition.Times(3, MINUTE, type("MOTION_START"));
        var story = new RuleStory(rule("thrice", thrice));
        story.says("a", "MOTION_START").after(MINUTE).says("b", "MOTION_START");
        assertThat(story.after(Duration.ofSeconds(1)).says("c", "MOTION_START").fired()).isEmpty();
        assertThat(story.after(Duration.ofSeconds(1)).says("c", "OTHER").fired()).isEmpty();
        assertThat(story.after(Duration.ofSeconds(57)).says("c", "MOTION_START").fired())
                .containsExactly("thrice");
    }

    @Test
    void what_counts_sees_all_whatever_else_is_asked_for() {
        var whenArmed =
                new Condition.All(
                        List.of(
                                new Condition.Armed(EnumSet.of(ArmState.ARMED_AWAY)),
                                new Condition.Times(2, MINUTE, type("MOTION_START"))));
        var story = new RuleStory(rule("twice", whenArmed));
        story.says("a", "MOTION_START").panel("ARMED", "ARMED_AWAY", "");
        assertThat(story.says("a", "MOTION_START").fired()).containsExactly("twice");
    }

    @Test
    void one_incident_sets_it_off_once_until_its_cooldown_is_over() {
        var story = new RuleStory(rule("calm", type("MOTION_START"), MINUTE));
        assertThat(story.says("garden", "MOTION_START").fired()).hasSize(1);
        assertThat(story.after(Duration.ofSeconds(59)).says("garden", "MOTION_START").fired())
                .isEmpty();
        assertThat(story.says("cellar", "MOTION_START").fired())
                .as("another device is another incident")
                .hasSize(1);
        assertThat(story.after(Duration.ofSeconds(1)).says("garden", "MOTION_START").fired())
                .hasSize(1);
    }

    @Test
    void two_zones_in_alarm_are_two_incidents() {
        var story = new RuleStory(rule("alarm", type("ALARM"), MINUTE));
        assertThat(story.panel("ALARM", "TRIGGERED", "window").fired()).hasSize(1);
        assertThat(story.panel("ALARM", "TRIGGERED", "window").fired()).isEmpty();
        assertThat(story.panel("ALARM", "TRIGGERED", "smoke").fired()).hasSize(1);
    }

    @Test
    void once_somebody_disarmed_the_next_alarm_of_the_same_door_is_another_one() {
        var story = new RuleStory(rule("alarm", type("ALARM"), Duration.ofHours(1)));
        assertThat(story.panel("ALARM", "TRIGGERED", "door").fired()).hasSize(1);
        story.after(MINUTE).panel("DISARMED", "DISARMED", "").panel("ARMED", "ARMED_AWAY", "");
        assertThat(story.after(MINUTE).panel("ALARM", "TRIGGERED", "door").fired()).hasSize(1);
    }

    @Test
    void what_the_panel_says_of_different_things_is_no_repetition() {
        var both = new Condition.OfType(Set.of(new EventType("ARMED"), new EventType("DISARMED")));
        var story = new RuleStory(rule("both", both, Duration.ofHours(1)));
        assertThat(story.panel("ARMED", "ARMED_AWAY", "").fired()).hasSize(1);
        assertThat(story.after(MINUTE).panel("DISARMED", "DISARMED", "").fired()).hasSize(1);
    }

    @Test
    void a_clock_that_was_set_back_lets_no_rule_sleep_for_years() {
        var story = new RuleStory(rule("calm", type("A"), MINUTE));
        story.at("2040-01-01T00:00:00Z").says("x", "A").fired();
        assertThat(story.at("2026-11-26T12:00:00Z").says("x", "A").fired()).hasSize(1);
    }

    @Test
    void what_is_only_repeated_sets_off_nothing_and_is_not_counted() {
        var story =
                new RuleStory(
                        rule("any", type("A")),
                        rule("twice", new Condition.Times(2, MINUTE, type("A"))));
        story.says("x", "A", "{\"provenance\":\"replayed\"}");
        assertThat(story.fired()).isEmpty();
        assertThat(story.says("x", "A").fired()).containsExactly("any");
    }

    @Test
    void ever_new_devices_set_off_a_rule_thirty_times_a_minute_and_then_it_is_told_once() {
        var story = new RuleStory(rule("flood", type("A")));
        for (int i = 0; i < 100; i++) {
            story.says("x" + i, "A");
        }
        var fired = story.fired();
        assertThat(fired).hasSize(31);
        assertThat(fired.getLast()).isEqualTo("held flood");
        assertThat(story.after(MINUTE).says("x1", "A").fired()).containsExactly("flood");
    }
}
