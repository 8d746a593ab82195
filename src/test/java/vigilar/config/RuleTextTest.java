package vigilar.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import vigilar.bus.Prefix;
import vigilar.rules.Action;
import vigilar.rules.RuleBook;
import vigilar.rules.RuleWords;

import java.time.Duration;
import java.util.List;
import java.util.Set;

class RuleTextTest {
    private static final String GOOD =
            """
            [[rule]]
            name = "good"
            when.type = "SMOKE"
            [[rule.then]]
            alert = "everyone"
            """;

    private static RuleBook read(String text) {
        return new RuleText(
                        Prefix.STANDARD,
                        List.of("vigilar/#", "zigbee2mqtt/#"),
                        Set.of("ann", "bob")::contains,
                        "bob"::equals)
                .read(text);
    }

    @Test
    void a_rule_that_tells_somebody_who_is_kept_out_runs_and_it_is_said_that_they_are_not_told() {
        var book = read("\n" + GOOD.replace("everyone", "bob"));
        assertThat(book.complaints()).isEmpty();
        assertThat(book.rules()).hasSize(1);
        assertThat(book.hints())
                .containsExactly("line 2, column 1: good: bob may not sign in, and is not told");
        assertThat(read(GOOD.replace("everyone", "ann")).hints()).isEmpty();
    }

    @Test
    void a_rule_says_in_plain_words_what_somebody_wrote() {
        var book =
                read(
                        """
                        # ours
                        [[rule]]
                        name = "garden-at-night"
                        cooldown = 600
                        [rule.when]
                        severity = "warning"
                        source = ["cam-a", "cam-b"]
                        area = "Garden"
                        arm_state = ["armed_night", "ARMED_AWAY"]
                        time = "22:00-06:00"
                        days = ["fri", "Saturday"]
                        presence = "nobody"
                        any = [{ type = "PERSON_DETECTED" }, { not = { type = ["MOTION_END", "MOTION_START"] } }]

                        [[rule.then]]
                        alert = "owners"
                        urgency = "critical"
                        title = "Somebody is there"
                        [[rule.then]]
                        record = "it"
                        [[rule.then]]
                        publish = "light/garden/set"
                        payload = "ON"
                        [[rule.then]]
                        siren = "zigbee2mqtt/siren/set"
                        on = "{}"
                        off = "off"
                        seconds = 120
                        [[rule.then]]
                        arm = "away"

                        [[rule]]
                        name = "three-times"
                        when = { type = "MOTION_START", times = 3, within = 60 }
                        then = [{ alert = "ann" }]
                        """);
        assertThat(book.complaints()).isEmpty();
        var first = book.rules().getFirst();
        assertThat(RuleWords.when(first))
                .isEqualTo(
                        "at least WARNING, from cam-a or cam-b, in Garden, while armed away or"
                            + " armed night, while nobody is at home, from 22:00 to 06:00 on Fri,"
                            + " Sat, (PERSON_DETECTED or not (MOTION_END or MOTION_START))");
        assertThat(RuleWords.then(first))
                .isEqualTo(
                        "the owners are told; the camera that saw it records for 30 s;"
                                + " light/garden/set is said; the siren at zigbee2mqtt/siren/set"
                                + " sounds for 2 min; the house is armed away");
        assertThat(first.cooldown()).isEqualTo(Duration.ofMinutes(10));
        assertThat(RuleWords.when(book.rules().getLast()))
                .isEqualTo("3 times within 60 s: MOTION_START");
        assertThat(book.rules().getLast().then())
                .isEqualTo(
                        List.of(
                                new Action.Alert(
                                        new Action.Audience.Person("ann"),
                                        Action.Urgency.NORMAL,
                                        "")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "name = \"bad\" when | line 7, column 14",
                "nme = \"bad\"\\n"
                    + "when.type = \"SMOKE\"\\n"
                    + "then = [{ alert = \"owners\" }] | line 7, column 1: rule.nme: unknown key;"
                    + " did you mean name?",
                "name = \"bad one\"\\n"
                    + "when.type = \"SMOKE\"\\n"
                    + "then = [{ alert = \"owners\" }] | line 7, column 1: rule.name: expected one"
                    + " plain word",
                "name = \"bad\"\\n"
                    + "then = [{ alert = \"owners\" }] | line 6, column 1: rule: when is missing",
                "name = \"bad\"\\nwhen.type = \"SMOKE\" | line 6, column 1: rule: then is missing",
                "name = \"bad\"\\n"
                        + "when = {}\\n"
                        + "then = [{ alert = \"owners\" }] | rule.when: says no condition",
                "name = \"bad\"\\n"
                        + "when.any = []\\n"
                        + "then = [{ alert = \"owners\" }] | rule.when.any: says no condition",
                "name = \"bad\"\\n"
                    + "when.type = \"smoke\"\\n"
                    + "then = [{ alert = \"owners\" }] | expected a type as the timeline shows it,"
                    + " such as MOTION_START, found 'smoke'",
                "name = \"bad\"\\n"
                    + "when.time = \"22-6\"\\n"
                    + "then = [{ alert = \"owners\" }] | expected times such as 22:00-06:00, found"
                    + " '22-6'",
                "name = \"bad\"\\n"
                        + "when.time = \"25:00-06:00\"\\n"
                        + "then = [{ alert = \"owners\" }] | expected times such as 22:00-06:00",
                "name = \"bad\"\\n"
                        + "when = { type = \"SMOKE\", times = 3 }\\n"
                        + "then = [{ alert = \"owners\" }] | rule.when.times: times and within go"
                        + " together",
                "name = \"bad\"\\n"
                        + "when.type = \"SMOKE\"\\n"
                        + "then = [{ arm = \"disarmed\" }] | no rule disarms: only people do",
                "name = \"bad\"\\n"
                    + "when.type = \"SMOKE\"\\n"
                    + "then = [{ publish = \"vigilar/sensor/x/motion\" }] | choose another topic",
                "name = \"bad\"\\n"
                        + "when.type = \"SMOKE\"\\n"
                        + "then = [{ publish = \"light/#\" }] | expected a topic without + and #",
                "name = \"bad\"\\n"
                        + "when.type = \"SMOKE\"\\n"
                        + "then = [{ alert = \"owners\", arm = \"away\" }] | expected one of alert,"
                        + " record, publish, siren, arm, found alert, arm",
                "name = \"bad\"\\n"
                        + "when.type = \"SMOKE\"\\n"
                        + "then = [{ siren = \"s\", on = \"1\", off = \"0\", seconds = 901 }] |"
                        + " expected a whole number from 1 to 900",
                "name = \"bad\"\\n"
                        + "cooldown = 0\\n"
                        + "when.type = \"SMOKE\"\\n"
                        + "then = [{ alert = \"owners\" }] | rule.cooldown: expected a whole number"
                        + " from 1 to 86400",
                "name = \"good\"\\n"
                        + "when.type = \"SMOKE\"\\n"
                        + "then = [{ alert = \"owners\" }] | two rules are called good",
            })
    void a_rule_that_is_wrong_says_where_and_the_others_still_run(String lines, String complaint) {
        var book = read(GOOD + "[[rule]]\n" + lines.replace("\\n", "\n") + "\n");
        assertThat(book.rules()).extracting(it -> it.name().value()).containsExactly("good");
        assertThat(book.complaints()).anySatisfy(it -> assertThat(it).contains(complaint));
        var other = read("[[rule]]\n" + lines.replace("\\n", "\n") + "\n" + GOOD);
        assertThat(other.rules()).extracting(it -> it.name().value()).contains("good");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "when.type = \"RULE_NOT_DONE\"",
                "when.type = [\"RULE_FIRED\", \"RULES_CHANGED\", \"SIRENS_SILENCED\"]",
                "when = { type = \"RULE_FIRED\", times = 3, within = 60 }",
                "when = { severity = \"alert\", any = [{ type = \"RULE_NOT_DONE\" }] }",
            })
    void a_rule_for_what_rules_say_would_never_act_and_says_so(String when) {
        var book = read("[[rule]]\nname = \"bad\"\n" + when + "\nthen = [{ alert = \"owners\" }]");
        assertThat(book.rules()).isEmpty();
        assertThat(book.complaints())
                .singleElement()
                .asString()
                .contains("rule.when: never holds: what rules themselves say sets off no rule");
    }

