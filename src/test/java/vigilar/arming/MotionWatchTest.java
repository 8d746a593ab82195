package vigilar.arming;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import vigilar.event.Event;
import vigilar.event.EventId;
import vigilar.event.EventType;
import vigilar.event.Occurrence;
import vigilar.event.Origin;
import vigilar.event.Payload;
import vigilar.event.Severity;
import vigilar.event.SourceId;
import vigilar.journal.JournalEntry;
import vigilar.journal.RowChanges;
import vigilar.journal.SqlArchive;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// A motion detector that answers and sees nothing any more.
class MotionWatchTest extends RunningPanel {
    private static final Instant NOON = Instant.parse("2026-10-01T12:00:00Z");
    private static final String HALL = "hall-sensor";

    private static final ZoneSettings.Panel HOUSE =
            new ZoneSettings.Panel(
                    PanelRules.USUAL, List.of(inside("hall", 14, Set.of(HALL), Set.of())));

    private Instant now = NOON;
    private ZoneSettings.Panel house = HOUSE;

    private static ZoneSettings inside(
            String name, int days, Set<String> devices, Set<String> areas) {
        var ids = devices.stream().map(SourceId::new).collect(Collectors.toSet());
        return new ZoneSettings(
                Zone.of(name, ZoneKind.INTERIOR, Mode.AWAY),
                ids,
                areas,
                Optional.of(Duration.ofDays(days)));
    }

    private void tells(String source, String type) {
        tells(source, type, "{}", "");
    }

    /// A message that came over the bus: who is asleep hears none.
    private void isHeard(String source, String type) {
        tells(source, type, "{}", "zigbee2mqtt/" + source);
    }

    private void process(String type, String roles) {
        tells("system", type, "{\"roles\":[" + roles + "]}", "");
    }

    private void tells(String source, String type, String payload, String topic) {
        journal.append(
                        List.of(
                                new Occurrence(
                                        now,
                                        new EventType(type),
                                        Severity.INFO,
                                        new SourceId(source),
                                        new Payload(payload),
                                        new Origin(topic, "a test"))),
                        RowChanges.NONE)
                .join();
    }

    private void pass(int days) {
        now = now.plus(Duration.ofDays(days));
    }

    /// As after a restart: it knows nothing but the journal.
    private void look() {
        new MotionWatch(journal, new SqlArchive(database), house, () -> areas, () -> now).look();
    }

    private List<Event> missing() {
        return journal.after(EventId.BEFORE_ALL, 20_000).stream()
                .map(JournalEntry::event)
                .filter(it -> it.type().name().equals("MOTION_MISSING"))
                .toList();
    }

    private List<String> notices() {
        return desk(house).notices();
    }

    @Test
    void a_motion_detector_that_saw_nobody_for_its_days_is_told_of_once_also_over_a_restart() {
        tells(HALL, "MOTION_START");
        pass(13);
        tells(HALL, "BATTERY_OK"); // it answers
        look();
        assertThat(missing()).isEmpty();
        pass(1);
        look();
        look();
        pass(30);
        look();
        assertThat(missing()).hasSize(1);
        var told = missing().getFirst();
        assertThat(told.source()).hasToString(HALL);
        assertThat(told.severity()).isEqualTo(Severity.WARNING);
        assertThat(told.payload().json()).isEqualTo("{\"zone\":\"hall\",\"days\":14}");
        assertThat(told.origin().why()).contains("no motion since " + NOON);
    }

    @Test
    void its_next_motion_ends_that_and_it_is_watched_anew() {
        tells(HALL, "MOTION_START");
        pass(20);
        look();
        assertThat(notices()).contains("No motion for days, so perhaps blind: " + HALL);
        assertThat(desk(house).view().blockers().get(Mode.AWAY)).isEmpty();
        tells(HALL, "MOTION_START");
        look();
        assertThat(notices()).noneMatch(it -> it.startsWith("No motion"));
        pass(20);
        look();
        assertThat(missing()).hasSize(2);
    }

