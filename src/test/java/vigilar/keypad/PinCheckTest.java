package vigilar.keypad;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

import vigilar.PlantedSecrets;
import vigilar.access.AlarmPins;
import vigilar.access.PinLimits.Want;
import vigilar.arming.ArmState;
import vigilar.arming.Mode;
import vigilar.arming.PanelDesk.Standing;
import vigilar.arming.SilentAlerts;
import vigilar.journal.SqlJournal;
import vigilar.storage.ReadyStore;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/// Who is nobody on the bus: a device that may speak there, and no person.
@ResourceLock(PlantedSecrets.HASHES)
class PinCheckTest {
    private static final Standing ARMED = standing(ArmState.ARMED_AWAY, Optional.of(Mode.AWAY));

    @TempDir Path folder;

    private static Standing standing(ArmState state, Optional<Mode> mode) {
        return new Standing(state, Instant.EPOCH, "", mode, Optional.empty(), Optional.empty());
    }

    private static ArmRequest asks(Want want) {
        return new ArmRequest(
                want, Optional.empty(), false, false, "hall", Optional.empty(), Optional.empty());
    }

    @Test
    void as_long_as_nobody_has_a_pin_a_keypad_arms_and_does_not_disarm() {
        var clock = Clock.systemUTC();
        try (var database = ReadyStore.open(folder)) {
            var pins =
                    new AlarmPins(
                            SqlJournal.open(database), database, clock, ZoneId.systemDefault());
            var check = new PinCheck(Optional.of(pins), new SilentAlerts(database), clock);
            assertThat(check.judge(asks(new Want.Disarm()), ARMED))
                    .isEqualTo(new PinCheck.Verdict.Answered(Answer.NOBODY_HAS_ONE));
            var disarmed = standing(ArmState.DISARMED, Optional.empty());
            assertThat(check.judge(asks(new Want.Arm(Mode.AWAY)), disarmed))
                    .isInstanceOf(PinCheck.Verdict.May.class);
        }
    }

    @Test
    void in_an_open_house_anybody_may_disarm() {
        try (var database = ReadyStore.open(folder)) {
            var check =
                    new PinCheck(Optional.empty(), new SilentAlerts(database), Clock.systemUTC());
            assertThat(check.judge(asks(new Want.Disarm()), ARMED))
                    .isInstanceOf(PinCheck.Verdict.May.class);
        }
    }
}