    @Test
    void a_rule_that_takes_what_rules_say_for_one_thing_among_others_runs() {
        for (var when :
                List.of(
                        "when.type = [\"RULE_NOT_DONE\", \"SMOKE\"]",
                        "when.any = [{ type = \"RULE_NOT_DONE\" }, { type = \"SMOKE\" }]",
                        "when = { severity = \"alert\", not = { type = \"RULE_NOT_DONE\" } }")) {
            assertThat(read(GOOD.replace("when.type = \"SMOKE\"", when)).complaints()).isEmpty();
        }
    }

    @Test
    void everyone_may_be_written_with_a_capital_letter() {
        assertThat(read(GOOD.replace("everyone", "Everyone")).rules().getFirst().then())
                .containsExactly(
                        new Action.Alert(
                                new Action.Audience.Everyone(), Action.Urgency.NORMAL, ""));
    }

    @Test
    void brackets_without_end_take_no_other_rule_with_them() {
        var deep = "[[rule]]\nname = " + "[".repeat(9_000) + "\n";
        var book = read(deep + GOOD);
        assertThat(book.rules()).hasSize(1);
        assertThat(book.complaints()).isNotEmpty();
    }

    @Test
    void what_stands_before_the_first_rule_is_no_rule() {
        assertThat(read("[panel]\nentry_delay = 3\n" + GOOD).complaints())
                .containsExactly(
                        "line 1, column 1: panel belongs to no rule: each begins with [[rule]]");
        assertThat(read("").rules()).isEmpty();
        assertThat(read("").complaints()).isEmpty();
    }

    @Test
    void more_rules_than_can_be_looked_at_with_each_event_are_refused() {
        var text = new StringBuilder();
        for (int i = 0; i < 101; i++) {
            text.append(GOOD.replace("good", "rule-" + i));
        }
        assertThat(read(text.toString()).rules()).hasSize(100);
        assertThat(read(text.toString()).complaints())
                .singleElement()
                .asString()
                .contains("more than 100 rules");
    }
}
