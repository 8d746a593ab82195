package vigilar.rules;

import static org.assertj.core.api.Assertions.assertThat;

import static vigilar.rules.RuleStory.arming;
import static vigilar.rules.RuleStory.rule;

import org.junit.jupiter.api.Test;

import vigilar.event.EventType;

import java.time.Duration;
import java.util.Set;

/// A house is not left disarmed because a rule has armed it a moment ago.
class ArmingAgainTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Condition PRESSED =
            new Condition.OfType(Set.of(new EventType("BUTTON_PRESSED")));
    private static final Condition GONE = new Condition.OfType(Set.of(new EventType("LEFT")));

    private final RuleStory story =
            new RuleStory(
                    arming("night", PRESSED, HOUR),
                    rule("lamp", PRESSED, HOUR),
                    arming("away", GONE, HOUR),
                    rule("told", GONE, HOUR));

    @Test
    void a_button_that_is_pressed_twice_asks_once() {
        assertThat(story.says("button", "BUTTON_PRESSED").fired()).containsExactly("night", "lamp");
        story.panel("ARMED", "ARMED_NIGHT", "");
        assertThat(story.after(SECOND).says("button", "BUTTON_PRESSED").fired()).isEmpty();
    }

    @Test
    void once_somebody_has_disarmed_the_next_wish_is_a_new_one() {
        story.says("button", "BUTTON_PRESSED").panel("ARMED", "ARMED_NIGHT", "").fired();
        story.panel("DISARMED", "DISARMED", "");
        assertThat(story.after(SECOND).says("button", "BUTTON_PRESSED").fired())
                .containsExactly("night");
    }

    @Test
    void whoever_was_refused_asks_again_after_half_a_minute() {
        story.says("button", "BUTTON_PRESSED").panel("ARMING_REFUSED", "DISARMED", "").fired();
        story.after(Cooldowns.AFTER_REFUSAL.minusMillis(1));
        assertThat(story.says("button", "BUTTON_PRESSED").fired()).isEmpty();
        story.after(Duration.ofMillis(1));
        assertThat(story.says("button", "BUTTON_PRESSED").fired()).containsExactly("night");
    }

    @Test
    void a_house_that_is_armed_already_is_not_asked_again_and_again() {
        story.panel("ARMED", "ARMED_AWAY", "").says("button", "BUTTON_PRESSED");
        story.panel("ARMING_REFUSED", "ARMED_AWAY", "").fired();
        assertThat(story.after(Cooldowns.AFTER_REFUSAL).says("button", "BUTTON_PRESSED").fired())
                .isEmpty();
    }

    @Test
    void who_comes_back_and_goes_again_has_gone_anew() {
        assertThat(story.says("ann", "LEFT").fired()).containsExactly("away", "told");
        assertThat(story.after(SECOND).says("ann", "LEFT").fired()).isEmpty();
        story.after(SECOND).says("ann", "ARRIVED");
        assertThat(story.after(SECOND).says("ann", "LEFT").fired()).containsExactly("away");
    }

    @Test
    void a_rule_that_arms_when_the_panel_refuses_does_not_go_round_in_a_circle() {
        var refused = new Condition.OfType(Set.of(new EventType("ARMING_REFUSED")));
        var circle = new RuleStory(arming("circle", refused, HOUR));
        assertThat(circle.panel("ARMING_REFUSED", "DISARMED", "").fired())
                .containsExactly("circle");
        circle.after(Cooldowns.AFTER_REFUSAL);
        assertThat(circle.panel("ARMING_REFUSED", "DISARMED", "").fired()).isEmpty();
    }
}
