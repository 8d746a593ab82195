package vigilar.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import vigilar.arming.ArmState;
import vigilar.arming.Blocker;
import vigilar.arming.Mode;
import vigilar.arming.PanelOutcome;
import vigilar.event.EventId;
import vigilar.event.EventType;
import vigilar.journal.SqlCursor;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What events come to, once, whenever the rules begin anew.
class RuleKeeperTest extends RunningRules {
    @Test
    void what_happened_before_there_were_rules_sets_off_none() throws Exception {
        happens("garden", "MOTION_START");
        run(rule("MOTION_START", say()));
        assertThat(said("RULE_FIRED")).isEmpty();
        happens("garden", "MOTION_START");
        assertThat(said("RULE_FIRED"))
                .containsExactly(
                        "rule on-motion_start: MOTION_START from garden; light/set is said");
        assertThat(due()).containsExactly("light/set ON");
    }

    private static Action toOwners() {
        return new Action.Alert(new Action.Audience.Owners(), Action.Urgency.HIGH, "Look there");
    }

    @Test
    void a_rule_for_some_people_says_openly_that_one_acted_and_nothing_else() throws Exception {
        run(rule("MOTION_START", toOwners(), say()));
        happens("garden", "MOTION_START");
        assertThat(said("RULE_FIRED"))
                .containsExactly("a rule acted; what it is about is told to some people only");
        assertThat(due()).as("nothing on system/alert").containsExactly("light/set ON");
        var event =
                all().stream()
                        .filter(it -> it.type().equals(RuleSaid.FIRED))
                        .findFirst()
                        .orElseThrow();
        assertThat(event.payload().json()).isEqualTo("{\"rule\":\"for-some\",\"whisper\":1}");
        var desk = new RuleDesk(journal, database, _ -> book, clock);
        assertThat(desk.whisper(event, "bob", false)).isEmpty();
        assertThat(desk.whisper(event, "ann", true))
                .contains(
                        "rule on-motion_start: MOTION_START from garden; the owners are told;"
                                + " light/set is said");
    }

    @Test
    void nor_does_one_that_is_held_back_or_too_late_name_what_set_it_off() throws Exception {
        run(rule("MOTION_START", toOwners(), say()));
        for (int n = 0; n <= RuleWatch.MOST_A_MINUTE; n++) {
            happens("device-" + n, "MOTION_START");
        }
        said("RULE_FIRED");
        stop();
        happens("garden", "MOTION_START");
        pass(Errands.COMMANDS_HOLD.plusSeconds(1));
        run(rule("MOTION_START", toOwners(), say()));
        assertThat(said("RULE_NOT_DONE"))
                .containsExactly(
                        "rule for-some: set off more than 30 times within a minute; it goes on in a"
                                + " minute",
                        "rule for-some: what set it off was too long ago for its commands, which"
                                + " are left out");
        assertThat(all().toString()).doesNotContain("on-motion_start");
    }

    @Test
    void what_happened_while_the_rules_did_not_run_is_judged_once_afterwards() throws Exception {
        run(rule("MOTION_START", say()));
        said("RULE_FIRED");
        stop();
        happens("garden", "MOTION_START");
        run(rule("MOTION_START", say()));
        assertThat(said("RULE_FIRED")).hasSize(1);
        run(rule("MOTION_START", say()));
        assertThat(said("RULE_FIRED")).as("and not again").hasSize(1);
    }

    @Test
    void a_command_that_comes_too_late_is_left_out_and_it_is_said() throws Exception {
        run(rule("MOTION_START", say()));
        said("RULE_FIRED");
        stop();
        happens("garden", "MOTION_START");
        pass(Errands.COMMANDS_HOLD.plusSeconds(1));
        run(rule("MOTION_START", say()));
        assertThat(said("RULE_FIRED")).hasSize(1);
        assertThat(said("RULE_NOT_DONE")).singleElement().asString().contains("too long ago");
        assertThat(due()).isEmpty();
    }

