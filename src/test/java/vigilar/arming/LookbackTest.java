package vigilar.arming;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import vigilar.event.EventType;
import vigilar.event.Occurrence;
import vigilar.event.Origin;
import vigilar.event.Payload;
import vigilar.event.Severity;
import vigilar.event.SourceId;
import vigilar.journal.RowChanges;
import vigilar.journal.SqlArchive;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// What is looked at begins in the middle of a house's life.
class LookbackTest extends RunningPanel {
    private final Instant now = Clock.systemUTC().instant();

    private void was(Duration ago, String source, String type, String payload) {
        journal.append(
                        List.of(
                                new Occurrence(
                                        now.minus(ago),
                                        new EventType(type),
                                        Severity.INFO,
                                        new SourceId(source),
                                        new Payload(payload),
                                        Origin.ourselves("a test"))),
                        RowChanges.NONE)
                .join();
    }

    private int alarmsOfTheLastWeek() {
        return new Lookback(new SqlArchive(database), Map::of)
                .look(house(Duration.ofSeconds(30)), now.minus(Duration.ofDays(7)), now, _ -> {})
                .count("ALARM");
    }

    @Test
    void a_house_that_was_armed_weeks_ago_and_left_alone_is_looked_at_as_armed() {
        was(Duration.ofDays(20), "panel", "ARMED", "{\"mode\":\"AWAY\"}");
        was(Duration.ofHours(1), "window-sensor", "CONTACT_OPEN", "{}");
        assertThat(alarmsOfTheLastWeek()).isEqualTo(1);
    }

    @Test
    void a_house_that_was_disarmed_weeks_ago_is_looked_at_as_disarmed() {
        was(Duration.ofDays(21), "panel", "ARMED", "{\"mode\":\"AWAY\"}");
        was(Duration.ofDays(20), "panel", "DISARMED", "{}");
        was(Duration.ofHours(1), "window-sensor", "CONTACT_OPEN", "{}");
        assertThat(alarmsOfTheLastWeek()).isZero();
    }
}
