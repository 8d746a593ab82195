package vigilar;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import vigilar.event.EventId;
import vigilar.event.EventType;
import vigilar.event.Occurrence;
import vigilar.event.Origin;
import vigilar.event.Payload;
import vigilar.event.Severity;
import vigilar.event.SourceId;
import vigilar.journal.RowChanges;
import vigilar.journal.SqlJournal;
import vigilar.storage.ReadyStore;
import vigilar.storage.SqliteDatabase;
import vigilar.storage.StorageSettings;
import vigilar.supervisor.Health;
import vigilar.supervisor.PartState;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/// What the house says of its store, with a clock moved by hand.
class SoundnessTest {
    private static final Duration LOOK = Duration.ofMinutes(10);
    private static final Duration DAY = Duration.ofDays(1);

    @TempDir Path folder;
    private Instant now = Instant.parse("2026-11-24T12:00:00Z");
    private final InstantSource clock = () -> now;
    private SqliteDatabase database;
    private SqlJournal journal;
    private Health health;
    private Soundness soundness;

    @BeforeEach
    void open() {
        database = ReadyStore.open(folder);
        journal = SqlJournal.open(database);
        start();
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void start() {
        health = new Health(clock);
        soundness = new Soundness(database, journal, new StorageSettings(folder), health, clock);
    }

    private void lookAfter(Duration pause) throws InterruptedException {
        now = now.plus(pause);
        soundness.look();
    }

    private boolean saysThatAllIsWell() {
        return health.parts().get(Soundness.PART) instanceof PartState.Up;
    }

    private void sql(String sql) {
        database.write(it -> it.execute(sql)).join();
    }

    private void pinWhatIsGone() {
        sql("INSERT INTO pin VALUES (777, 0, 0)");
    }

    private long told() {
        return journal.after(EventId.BEFORE_ALL, 100).stream()
                .filter(it -> it.event().what().type().name().equals("STORE_UNSOUND"))
                .count();
    }

    @Test
    void what_a_check_found_is_told_until_a_check_finds_nothing() throws Exception {
        lookAfter(Duration.ZERO);
        assertThat(saysThatAllIsWell()).isTrue();
        pinWhatIsGone();
        lookAfter(DAY);
        assertThat(saysThatAllIsWell()).isFalse();
        lookAfter(LOOK);
        assertThat(health.parts().get(Soundness.PART))
                .isInstanceOfSatisfying(
                        PartState.Down.class,
                        it -> assertThat(it.why()).isEqualTo("a pinned event is gone: 777"));
        sql("DELETE FROM pin");
        lookAfter(LOOK); // nobody has looked whether it is mended
        assertThat(saysThatAllIsWell()).isFalse();
        lookAfter(DAY);
        assertThat(saysThatAllIsWell()).isTrue();
        assertThat(told()).isEqualTo(1);
    }

    @Test
    void a_restart_does_not_forget_what_was_found_and_looks_whether_it_is_mended()
            throws Exception {
        pinWhatIsGone();
        lookAfter(Duration.ZERO);
        start();
        lookAfter(LOOK);
        assertThat(saysThatAllIsWell()).isFalse();
        lookAfter(LOOK);
        assertThat(saysThatAllIsWell()).isFalse();
        sql("DELETE FROM pin");
        start();
        lookAfter(LOOK);
        assertThat(saysThatAllIsWell()).isTrue();
    }

    @Test
    void events_that_are_missing_at_a_start_are_told_though_the_day_was_checked() throws Exception {
        var door =
                new Occurrence(
                        now,
                        new EventType("CONTACT_OPEN"),
                        Severity.INFO,
                        new SourceId("hall"),
                        Payload.EMPTY,
                        Origin.ourselves("a test"));
        journal.append(List.of(door, door, door), RowChanges.NONE).join();
        lookAfter(Duration.ZERO);
        assertThat(saysThatAllIsWell()).isTrue();
        sql("DELETE FROM event WHERE id = 2");
        start();
        lookAfter(LOOK);
        assertThat(saysThatAllIsWell()).isFalse();
        assertThat(told()).isEqualTo(1);
        lookAfter(LOOK);
        assertThat(saysThatAllIsWell()).isFalse();
        assertThat(told()).isEqualTo(1);
    }

    @Test
    void a_check_made_while_the_clock_was_years_ahead_keeps_no_later_one_away() throws Exception {
        now = now.plus(DAY.multipliedBy(3_650));
        lookAfter(Duration.ZERO);
        pinWhatIsGone();
        lookAfter(DAY.multipliedBy(-3_650));
        assertThat(saysThatAllIsWell()).isFalse();
        lookAfter(LOOK);
        assertThat(told()).isEqualTo(1);
    }
}
