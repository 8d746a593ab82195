package vigilar.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import vigilar.event.Event;
import vigilar.event.EventId;
import vigilar.event.Severity;
import vigilar.event.SourceId;
import vigilar.journal.JournalEntry;
import vigilar.journal.SqlJournal;
import vigilar.storage.ReadyStore;
import vigilar.storage.SqliteDatabase;
import vigilar.supervisor.Health;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/// What the timeline says while nobody hears the devices, and after it, on a real store.
class HearingWatchTest {
    private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");

    @TempDir Path folder;
    private SqliteDatabase database; // opened before each test
    private SqlJournal journal;
    private long seconds;
    private boolean hears;
    private Set<SourceId> off = Set.of();

    @BeforeEach
    void open() {
        database = ReadyStore.open(folder);
        journal = SqlJournal.open(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    /// One of a process that starts now.
    private HearingWatch watch() {
        return new HearingWatch(
                journal,
                database,
                () -> hears,
                () -> off,
                () -> NOON.plusSeconds(seconds),
                () -> Duration.ofSeconds(seconds).toNanos());
    }

    private void pass(long forSeconds, HearingWatch... watches) {
        for (long n = 0; n < forSeconds; n++) {
            for (var each : watches) {
                each.look();
            }
            seconds++;
        }
    }

    private List<Event> events() {
        return journal.after(EventId.BEFORE_ALL, 100).stream().map(JournalEntry::event).toList();
    }

    private List<String> told() {
        return events().stream().map(it -> it.type().name()).toList();
    }

    @Test
    void a_house_that_never_heard_anybody_says_so_and_says_when_that_is_over() {
        var watch = watch();
        pass(60, watch);
        assertThat(told()).isEmpty();
        pass(100, watch);
        assertThat(told()).containsExactly("HEARING_LOST");
        assertThat(events().getFirst().severity()).isEqualTo(Severity.ALERT);
        hears = true;
        pass(29, watch);
        assertThat(told()).containsExactly("HEARING_LOST");
        pass(60, watch);
        assertThat(told()).containsExactly("HEARING_LOST", "HEARING_GAP");
        var over = events().getLast();
        assertThat(over.at()).isEqualTo(NOON.plusSeconds(160));
        assertThat(Absence.since(over)).isEqualTo(NOON);
        assertThat(over.payload().json()).contains("\"away\":\"2 min\"");
        assertThat(over.severity()).isEqualTo(Severity.WARNING);
    }

    @Test
    void a_link_that_comes_and_goes_is_told_once_and_its_end_once() {
        var watch = watch();
        for (int n = 0; n < 50; n++) {
            hears = n % 10 == 0;
            pass(6, watch);
        }
        assertThat(told()).containsExactly("HEARING_LOST");
        assertThat(events().getFirst().payload().json()).contains("\"away\":\"1 min\"");
        hears = true;
        pass(100, watch);
        assertThat(told()).containsExactly("HEARING_LOST", "HEARING_GAP");
    }

    @Test
    void a_house_that_is_started_anew_within_the_outage_says_so_no_second_time_and_ends_it() {
        pass(100, watch());
        pass(100, watch());
        assertThat(told()).containsExactly("HEARING_LOST");
        hears = true;
        pass(100, watch());
        assertThat(told()).containsExactly("HEARING_LOST", "HEARING_GAP");
        assertThat(Absence.since(events().getLast())).isEqualTo(NOON);
    }

    @Test
    void of_several_processes_one_says_it_and_one_says_that_it_is_over_each_time() {
        var one = watch();
        var other = watch();
        pass(200, one, other);
        hears = true;
        pass(200, other, one);
        hears = false;
        pass(200, one, other);
        assertThat(told()).containsExactly("HEARING_LOST", "HEARING_GAP", "HEARING_LOST");
    }

    @Test
    void a_process_that_says_it_too_late_is_corrected_by_one_that_hears() {
        hears = true;
        var watch = watch();
        pass(100, watch);
        hears = false;
        var late = watch();
        pass(65, late);
        hears = true;
        pass(20, watch);
        assertThat(told()).containsExactly("HEARING_LOST", "HEARING_GAP");
    }

    @Test
    void an_intake_that_fails_at_each_start_is_told_like_a_broker_that_is_away() {
        var health = new Health(() -> NOON);
        var watch =
                new HearingWatch(
                        journal,
                        database,
                        () -> health.isUp(Intake.PART),
                        () -> off,
                        () -> NOON.plusSeconds(seconds),
                        () -> Duration.ofSeconds(seconds).toNanos());
        for (int start = 0; start < 4; start++) {
            health.starting(Intake.PART);
            pass(10, watch);
            health.up(Intake.PART);
            pass(2, watch);
            health.down(Intake.PART, "it failed");
            pass(15, watch);
        }
        assertThat(told()).containsExactly("HEARING_LOST");
        health.up(Intake.PART);
        pass(60, watch);
        assertThat(told()).containsExactly("HEARING_LOST", "HEARING_GAP");
    }

    private void isOff(boolean is) {
        off = is ? Set.of(Zigbee2Mqtt.BRIDGE) : Set.of();
    }

    @Test
    void of_several_processes_one_tells_of_a_producer_that_is_off_in_an_armed_house_and_once() {
        hears = true;
        var one = watch();
        var other = watch();
        isOff(true);
        pass(60, one, other);
        assertThat(told()).isEmpty();
        pass(60, one, other);
        pass(100, watch()); // after a restart
        assertThat(told()).containsExactly("PRODUCER_LOST");
        var lost = events().getFirst();
        assertThat(lost.severity()).isEqualTo(Severity.ALERT);
        assertThat(lost.source()).isEqualTo(Zigbee2Mqtt.BRIDGE);
        assertThat(Absence.since(lost)).isEqualTo(NOON);
    }

    @Test
    void
            a_producer_that_starts_again_and_again_in_an_armed_house_is_told_of_like_one_that_is_off() {
        hears = true;
        var watch = watch();
        for (int start = 0; start < 6; start++) {
            isOff(true);
            pass(20, watch);
            isOff(false);
            pass(10, watch);
        }
        assertThat(told()).containsExactly("PRODUCER_LOST");
    }

    @Test
    void a_producer_that_is_back_within_a_minute_is_not_told_of() {
        hears = true;
        var watch = watch();
        for (int start = 0; start < 6; start++) {
            isOff(true);
            pass(50, watch);
            isOff(false);
            pass(60, watch);
        }
        assertThat(told()).isEmpty();
    }

    @Test
    void a_house_that_hears_says_nothing() {
        hears = true;
        pass(600, watch());
        assertThat(told()).isEmpty();
    }
}
