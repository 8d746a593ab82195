package vigilar.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import vigilar.arming.Blocker;
import vigilar.arming.Mode;
import vigilar.arming.PanelRequest;
import vigilar.arming.Trouble;
import vigilar.arming.ZoneId;

import java.util.List;
import java.util.Set;

/// What the button says that arms in spite of what is not ready.
class RefusedTest {
    private static final Blocker WINDOW = new Blocker(new ZoneId("window"), true, Set.of());
    private static final Blocker HALL =
            new Blocker(new ZoneId("hall"), false, Set.of(Trouble.LOW_BATTERY));
    private static final Blocker LOST =
            new Blocker(new ZoneId("attic"), false, Set.of(Trouble.LOST, Trouble.LOW_BATTERY));

    private static String insisting(Blocker... blockers) {
        return new Refused(new PanelRequest.Arm(Mode.AWAY, false, "anna"), List.of(blockers))
                .insisting();
    }

    @Test
    void what_is_open_or_lost_is_left_out_and_named() {
        assertThat(insisting(WINDOW, LOST))
                .isEqualTo("Left out for this once: window, attic. Your name stands in the log.");
    }

    @Test
    void what_has_nothing_but_a_low_battery_stays_in() {
        assertThat(insisting(HALL))
                .isEqualTo(
                        "Stays in, though its battery is low: hall. Your name stands in the log.");
        assertThat(insisting(WINDOW, HALL))
                .contains("Left out for this once: window.", "battery is low: hall.");
    }
}
