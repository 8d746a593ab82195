package vigilar.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

/// A house with `en_like` dies by SIGKILL after it has warned of whoever left the way to the
/// keypad.
class KilledOffTheWayTest extends PanelStories {
    @Override
    PanelHouse build(Path folder) throws IOException {
        return PanelHouse.startApart(folder, "[panel]\nen_like = true\n" + PanelHouse.USUAL);
    }

    @Test
    void a_warning_becomes_an_alarm_at_the_same_moment_whatever_died_meanwhile() {
        house.isLeft();
        house.opens("door");
        house.looks();
        house.opens("window");
        house.closes("window");
        house.passes(10);
        var due = house.at("ENTRY_PATH_LEFT").plusSeconds(30);
        house = house.dies(Duration.ofSeconds(5));
        assertThat(house.deadline()).isCloseTo(due, within(100, ChronoUnit.MILLIS));
        house.passes(14);
        house.stands("PENDING");
        house.passes(1);
        house.stands("TRIGGERED");
        assertThat(house.at("ALARM")).isCloseTo(due, within(100, ChronoUnit.MILLIS));
        assertThat(house.event("ALARM").path("why").asString("")).contains("left the way");
    }
}