    /// Of a door that was left open an older Vigilar told nothing else.
    @ParameterizedTest
    @ValueSource(strings = {"ARMED", "EXIT_ERROR"})
    void while_the_house_is_armed_nobody_walks_about_and_no_day_counts(String armed) {
        tells(HALL, "MOTION_START");
        pass(2);
        tells("panel", armed);
        pass(60);
        look();
        tells("panel", "DISARMED");
        pass(11);
        look();
        assertThat(missing()).isEmpty();
        pass(1);
        look();
        assertThat(missing())
                .singleElement()
                .extracting(it -> it.payload().json())
                .asString()
                .contains("\"days\":14");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SYSTEM_STOPPED", "CONTACT_OPEN"})
    void while_vigilar_is_off_nobody_is_heard_and_no_day_counts_however_it_ended(String last) {
        tells(HALL, "MOTION_START");
        pass(2);
        tells(last.startsWith("SYSTEM") ? "vigilar" : "door", last);
        pass(60);
        if (!last.startsWith("SYSTEM")) {
            tells(SourceId.SYSTEM.value(), "SYSTEM_UNCLEAN_STOP");
        }
        tells(SourceId.SYSTEM.value(), "SYSTEM_STARTED");
        look();
        pass(11);
        look();
        assertThat(missing()).isEmpty();
        pass(1);
        look();
        assertThat(missing()).hasSize(1);
    }

    @Test
    void a_front_door_that_starts_anew_takes_no_time_off_what_is_listened_to_all_along() {
        isHeard(HALL, "MOTION_START");
        pass(7);
        process("SYSTEM_UNCLEAN_STOP", "\"web\"");
        process("SYSTEM_STARTED", "\"web\"");
        pass(7);
        process("SYSTEM_STOPPED", "\"broker\"");
        process("SYSTEM_STARTED", "\"broker\"");
        look();
        assertThat(missing()).hasSize(1);
    }

    /// Intake was away for 60 days, and people signed in meanwhile.
    @ParameterizedTest
    @ValueSource(strings = {"SYSTEM_STOPPED", "SYSTEM_UNCLEAN_STOP"})
    void while_nobody_listens_to_the_devices_no_day_counts_whoever_else_is_awake(String end) {
        isHeard(HALL, "MOTION_START");
        pass(2);
        isHeard(HALL, "MOTION_END");
        if (end.equals("SYSTEM_STOPPED")) {
            process(end, "\"intake\"");
        }
        for (int i = 0; i < 60; i++) {
            pass(1);
            tells("anna", "SIGNED_IN");
            process("SYSTEM_STARTED", "\"web\"");
        }
        if (end.equals("SYSTEM_UNCLEAN_STOP")) {
            process(end, "\"intake\"");
        }
        process("SYSTEM_STARTED", "\"intake\"");
        pass(11);
        look();
        assertThat(missing()).isEmpty();
        pass(1);
        look();
        assertThat(missing()).hasSize(1);
    }

    @Test
    void while_the_broker_is_away_nobody_is_heard_and_no_day_counts() {
        isHeard(HALL, "MOTION_START");
        pass(2);
        var since = "{\"away_since\":%d}".formatted(now.toEpochMilli());
        pass(1);
        tells("system", "HEARING_LOST", since, "");
        pass(60);
        look();
        assertThat(missing()).as("while it is away").isEmpty();
        tells("system", "HEARING_GAP", since, "");
        pass(11);
        look();
        assertThat(missing()).isEmpty();
        pass(1);
        look();
        assertThat(missing()).hasSize(1);
    }

    /// Nobody tells then how long the broker was away.
    @Test
    void a_vigilar_that_starts_again_while_the_broker_is_away_hears_from_then_on() {
        isHeard(HALL, "MOTION_START");
        pass(2);
        tells("system", "HEARING_LOST", "{\"away_since\":%d}".formatted(now.toEpochMilli()), "");
        pass(30);
        process("SYSTEM_STOPPED", "\"broker\",\"intake\",\"web\"");
        process("SYSTEM_STARTED", "\"broker\",\"intake\",\"web\"");
        pass(11);
        look();
        assertThat(missing()).isEmpty();
        pass(1);
        look();
        assertThat(missing()).hasSize(1);
    }

    /// It may be a lamp, or a detector that nobody has walked past yet.
    @Test
    void what_has_never_told_motion_is_not_missed() {
        tells(HALL, "BATTERY_OK");
        pass(400);
        look();
        assertThat(missing()).isEmpty();
    }

    @Test
    void of_an_area_each_detector_is_watched_by_itself_and_of_two_zones_the_strictest_counts() {
        house =
                new ZoneSettings.Panel(
                        PanelRules.USUAL,
                        List.of(
                                inside("upstairs", 20, Set.of(), Set.of("Upstairs")),
                                inside("attic", 10, Set.of(), Set.of("Attic", "Upstairs"))));
        areas =
                Map.of(
                        new SourceId("landing"), "Upstairs",
                        new SourceId("bath"), "Upstairs",
                        new SourceId("cellar"), "Cellar");
        tells("landing", "MOTION_START");
        tells("bath", "MOTION_START");
        tells("cellar", "MOTION_START");
        pass(9);
        tells("bath", "MOTION_START");
        pass(1);
        look();
        assertThat(missing())
                .singleElement()
                .satisfies(
                        it -> {
                            assertThat(it.source()).hasToString("landing");
                            assertThat(it.payload().json()).contains("attic", "10");
                        });
    }

    @Test
    void a_year_of_going_out_each_day_is_still_counted_and_what_is_older_is_no_time() {
        tells(HALL, "MOTION_START");
        for (int i = 0; i <= DisarmedTime.MOST_CHANGES; i++) {
            now = now.plusSeconds(60);
            tells("panel", i % 2 == 0 ? "ARMED" : "DISARMED");
        }
        tells("panel", "DISARMED");
        var halfOfIt = Duration.ofMinutes(DisarmedTime.MOST_CHANGES / 2);
        var disarmed = new DisarmedTime(new SqlArchive(database), NOON, now).since(NOON);
        assertThat(disarmed).isBetween(halfOfIt.minusMinutes(3), halfOfIt);
    }
}
