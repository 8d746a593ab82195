package vigilar.arming;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Whom a keypad names beside the state of the panel.
class LedTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Duration DELAY = Duration.ofSeconds(30);
    private static final Cause DOOR = new Cause(new ZoneId("front-door"), NOON, 7, Cause.How.ENTRY);
    private static final Phase DISARMED = new Phase.Disarmed(NOON);
    private static final Phase LEAVING =
            new Phase.Arming(Mode.AWAY, NOON, NOON.plus(DELAY), false, true);
    private static final Phase ALARM =
            new Phase.Triggered(
                    Optional.of(Mode.AWAY),
                    NOON,
                    Optional.of(NOON.plus(DELAY)),
                    Optional.empty(),
                    List.of(DOOR),
                    false,
                    Optional.empty());

    private static Phase armed(Mode mode) {
        return new Phase.Armed(mode, NOON.plus(DELAY));
    }

    private static String by(String before, Phase then, Phase now, PanelRequest... asked) {
        return Led.by(before, then, now, List.of(asked).stream().findFirst());
    }

    @Test
    void who_arms_is_named_until_the_house_is_armed_and_after() {
        var anna = new PanelRequest.Arm(Mode.AWAY, false, "anna");
        assertThat(by("ben", DISARMED, LEAVING, anna)).isEqualTo("anna");
        assertThat(by("anna", LEAVING, armed(Mode.AWAY))).isEqualTo("anna");
        assertThat(by("anna", LEAVING, LEAVING)).isEqualTo("anna");
        assertThat(by("ben", DISARMED, armed(Mode.AWAY), anna)).isEqualTo("anna");
    }

    @Test
    void what_came_in_is_named_and_then_who_disarms() {
        var pending = new Phase.Pending(Mode.AWAY, NOON, NOON, DOOR, Optional.empty());
        assertThat(by("anna", armed(Mode.AWAY), pending)).isEqualTo("front-door");
        assertThat(by("front-door", pending, ALARM)).isEqualTo("front-door");
        assertThat(by("front-door", ALARM, DISARMED, new PanelRequest.Disarm("anna", true)))
                .isEqualTo("anna");
    }

    @Test
    void what_nobody_asked_for_the_panel_did_by_itself() {
        assertThat(by("anna", LEAVING, armed(Mode.HOME))).isEqualTo("panel");
        assertThat(by("front-door", ALARM, armed(Mode.AWAY))).isEqualTo("panel");
        assertThat(by("front-door", ALARM, DISARMED)).isEqualTo("panel");
    }

    @Test
    void a_request_that_came_when_it_was_an_alarm_already_is_not_what_led_to_it() {
        var late = new PanelRequest.Arm(Mode.HOME, false, "anna");
        assertThat(by("ben", armed(Mode.AWAY), ALARM, late)).isEqualTo("front-door");
    }
}
