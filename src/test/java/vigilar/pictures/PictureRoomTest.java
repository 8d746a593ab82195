package vigilar.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import static vigilar.pictures.PictureKind.SNAPSHOT;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import vigilar.event.Event;
import vigilar.event.EventId;
import vigilar.event.EventType;
import vigilar.event.Occurrence;
import vigilar.event.Origin;
import vigilar.event.Payload;
import vigilar.event.Severity;
import vigilar.event.SourceId;
import vigilar.journal.Pins;
import vigilar.journal.RowChanges;
import vigilar.journal.SqlJournal;
import vigilar.storage.ReadyStore;
import vigilar.storage.SqliteDatabase;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// Which pictures stay when there is no room for all. Each takes 10 bytes.
class PictureRoomTest {
    private static final int BYTES = 10;

    @TempDir Path folder;
    private SqliteDatabase database;
    private SqlJournal journal;
    private PictureStore store;
    private Instant now = Instant.parse("2026-11-24T18:00:00Z");
    private final List<EventId> taken = new ArrayList<>();

    @BeforeEach
    void open() throws IOException {
        database = ReadyStore.open(folder);
        journal = SqlJournal.open(database);
        store = new PictureStore(database);
        Files.createDirectories(pictures());
    }

    @AfterEach
    void close() {
        database.close();
    }

    private Path pictures() {
        return folder.resolve("pictures");
    }

    private void pass(int minutes) {
        now = now.plus(Duration.ofMinutes(minutes));
    }

    private Event happens(String type, Severity severity) {
        var what =
                new Occurrence(
                        now,
                        new EventType(type),
                        severity,
                        new SourceId("drive"),
                        Payload.EMPTY,
                        Origin.ourselves("a test"));
        var id = journal.append(List.of(what), RowChanges.NONE).join().getFirst();
        return new Event(id, what);
    }

    /// What follows the journal hears of it.
    private void alarm() {
        var event = happens("ALARM", Severity.CRITICAL);
        store.owe(List.of(), Map.of(event.id(), event.at()), event.id(), now, Instant.EPOCH);
    }

    /// A camera sees somebody, and Frigate has a picture.
    private EventId picture() throws IOException {
        var event = happens("PERSON_DETECTED", Severity.WARNING);
        var review = new Review("r" + event.id(), "drive", now, Optional.of(now), Optional.empty());
        var owed = new Told.Owed("PERSON_DETECTED", List.of("d"), false);
        var told = new Told(event.id(), now, review, Optional.of(owed));
        store.owe(List.of(told), Map.of(), event.id(), now, Instant.EPOCH);
        var job =
                store.due(now).stream()
                        .filter(it -> it.kind() == SNAPSHOT && it.event().equals(event.id()))
                        .findFirst()
                        .orElseThrow();
        Files.writeString(Album.file(pictures(), event.id(), SNAPSHOT), "0123456789");
        store.ready(job, "image/jpeg", BYTES);
        taken.add(event.id());
        return event.id();
    }

    private List<EventId> pictures(int count) throws IOException {
        var all = new ArrayList<EventId>();
        for (int i = 0; i < count; i++) {
            all.add(picture());
        }
        return all;
    }

    private void roomFor(int count) throws IOException {
        Album.keepWithin(store, pictures(), (long) count * BYTES);
    }

    private List<EventId> kept() {
        return taken.stream()
                .filter(it -> Files.exists(Album.file(pictures(), it, SNAPSHOT)))
                .filter(it -> store.states(List.of(it)).toString().contains("ready"))
                .toList();
    }

    @Test
    void pictures_of_an_alarm_outlive_any_number_of_later_everyday_ones() throws IOException {
        pass(60);
        var before = pictures(2);
        pass(5);
        alarm();
        var after = picture();
        pass(60);
        var later = pictures(20);
        roomFor(8);
        assertThat(kept()).containsAll(before).contains(after).hasSize(8);
        assertThat(kept().subList(3, 8)).isEqualTo(later.subList(15, 20));
    }

    @Test
    void nor_do_alarms_leave_an_everyday_picture_without_its_half_of_the_room() throws IOException {
        var everyday = pictures(4);
        pass(60);
        alarm();
        pictures(20);
        roomFor(8);
        assertThat(kept()).hasSize(8).containsAll(everyday);
    }

    @Test
    void a_picture_of_a_pinned_event_stays_whatever_comes() throws IOException {
        var pinned = picture();
        new Pins(database, () -> now).pin(pinned, 0);
        pictures(20);
        roomFor(4);
        assertThat(kept()).hasSize(4).contains(pinned);
        roomFor(0);
        assertThat(kept()).containsExactly(pinned);
    }

    @Test
    void while_there_is_room_nothing_is_written_and_a_smaller_limit_is_reached_in_small_steps()
            throws IOException {
        pictures(200);
        var commits = new AtomicInteger();
        database.onCommit(commits::incrementAndGet);
        roomFor(200);
        assertThat(commits).hasValue(0);
        assertThat(store.room().dropSome(0)).hasSize(RoomStore.STEP);
        roomFor(20);
        assertThat(kept()).isEqualTo(taken.subList(180, 200));
    }

    @Test
    void pictures_taken_before_this_version_are_known_as_an_alarms() throws IOException {
        var old = picture();
        pass(60);
        var around = picture();
        happens("ALARM", Severity.CRITICAL);
        database.write(
                        rows -> {
                            rows.execute("DROP INDEX picture_by_worth");
                            rows.execute("ALTER TABLE picture DROP COLUMN worth");
                            rows.execute("ALTER TABLE rescue DROP COLUMN stale");
                            rows.execute("DROP TABLE panel_doubt");
                            rows.execute("ALTER TABLE word_chunk DROP COLUMN total");
                            return rows.execute(
                                    "DELETE FROM flyway_schema_history WHERE version = '31'");
                        })
                .join();
        close();
        open();
        List<String> known =
                database.read(
                        rows ->
                                rows.createQuery(
                                                "SELECT event_id || worth FROM picture"
                                                        + " WHERE kind = 'snapshot'")
                                        .mapTo(String.class)
                                        .list());
        assertThat(known).containsExactlyInAnyOrder(old + "routine", around + "alarm");
    }
}
