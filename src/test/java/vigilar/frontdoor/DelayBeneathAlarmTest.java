package vigilar.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Path;

/// Whoever leaves or comes home while something else alarms already: what counts for them is the
/// time that they have, not how long the siren sounds.
class DelayBeneathAlarmTest extends PanelStories {
    @Override
    PanelHouse build(Path folder) throws IOException {
        return PanelHouse.start(folder, PanelHouse.USUAL);
    }

    private void smokes() {
        house.says("kitchen/smoke", "{\"value\":true}");
        house.stands("TRIGGERED");
    }

    @Test
    void who_comes_home_to_smoke_sees_and_hears_how_long_there_is_to_disarm() {
        house.isLeft();
        smokes();
        house.opens("door");
        house.passes(10);
        house.counts(20);
        assertThat(house.tick("delay")).isEqualTo("entry");
        house.shows(20);
        assertThat(house.sees("/alarm")).contains("to disarm: somebody came in by a way in");
        house.passes(20);
        assertThat(house.said()).contains("ENTRY_DELAY", "ALARM_ALSO");
        house.shows(270); // and now the siren
        assertThat(house.sees("/alarm")).contains("until its siren has had its time");
    }

    @Test
    void who_leaves_because_of_smoke_hears_how_long_there_is_to_leave() {
        house.arms("ARMED_AWAY");
        smokes();
        house.passes(50);
        house.counts(10);
        assertThat(house.tick("delay")).isEqualTo("exit");
        assertThat(house.sees("/alarm")).contains("until the house is armed");
    }
}
