package vigilar.pictures;

import org.jdbi.v3.core.Handle;

import vigilar.event.EventId;
import vigilar.event.Severity;
import vigilar.event.Worth;
import vigilar.pictures.PictureStore.Gone;
import vigilar.storage.Database;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Which pictures are an alarm's, how much room they take, and which give way. As of events, half
/// of the room is each worth's own, so that everyday pictures push out none of an alarm; what is
/// pinned stays. Safe for any number of threads.
final class RoomStore {
    /// 10 min before and after: who came, and who went.
    private static final Duration AROUND = Duration.ofMinutes(10);

    /// 2,000 ids: three a second for 10 min. What stands farther off is not looked at.
    private static final int NEAR = 2_000;

    /// [Worth#FROM], as the rows of the journal have it.
    private static final int FROM = 2;

    /// 64 rows at a time: a unit of some milliseconds.
    static final int STEP = 64;

    /// 50,000 rows of what is settled without a file: a year of a lively street.
    private static final int SETTLED_KEPT = 50_000;

    private static final String UNPINNED =
            """
             NOT EXISTS (SELECT 1 FROM pin WHERE pin.event_id = picture.event_id)
            AND NOT EXISTS (SELECT 1 FROM picture_shown s JOIN pin ON pin.event_id = s.event_id
                WHERE s.shown_by = picture.event_id AND s.kind = picture.kind)\
            """;

    private final Database database;

    RoomStore(Database database) {
        this.database = database;
    }

    /// Whether an event makes an alarm's of the pictures around it.
    static boolean isAlarm(Severity severity) {
        return severity.compareTo(Worth.FROM) >= 0;
    }

    /// What was seen shortly before is an alarm's.
    static void alarm(Handle it, EventId event, Instant at) {
        it.createUpdate(
                        """
                        UPDATE picture SET worth = 'alarm' WHERE (event_id, kind) IN
                            (SELECT p.event_id, p.kind FROM
                                (SELECT event_id, kind, event_id AS shows FROM picture
                                WHERE event_id BETWEEN :event - :near AND :event
                                UNION ALL SELECT shown_by, kind, event_id FROM picture_shown
                                WHERE event_id BETWEEN :event - :near AND :event) p
                            CROSS JOIN event e ON e.id = p.shows
                            WHERE e.at BETWEEN :at - :around AND :at + :around)\
                        """)
                .bind("event", event.sequence())
                .bind("near", NEAR)
                .bind("at", at.toEpochMilli())
                .bind("around", AROUND.toMillis())
                .execute();
    }

    /// What is seen shortly after is too. One look into an index for each strand of alarms.
    static void seen(Handle it, EventId event, Instant at) {
        it.createUpdate(
                        """
                        UPDATE picture SET worth = 'alarm' WHERE (event_id, kind) IN
                            (SELECT event_id, kind FROM picture WHERE event_id = :event
                            UNION ALL
                            SELECT shown_by, kind FROM picture_shown WHERE event_id = :event)
                        AND EXISTS (SELECT 1 FROM strand s CROSS JOIN event e ON e.id =
                                (SELECT max(id) FROM event WHERE strand = s.id AND id <= :event)
                            WHERE s.severity >= :from
                                AND e.at BETWEEN :at - :around AND :at + :around)\
                        """)
                .bind("event", event.sequence())
                .bind("from", FROM)
                .bind("at", at.toEpochMilli())
                .bind("around", AROUND.toMillis())
                .execute();
    }

    /// Takes some of the oldest rows out if all have more than the quota: of that worth which has
    /// more than half of it. Their files may go then.
    ///
    /// @return empty: there is room, or nothing may go
    List<Gone> dropSome(long quota) {
        var bytes = bytes();
        long all = bytes.values().stream().mapToLong(Long::longValue).sum();
        for (var worth : List.of(Worth.ROUTINE, Worth.ALARM)) {
            long much = Math.min(all - quota, bytes.getOrDefault(worth, 0L) - quota / 2);
            var going = much > 0 ? oldest(worth, much) : List.<Gone>of();
            if (!going.isEmpty()) {
                return database.write(rows -> drop(rows, going)).join();
            }
        }
        return List.of();
    }

    private Map<Worth, Long> bytes() {
        return database.read(
                rows -> {
                    var bytes = new EnumMap<Worth, Long>(Worth.class);
                    for (var worth : Worth.values()) {
                        bytes.put(
                                worth,
                                rows.createQuery(
                                                "SELECT coalesce(sum(bytes), 0) FROM picture"
                                                        + " WHERE state = 'ready' AND worth = ?")
                                        .bind(0, worth.word())
                                        .mapTo(Long.class)
                                        .one());
                    }
                    return bytes;
                });
    }

    private record Oldest(Gone picture, long bytes) {}

    private List<Gone> oldest(Worth worth, long much) {
        var oldest =
                database.read(
                        rows ->
                                rows.createQuery(
                                                "SELECT event_id, kind, bytes FROM picture"
                                                        + " WHERE state = 'ready' AND worth = ? AND"
                                                        + UNPINNED
                                                        + " ORDER BY event_id, kind LIMIT ?")
                                        .bind(0, worth.word())
                                        .bind(1, STEP)
                                        .map(
                                                (row, _) ->
                                                        new Oldest(
                                                                PictureStore.gone(row),
                                                                row.getLong(3)))
                                        .list());
        var going = new ArrayList<Gone>();
        long still = much;
        for (var each : oldest) {
            if (still > 0) {
                going.add(each.picture());
                still -= each.bytes();
            }
        }
        return going;
    }

    /// Whatever was pinned meanwhile stays.
    private static List<Gone> drop(Handle rows, List<Gone> going) {
        return going.stream()
                .filter(
                        one ->
                                rows.execute(
                                                "UPDATE picture SET state = 'dropped', bytes = 0,"
                                                        + " answer = 'its place was needed for"
                                                        + " newer ones' WHERE event_id = ? AND kind"
                                                        + " = ? AND state = 'ready' AND"
                                                        + UNPINNED,
                                                one.event().sequence(),
                                                one.kind().word())
                                        > 0)
                .toList();
    }

    /// Forgets some of what was settled without a file long ago, and which events it was shown
    /// with.
    void forgetSettled() {
        var old =
                database.read(
                        rows ->
                                rows.createQuery(
                                                """
                                                SELECT event_id, kind FROM picture
                                                WHERE state IN ('dropped', 'given_up')
                                                    AND worth IN ('alarm', 'routine')
                                                    AND event_id <
                                                        (SELECT max(event_id) FROM picture) - ?
                                                LIMIT ?\
                                                """)
                                        .bind(0, SETTLED_KEPT)
                                        .bind(1, STEP)
                                        .map((row, _) -> PictureStore.gone(row))
                                        .list());
        if (!old.isEmpty()) {
            database.write(
                            rows -> {
                                old.forEach(one -> forget(rows, one));
                                return old.size();
                            })
                    .join();
        }
    }

    private static void forget(Handle rows, Gone one) {
        rows.execute(
                "DELETE FROM picture_shown WHERE shown_by = ? AND kind = ?",
                one.event().sequence(),
                one.kind().word());
        rows.execute(
                "DELETE FROM picture WHERE event_id = ? AND kind = ?",
                one.event().sequence(),
                one.kind().word());
    }
}