    @Test
    void a_cooldown_goes_on_over_a_restart() throws Exception {
        run(rule("MOTION_START", say()));
        happens("garden", "MOTION_START");
        assertThat(said("RULE_FIRED")).hasSize(1);
        run(rule("MOTION_START", say()));
        happens("garden", "MOTION_START");
        assertThat(said("RULE_FIRED")).hasSize(1);
        pass(Duration.ofMinutes(6));
        happens("garden", "MOTION_START");
        assertThat(said("RULE_FIRED")).hasSize(2);
    }

    @Test
    void what_was_counted_and_how_the_house_stood_is_known_again_after_a_restart()
            throws Exception {
        var twice =
                new Rule(
                        new RuleName("twice"),
                        new Condition.All(
                                List.of(
                                        new Condition.Times(
                                                2,
                                                Duration.ofMinutes(5),
                                                new Condition.OfType(
                                                        Set.of(new EventType("MOTION_START")))),
                                        new Condition.Armed(Set.of(ArmState.ARMED_AWAY)),
                                        new Condition.Presence(Condition.Who.NOBODY))),
                        Duration.ofMinutes(5),
                        List.of(say()));
        run(twice);
        happens("ann", "LEFT");
        happens("panel", "ARMED", "{\"arm_state\":\"ARMED_AWAY\"}", "");
        happens("garden", "MOTION_START");
        assertThat(said("RULE_FIRED")).isEmpty();
        run(twice);
        happens("cellar", "MOTION_START");
        assertThat(said("RULE_FIRED")).hasSize(1);
    }

    @Test
    void a_device_that_is_called_panel_does_not_hide_how_the_house_stands() throws Exception {
        var away =
                new Rule(
                        new RuleName("away"),
                        new Condition.All(
                                List.of(
                                        new Condition.OfType(Set.of(new EventType("MOTION_START"))),
                                        new Condition.Armed(Set.of(ArmState.ARMED_AWAY)))),
                        Duration.ofMinutes(5),
                        List.of(say()));
        run(away);
        happens("panel", "ARMED", "{\"arm_state\":\"ARMED_AWAY\"}", "");
        happens("panel", "BATTERY_LOW");
        said("RULE_FIRED");
        run(away);
        happens("garden", "MOTION_START");
        assertThat(said("RULE_FIRED")).hasSize(1);
    }

    @Test
    void a_time_that_a_wrong_clock_left_behind_does_not_hide_what_was_counted() throws Exception {
        var twice =
                new Rule(
                        new RuleName("twice"),
                        new Condition.Times(
                                2,
                                Duration.ofMinutes(5),
                                new Condition.OfType(Set.of(new EventType("MOTION_START")))),
                        Duration.ofMinutes(5),
                        List.of(say()));
        run(twice);
        var right = now.get();
        now.set(Instant.parse("2031-01-01T00:00:00Z"));
        happens("x", "SMOKE");
        now.set(right);
        happens("y", "SMOKE");
        happens("garden", "MOTION_START");
        said("RULE_FIRED");
        run(twice);
        happens("garden", "MOTION_START");
        assertThat(said("RULE_FIRED")).hasSize(1);
    }

    @Test
    void an_alarm_after_somebody_disarmed_is_another_one_also_after_a_restart() throws Exception {
        run(rule("ALARM", say()));
        happens("panel", "ALARM", "{\"zone\":\"a\",\"arm_state\":\"TRIGGERED\"}", "");
        pass(Duration.ofSeconds(5));
        disarms();
        assertThat(said("RULE_FIRED")).hasSize(1);
        run(rule("ALARM", say()));
        happens("panel", "ALARM", "{\"zone\":\"a\",\"arm_state\":\"TRIGGERED\"}", "");
        assertThat(said("RULE_FIRED")).hasSize(2);
    }

    @Test
    void what_the_broker_did_not_take_in_time_is_given_up_and_told() throws Exception {
        run(rule("MOTION_START", say()));
        happens("garden", "MOTION_START");
        said("RULE_FIRED");
        var errands = errands();
        errands.giveUpLate("the broker is away");
        assertThat(due()).hasSize(1);
        pass(Errands.COMMANDS_HOLD);
        errands.giveUpLate("the broker is away");
        assertThat(due()).isEmpty();
        assertThat(said("RULE_NOT_DONE"))
                .containsExactly(
                        "rule on-motion_start: 1 of its messages could not be said in time (the"
                                + " broker is away)");
    }

