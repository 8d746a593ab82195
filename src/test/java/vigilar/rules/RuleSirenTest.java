package vigilar.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;

/// A siren that a rule sounds ends, whatever happens meanwhile.
class RuleSirenTest extends RunningRules {
    @Test
    void a_siren_ends_by_itself_and_at_once_when_somebody_disarms() throws Exception {
        run(rule("ALARM", siren()));
        happens("panel", "ALARM", "{\"zone\":\"door\",\"arm_state\":\"TRIGGERED\"}", "");
        said("RULE_FIRED");
        assertThat(due()).containsExactly(SIREN + " ON");
        sayAll();
        assertThat(due()).isEmpty();
        pass(Duration.ofMinutes(5));
        assertThat(due()).containsExactly(SIREN + " OFF");
        sayAll();
        pass(Duration.ofMinutes(5));
        happens("panel", "ALARM", "{\"zone\":\"door\",\"arm_state\":\"TRIGGERED\"}", "");
        said("RULE_FIRED");
        sayAll();
        disarms();
        said("DISARMED");
        assertThat(due()).containsExactly(SIREN + " OFF");
    }

    @Test
    void another_alarm_makes_it_sound_longer_but_not_beyond_fifteen_minutes() throws Exception {
        run(rule("ALARM", siren()));
        for (int i = 0; i < 4; i++) {
            happens("panel", "ALARM", "{\"zone\":\"z" + i + "\",\"arm_state\":\"TRIGGERED\"}", "");
            said("RULE_FIRED");
            sayAll();
            pass(Duration.ofSeconds(270));
            if (i < 3) {
                assertThat(due()).as("it still sounds").isEmpty();
            }
        }
        assertThat(due()).containsExactly(SIREN + " OFF");
    }

    @Test
    void a_siren_of_the_alarm_sounds_until_the_panel_says_that_it_is_over() throws Exception {
        run(rule("ALARM", new Action.Siren(SIREN, "ON", "OFF", Action.Siren.USUAL, true)));
        var door = "{\"zone\":\"door\",\"arm_state\":\"%s\"}";
        happens("panel", "ALARM", door.formatted("TRIGGERED"), "");
        said("RULE_FIRED");
        sayAll();
        pass(Duration.ofMinutes(8)); // smoke has begun its time anew
        assertThat(due()).isEmpty();
        happens("panel", "SIREN_ENDED", door.formatted("ARMED_AWAY"), "");
        said("SIREN_ENDED");
        assertThat(due()).containsExactly(SIREN + " OFF");
        sayAll();
        happens("panel", "ALARM", door.formatted("TRIGGERED"), "");
        said("RULE_FIRED");
        assertThat(due()).as("another alarm, however soon").containsExactly(SIREN + " ON");
        sayAll();
        pass(Duration.ofMinutes(15));
        assertThat(due()).as("also when the panel says nothing").containsExactly(SIREN + " OFF");
    }

    @Test
    void the_end_of_an_alarm_does_not_end_a_siren_whose_time_the_rule_says() throws Exception {
        run(rule("ALARM", siren()));
        happens("panel", "ALARM", "{\"zone\":\"door\",\"arm_state\":\"TRIGGERED\"}", "");
        said("RULE_FIRED");
        sayAll();
        pass(Duration.ofMinutes(1));
        happens("panel", "ALARM_OVER", "{\"arm_state\":\"DISARMED\"}", "");
        said("ALARM_OVER");
        assertThat(due()).isEmpty();
        pass(Duration.ofMinutes(4));
        assertThat(due()).containsExactly(SIREN + " OFF");
    }

    @Test
    void a_siren_that_has_not_sounded_when_somebody_disarms_does_not_begin() throws Exception {
        run(rule("ALARM", siren()));
        happens("panel", "ALARM", "{\"zone\":\"door\",\"arm_state\":\"TRIGGERED\"}", "");
        disarms();
        said("DISARMED");
        assertThat(due()).doesNotContain(SIREN + " ON");
    }

    @Test
    void what_ends_a_siren_is_said_after_what_began_it_however_long_nobody_could_say_either()
            throws Exception {
        run(rule("ALARM", siren()));
        happens("panel", "ALARM", "{\"zone\":\"a\",\"arm_state\":\"TRIGGERED\"}", "");
        said("RULE_FIRED");
        sayAll();
        pass(Duration.ofMinutes(4));
        happens("panel", "ALARM", "{\"zone\":\"b\",\"arm_state\":\"TRIGGERED\"}", "");
        said("RULE_FIRED");
        pass(Duration.ofMinutes(6));
        assertThat(due()).doesNotContain(SIREN + " ON"); // too late for that
        assertThat(due().getLast()).isEqualTo(SIREN + " OFF");
        disarms();
        said("DISARMED");
        assertThat(due().getLast()).isEqualTo(SIREN + " OFF");
    }

    @Test
    void a_clock_that_is_set_back_lets_no_siren_sound_for_hours_and_no_command_come_late()
            throws Exception {
        run(rule("ALARM", siren()), rule("MOTION_START", say()));
        happens("panel", "ALARM", "{\"zone\":\"a\",\"arm_state\":\"TRIGGERED\"}", "");
        said("RULE_FIRED");
        sayAll();
        happens("garden", "MOTION_START");
        said("RULE_FIRED");
        pass(Duration.ofHours(-2));
        assertThat(due()).containsExactly(SIREN + " OFF");
        errands().giveUpLate("the clock was set");
        assertThat(all().getLast().type().name()).isEqualTo("RULE_NOT_DONE");
    }

    @Test
    void a_siren_in_a_disarmed_house_ends_when_somebody_silences_it() throws Exception {
        run(rule("MOTION_START", siren()));
        happens("garden", "MOTION_START");
        said("RULE_FIRED");
        sayAll();
        var desk = new RuleDesk(journal, database, _ -> book, clock);
        assertThat(desk.sounding()).containsExactly(SIREN);
        desk.silence("ann");
        assertThat(due()).containsExactly(SIREN + " OFF");
        assertThat(desk.sounding()).isEmpty();
    }
}
