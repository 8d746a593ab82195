package vigilar.arming;

import static org.assertj.core.api.Assertions.assertThat;

import static vigilar.arming.ArmState.ARMED_AWAY;
import static vigilar.arming.ArmState.DISARMED;
import static vigilar.arming.ArmState.TRIGGERED;

import org.junit.jupiter.api.Test;

import java.util.Optional;

/// A danger to life that goes on: the siren has its time, the alarm lasts.
class PanelDangerTest {
    private static final ZoneId SMOKE = new ZoneId("smoke");

    @Test
    void smoke_that_goes_on_is_no_alarm_that_is_over() {
        var story = Story.usual().opens("smoke").after(300);
        assertThat(story.is()).isEqualTo(TRIGGERED);
        assertThat(story.said(Note.SirenEnded.class)).isEmpty();
        assertThat(story.after(24 * 3600).is()).isEqualTo(TRIGGERED);
        assertThat(story.closes("smoke").is()).isEqualTo(DISARMED);
        assertThat(story.said()).endsWith(new Note.SirenEnded(Optional.empty()));
    }

    @Test
    void smoke_that_is_clear_before_the_siren_ends_is_over_with_it() {
        var story = Story.usual().opens("smoke").closes("smoke").after(299);
        assertThat(story.is()).isEqualTo(TRIGGERED);
        assertThat(story.after(1).is()).isEqualTo(DISARMED);
    }

    @Test
    void in_an_armed_house_it_stays_armed_once_the_smoke_is_clear() {
        var story = Story.usual().armedAway().opens("smoke").after(400);
        assertThat(story.is()).isEqualTo(TRIGGERED);
        story.tell(new Fact.Known(SMOKE, false));
        assertThat(story.is()).isEqualTo(ARMED_AWAY);
        assertThat(story.said()).endsWith(new Note.SirenEnded(Optional.of(Mode.AWAY)));
    }

    @Test
    void whoever_disarms_ends_it_although_it_still_smokes() {
        var story = Story.usual().opens("smoke").after(400).disarms();
        assertThat(story.is()).isEqualTo(DISARMED);
        assertThat(story.after(3600).is()).isEqualTo(DISARMED);
    }

    @Test
    void it_survives_a_power_cut() {
        var story = Story.usual().opens("smoke").after(10).powerCut(3600);
        assertThat(story.is()).isEqualTo(TRIGGERED);
        assertThat(story.powerCut(3600).is()).isEqualTo(TRIGGERED);
    }

    @Test
    void each_new_word_of_smoke_that_goes_on_begins_the_time_of_the_alarm_anew() {
        var story = Story.usual().opens("smoke").after(200).forgets().opens("smoke");
        assertThat(story.state().deadline()).contains(story.now().plusSeconds(300));
        story.after(299);
        assertThat(story.is()).isEqualTo(TRIGGERED);
    }

    @Test
    void a_break_in_beside_smoke_that_goes_on_is_left_out_once_its_siren_is_over() {
        var story = Story.usual().armedAway().opens("window").opens("smoke").after(300);
        assertThat(story.is()).isEqualTo(TRIGGERED);
        assertThat(story.state().zone(new ZoneId("window")).bypass()).contains(Bypass.AFTER_ALARM);
        story.forgets().opens("front-door");
        assertThat(story.said(Note.EntryBegan.class)).as("as in any armed house").hasSize(1);
    }

    @Test
    void smoke_that_nobody_ends_stands_against_no_arming_of_a_person_or_a_rule() {
        var story = Story.usual().opens("smoke").disarms();
        assertThat(story.blockers(Mode.AWAY)).isEmpty();
        assertThat(story.arms(Mode.HOME).is()).isEqualTo(ArmState.ARMED_HOME);
        assertThat(story.opens("smoke").is()).as("it still is smoke").isEqualTo(TRIGGERED);
        story.disarms().tell(new Fact.RuleAsked(Mode.HOME, "rule x"));
        assertThat(story.is()).isEqualTo(ArmState.ARMED_HOME);
        assertThat(story.said(Note.NotReady.class)).isEmpty();
    }
}