    @Test
    void a_rule_asks_the_panel_to_arm_in_its_own_name() throws Exception {
        run(rule("LEFT", new Action.Arm(Mode.AWAY)));
        happens("ann", "LEFT");
        said("RULE_FIRED");
        assertThat(
                        database.<String>read(
                                it ->
                                        it.createQuery("SELECT request FROM panel_request")
                                                .mapTo(String.class)
                                                .one()))
                .contains("\"ask\":\"rule_arm\"", "\"mode\":\"AWAY\"", "\"by\":\"rule on-left\"");
    }

    @Test
    void that_the_panel_did_not_hear_a_rule_in_time_is_said_once() throws Exception {
        run(rule("LEFT", new Action.Arm(Mode.AWAY)));
        happens("ann", "LEFT");
        said("RULE_FIRED");
        errands().giveUpLate("no broker");
        assertThat(said("RULE_NOT_DONE")).as("it may still answer").isEmpty();
        pass(Duration.ofSeconds(12));
        assertThat(errands().due()).as("nothing of that is for the bus").isEmpty();
        errands().giveUpLate("no broker");
        errands().giveUpLate("no broker");
        assertThat(said("RULE_NOT_DONE"))
                .containsExactly(
                        "rule on-left: the house was not armed, since the panel did not answer in"
                                + " time");
    }

    @Test
    void what_the_panel_did_or_refused_for_a_rule_it_says_itself() throws Exception {
        run(rule("LEFT", new Action.Arm(Mode.AWAY)));
        var window = new Blocker(new vigilar.arming.ZoneId("window"), true, Set.of());
        for (var answer :
                List.of(
                        new PanelOutcome(true, ArmState.ARMING, List.of(), ""),
                        new PanelOutcome(false, ArmState.DISARMED, List.of(window), "not ready"),
                        new PanelOutcome(false, ArmState.ARMED_HOME, List.of(), "disarm first"))) {
            happens("ann", "LEFT");
            said("RULE_FIRED");
            pass(Duration.ofMinutes(10));
            panelSays = Optional.of(answer);
            errands().giveUpLate("no broker");
        }
        assertThat(said("RULE_FIRED")).hasSize(3);
        assertThat(said("RULE_NOT_DONE")).isEmpty();
    }

    @Test
    void rules_that_somebody_changes_hold_from_then_on_without_a_restart() throws Exception {
        run(rule("MOTION_START", say()));
        happens("garden", "SMOKE");
        said("RULE_FIRED");
        book =
                new RuleBook(
                        List.of(rule("SMOKE", say())),
                        List.of(new RuleBook.Remark("line 9, column 1", "found 'bob'")));
        new RuleDesk(journal, database, _ -> book, clock).write("others", "ann");
        happens("cellar", "SMOKE");
        assertThat(said("RULE_FIRED")).hasSize(1);
        assertThat(said("RULES_CHANGED").getLast())
                .isEqualTo("1 rules run; not all, see line 9, column 1");
    }

    @Test
    void who_is_kept_out_or_let_in_changes_what_the_rules_come_to_without_a_restart()
            throws Exception {
        run(rule("MOTION_START", say()));
        book = new RuleBook(List.of(rule("SMOKE", say())), List.of());
        happens("access", "PERSON_CHANGED", "{\"person\":\"bob\"}", "");
        happens("cellar", "SMOKE");
        assertThat(said("RULE_FIRED")).hasSize(1);
    }

    @Test
    void of_two_processes_that_run_the_rules_the_slower_one_does_nothing() {
        var cursor = new SqlCursor(database, "someone");
        cursor.begin(EventId.BEFORE_ALL);
        happens("garden", "MOTION_START");
        var next = journal.head();
        journal.append(List.of(), rows -> cursor.move(rows, EventId.BEFORE_ALL, next)).join();
        assertThatThrownBy(
                        () ->
                                Written.now(
                                        journal.append(
                                                List.of(),
                                                rows ->
                                                        cursor.move(
                                                                rows, EventId.BEFORE_ALL, next))))
                .isInstanceOf(SqlCursor.Overtaken.class);
    }
}
