package vigilar.pictures;

import org.jdbi.v3.core.Handle;

import vigilar.event.EventId;
import vigilar.storage.Database;
import vigilar.storage.Invariant;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;

/// Pictures of events that retention removed: the rows are marked in that transaction, the files go
/// afterwards. So a crash between the two leaves a mark, never a file that nobody knows.
public final class PrunedPictures {
    /// 500 files at a time: the rest waits for the next round.
    private static final int AT_A_TIME = 500;

    /// What holds in the tables of this room.
    public static final List<Invariant> RULES =
            List.of(
                    Invariant.of(
                            "a picture belongs to an event that was not stored yet",
                            """
                            SELECT event_id FROM picture WHERE event_id > (SELECT last_id FROM head)
                            UNION SELECT event_id FROM picture_shown
                            WHERE event_id > (SELECT last_id FROM head)\
                            """),
                    Invariant.of(
                            "a picture is kept that no event shows",
                            """
                            SELECT event_id FROM picture p WHERE state = 'ready'
                                AND NOT EXISTS (SELECT 1 FROM event WHERE id = p.event_id)
                                AND NOT EXISTS (SELECT 1 FROM picture_shown s
                                    JOIN event ON event.id = s.event_id
                                    WHERE s.shown_by = p.event_id AND s.kind = p.kind)\
                            """));

    private final Database database;
    private final Path folder;

    /// @param dataFolder of the house
    public PrunedPictures(Database database, Path dataFolder) {
        this.database = database;
        folder = dataFolder.resolve("pictures");
    }

    /// Marks what is not shown by any event any more: a later event of the same review may still
    /// show the pictures of one that goes.
    public static void forget(Handle rows, List<EventId> events) {
        var perhaps = new LinkedHashSet<Long>();
        for (var event : events) {
            perhaps.add(event.sequence());
            perhaps.addAll(
                    rows.createQuery(
                                    "DELETE FROM picture_shown WHERE event_id = ?"
                                            + " RETURNING shown_by")
                            .bind(0, event.sequence())
                            .mapTo(Long.class)
                            .list());
        }
        var going = events.toString();
        for (long event : perhaps) {
            rows.createUpdate(
                            """
                            UPDATE picture SET state = 'pruned', bytes = 0 WHERE event_id = :event
                                AND NOT EXISTS (SELECT 1 FROM picture_shown s
                                    WHERE s.shown_by = :event AND s.kind = picture.kind)
                                AND NOT EXISTS (SELECT 1 FROM event WHERE id = :event AND id NOT IN
                                    (SELECT value FROM json_each(:going)))\
                            """)
                    .bind("event", event)
                    .bind("going", going)
                    .execute();
        }
    }

    /// Deletes the files of what is marked.
    ///
    /// @throws IOException when a file cannot be deleted; it stays marked
    public void deleteFiles() throws IOException {
        var store = new PictureStore(database);
        for (var one : store.pruned(AT_A_TIME)) {
            Files.deleteIfExists(Album.file(folder, one.event(), one.kind()));
            store.forgetPruned(one);
        }
    }
}
