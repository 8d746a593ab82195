package vigilar.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.json.JsonMapper;

import vigilar.arming.ArmState;
import vigilar.arming.Bypass;
import vigilar.arming.Cause;
import vigilar.arming.Note;
import vigilar.arming.ZoneKind;

import java.time.Instant;
import java.util.List;

/// Why an alarm was one, in plain words.
class DecisionTest {
    private static final JsonMapper JSON = new JsonMapper();

    private static final String TOGETHER =
            """
            {"rule":"TOGETHER","stood":"ARMED_AWAY","stood_since":1795550400000,
             "stood_by":"anna {since}","event":77,"mode":"AWAY",
             "zone":{"name":"hall","kind":"INTERIOR",
                     "group":{"name":"inside","needed":2,"within_s":60}},
             "left_out":{"window":"BY_HAND","attic":"SHUT_DOWN"}}\
            """;

    private static Decision read(String trace) {
        return Decision.of(JSON.readTree("{\"trace\":" + trace + "}"), Words.english())
                .orElseThrow();
    }

    private static List<String> says(String trace) {
        return read(trace).says().stream()
                .map(it -> it.before() + it.moment().map(Instant::toString).orElse("") + it.after())
                .toList();
    }

    @Test
    void it_says_how_the_house_stood_what_the_zone_is_and_what_followed() {
        assertThat(read(TOGETHER).about()).contains(77L);
        assertThat(says(TOGETHER))
                .containsExactly(
                        "The house was armed (away) since 2026-11-24T20:00:00Z, by anna {since}.",
                        "The zone hall is inside: movement there is an alarm unless somebody has"
                                + " just come in by a way in.",
                        "It is an alarm only together with others: 2 zones of the group inside"
                                + " within 60 s.",
                        "Left out: window (somebody said so), attic (it had alarmed too often).",
                        "Enough of the group had opened in time, so it was an alarm.");
    }

    @Test
    void the_time_to_disarm_is_that_of_the_door() {
        assertThat(says("{\"zone\":{\"kind\":\"ENTRY_EXIT\",\"entry_delay_s\":20}}"))
                .contains("Who comes in by it has 20 s to disarm.");
    }

    @Test
    void what_a_later_version_stored_is_left_out_and_not_shown_as_nonsense() {
        assertThat(says("{\"rule\":\"BY_MOONLIGHT\",\"stood\":\"HALF_ARMED\",\"zone\":7}"))
                .containsExactly("No zone was left out.");
        assertThat(Decision.of(JSON.readTree("{\"trace\":[]}"), Words.english())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void every_rule_has_its_words(Cause.How rule) {
        assertThat(says("{\"rule\":\"" + rule + "\"}")).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ENTRY_WITHOUT_TIME",
                "EXIT_ERROR_WITHOUT_TIME",
                "ALSO",
                "REPORTED",
                "REPORTED_AT_ONCE",
                "REPORTED_BESIDE",
                "CANCELLED",
                "CUT",
                "CONFIRMED"
            })
    void what_became_of_an_alarm_has_its_words(String rule) {
        assertThat(says("{\"rule\":\"" + rule + "\"}")).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource
    void every_reason_for_no_alarm_has_its_words(Note.Why rule) {
        assertThat(says("{\"rule\":\"" + rule + "\"}")).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource
    void every_state_has_its_words(ArmState state) {
        assertThat(says("{\"stood\":\"" + state + "\"}")).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource
    void every_kind_of_zone_has_its_words(ZoneKind kind) {
        assertThat(says("{\"zone\":{\"kind\":\"" + kind + "\",\"name\":\"x\"}}")).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource
    void every_reason_to_leave_a_zone_out_has_its_words(Bypass why) {
        assertThat(says("{\"left_out\":{\"x\":\"" + why + "\"}}").getFirst())
                .matches("Left out: x \\(.+\\)\\.");
    }
}
