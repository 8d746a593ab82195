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
import java.util.Set;
import java.util.stream.Stream;

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

    /// The stairs are watched while everybody is away.
    private static ZoneSettings.Panel withStairs() {
        var house = house(Duration.ofSeconds(30));
        var stairs =
                new ZoneSettings(
                        Zone.of("stairs", ZoneKind.INTERIOR, Mode.AWAY),
                        Set.of(new SourceId("stairs-sensor")));
        return new ZoneSettings.Panel(
                house.rules(), Stream.concat(house.zones().stream(), Stream.of(stairs)).toList());
    }

    private int alarmsOfTheLastWeek() {
        return new Lookback(new SqlArchive(database), Map::of)
                .look(withStairs(), now.minus(Duration.ofDays(7)), now, _ -> {})
                .count("ALARM");
    }

    @Test
    void a_house_that_was_armed_weeks_ago_and_left_alone_is_looked_at_as_armed() {
        was(Duration.ofDays(20), "panel", "ARMED", "{\"mode\":\"AWAY\"}");
        was(Duration.ofHours(1), "window-sensor", "CONTACT_OPEN", "{}");
        assertThat(alarmsOfTheLastWeek()).isEqualTo(1);
    }

    /// As it is stored since each time to leave that is over says so.
    @Test
    void a_house_that_was_armed_weeks_ago_over_an_open_door_is_looked_at_as_armed() {
        was(Duration.ofDays(20), "panel", "ARMING", "{\"mode\":\"AWAY\"}");
        was(Duration.ofDays(20), "panel", "ARMED", "{\"mode\":\"AWAY\"}");
        was(Duration.ofDays(20), "panel", "EXIT_ERROR", "{\"zone\":\"front-door\"}");
        was(Duration.ofHours(1), "window-sensor", "CONTACT_OPEN", "{}");
        assertThat(alarmsOfTheLastWeek()).isEqualTo(1);
    }

    /// Once nothing but the open door was told then.
    @Test
    void a_house_that_was_left_over_an_open_door_by_an_older_vigilar_is_looked_at_as_armed_so() {
        was(Duration.ofDays(21), "panel", "DISARMED", "{}");
        was(Duration.ofDays(20), "panel", "ARMING", "{\"mode\":\"AWAY\"}");
        was(Duration.ofDays(20), "panel", "EXIT_ERROR", "{\"zone\":\"front-door\"}");
        was(Duration.ofHours(1), "stairs-sensor", "MOTION_START", "{}");
        assertThat(alarmsOfTheLastWeek()).isEqualTo(1);
    }

    @Test
    void a_house_whose_people_stayed_behind_an_open_door_is_looked_at_as_armed_at_home() {
        was(Duration.ofDays(20), "panel", "ARMING", "{\"mode\":\"AWAY\"}");
        was(Duration.ofDays(20), "panel", "STAYED_HOME", "{}");
        was(Duration.ofDays(20), "panel", "EXIT_ERROR", "{\"zone\":\"front-door\"}");
        was(Duration.ofHours(2), "stairs-sensor", "MOTION_START", "{}");
        assertThat(alarmsOfTheLastWeek()).as("nobody minds who is at home").isZero();
        was(Duration.ofHours(1), "window-sensor", "CONTACT_OPEN", "{}");
        assertThat(alarmsOfTheLastWeek()).isEqualTo(1);
    }

    @Test
    void a_house_that_was_disarmed_after_its_door_was_left_open_is_looked_at_as_disarmed() {
        was(Duration.ofDays(20), "panel", "ARMING", "{\"mode\":\"AWAY\"}");
        was(Duration.ofDays(20), "panel", "EXIT_ERROR", "{\"zone\":\"front-door\"}");
        was(Duration.ofDays(19), "panel", "DISARMED", "{}");
        was(Duration.ofHours(1), "window-sensor", "CONTACT_OPEN", "{}");
        assertThat(alarmsOfTheLastWeek()).isZero();
    }

    @Test
    void a_house_that_was_disarmed_weeks_ago_is_looked_at_as_disarmed() {
        was(Duration.ofDays(21), "panel", "ARMED", "{\"mode\":\"AWAY\"}");
        was(Duration.ofDays(20), "panel", "DISARMED", "{}");
        was(Duration.ofHours(1), "window-sensor", "CONTACT_OPEN", "{}");
        assertThat(alarmsOfTheLastWeek()).isZero();
    }

    private void armsForTheNight() {
        was(Duration.ofHours(1), "panel", "ARMED", "{\"mode\":\"NIGHT\",\"person\":\"anna\"}");
    }

    private List<String> notReadyAtNight() {
        return new Lookback(new SqlArchive(database), () -> Map.of(new SourceId("eye"), "Attic"))
                        .look(withAttic(), now.minus(Duration.ofDays(7)), now, _ -> {})
                        .would("ARMING_OVERRIDDEN")
                        .stream()
                        .map(it -> it.origin().why())
                        .toList();
    }

    /// What stands in the attic is a zone.
    private static ZoneSettings.Panel withAttic() {
        var house = house(Duration.ofSeconds(30));
        var attic =
                new ZoneSettings(
                        Zone.of("attic", ZoneKind.INSTANT, Mode.values()),
                        Set.of(),
                        Set.of("attic"));
        return new ZoneSettings.Panel(
                house.rules(), Stream.concat(house.zones().stream(), Stream.of(attic)).toList());
    }

    @Test
    void a_sensor_that_was_lost_weeks_ago_was_not_ready_when_somebody_armed() {
        was(Duration.ofDays(22), "window-sensor", "DEVICE_ONLINE", "{}");
        was(Duration.ofDays(21), "window-sensor", "DEVICE_OFFLINE", "{}");
        armsForTheNight();
        assertThat(notReadyAtNight())
                .containsExactly("anna arms NIGHT in spite of: window does not answer");
    }

    @Test
    void one_that_answered_again_long_ago_was_ready() {
        was(Duration.ofDays(22), "window-sensor", "DEVICE_OFFLINE", "{}");
        was(Duration.ofDays(21), "window-sensor", "DEVICE_ONLINE", "{}");
        armsForTheNight();
        assertThat(notReadyAtNight()).isEmpty();
    }

    @Test
    void a_battery_that_was_low_weeks_ago_and_never_changed_was_not_ready() {
        was(Duration.ofDays(21), "window-sensor", "BATTERY_LOW", "{}");
        armsForTheNight();
        assertThat(notReadyAtNight())
                .containsExactly("anna arms NIGHT in spite of: window has a low battery");
    }

    @Test
    void a_window_that_stood_open_for_weeks_was_not_ready_and_is_no_alarm() {
        was(Duration.ofDays(21), "window-sensor", "CONTACT_OPEN", "{}");
        armsForTheNight();
        was(Duration.ofMinutes(30), "window-sensor", "CONTACT_CLOSED", "{}");
        was(Duration.ofMinutes(20), "window-sensor", "CONTACT_OPEN", "{}");
        assertThat(notReadyAtNight())
                .containsExactly("anna arms NIGHT in spite of: window is open");
        assertThat(alarmsOfTheLastWeek()).isZero();
    }

    @Test
    void what_stands_in_the_area_of_a_zone_is_known_from_weeks_ago_too() {
        was(Duration.ofDays(21), "eye", "CONTACT_OPEN", "{}");
        was(Duration.ofDays(20), "eye", "TAMPER", "{}");
        armsForTheNight();
        assertThat(notReadyAtNight())
                .singleElement()
                .asString()
                .contains("attic is open", "eye.tamper is open");
    }
}
