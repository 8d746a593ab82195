package vigilar.arming;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import vigilar.event.Event;
import vigilar.event.EventId;
import vigilar.event.EventType;
import vigilar.event.Occurrence;
import vigilar.event.Origin;
import vigilar.event.Payload;
import vigilar.event.Severity;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// The alarms that there were beside those that there would have been.
class ComparedAlarmsTest {
    private static final String NOON = "2026-11-27T12:00:";

    /// @param second with its fraction
    private static Occurrence alarm(String second, String why) {
        return new Occurrence(
                Instant.parse(NOON + second + "Z"),
                new EventType("ALARM"),
                Severity.CRITICAL,
                Said.PANEL,
                Payload.EMPTY,
                Origin.ourselves(why));
    }

    private static Occurrence window(String second) {
        return alarm(second, "window opened");
    }

    private static List<Occurrence> would(Occurrence... alarms) {
        return List.of(alarms);
    }

    private static List<Hindsight.Change> changes(List<Occurrence> would, Occurrence... really) {
        var stored = Arrays.stream(really).map(it -> new Event(new EventId(1), it)).toList();
        return new Hindsight.Result(0, would, Map.of(), stored, really.length)
                .compared().stream().map(Hindsight.Compared::change).toList();
    }

    @Test
    void an_alarm_is_the_same_though_the_second_changes_before_the_panel_decides() {
        assertThat(changes(would(window("00.999")), window("01.001")))
                .containsExactly(Hindsight.Change.SAME);
        assertThat(changes(would(window("00.500")), window("01.500")))
                .containsExactly(Hindsight.Change.SAME);
    }

    @Test
    void an_alarm_more_than_a_second_later_is_another_one() {
        assertThat(changes(would(window("00.500")), window("01.501")))
                .containsExactly(Hindsight.Change.NEW, Hindsight.Change.GONE);
    }

    @Test
    void an_alarm_for_another_reason_is_another_one() {
        assertThat(changes(would(window("00.500")), alarm("00.501", "cellar opened")))
                .containsExactly(Hindsight.Change.NEW, Hindsight.Change.GONE);
    }

    @Test
    void each_alarm_that_there_was_is_the_same_as_one_only() {
        assertThat(changes(would(window("00.100"), window("00.900")), window("00.950")))
                .containsExactlyInAnyOrder(Hindsight.Change.SAME, Hindsight.Change.NEW);
        assertThat(
                        changes(
                                would(window("00.100"), window("01.000")),
                                window("00.110"),
                                window("01.010")))
                .containsExactly(Hindsight.Change.SAME, Hindsight.Change.SAME);
    }
}
