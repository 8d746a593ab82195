package vigilar.intake;

import org.jdbi.v3.core.Handle;

import vigilar.event.SourceId;
import vigilar.intake.Redelivery.Part;
import vigilar.intake.Redelivery.Sent;
import vigilar.journal.RowChanges;
import vigilar.storage.QuickSql;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.UUID;

/// The rows of intake.
final class IntakeStore {
    /// A packet identifier and a digest.
    private static final int SENT_BYTES = Short.BYTES + Digest.BYTES;

    private IntakeStore() {}

    /// What goes into one transaction beside the events; a snapshot, since another thread writes
    /// it.
    ///
    /// @param seenSince older rows of seen messages are forgotten; empty: that was done
    /// @param moving what of other rooms goes along with a device that turned out to be another
    record Changes(
            BusSession session,
            Map<Signal.Point, Points.Known> points,
            Redelivery.Change unsettled,
            List<Digest> seen,
            long seenMillis,
            OptionalLong seenSince,
            List<Refusal> refusals,
            RowChanges moving,
            Hearing.Unsaved hearing)
            implements RowChanges {
        @Override
        public void apply(Handle rows) {
            savePoints(rows, points);
            saveUnsettled(rows, session.id(), unsettled);
            saveSeen(rows, seen, seenMillis);
            seenSince.ifPresent(since -> forgetSeen(rows, since));
            saveRefusals(rows, refusals);
            moving.apply(rows);
            if (!hearing.isEmpty()) {
                HearingStore.save(rows, session, hearing);
            }
        }
    }

    /// This installation's id; made at the first call.
    static String installation(Handle rows) {
        rows.createUpdate(
                        "INSERT INTO installation (only_row, id) VALUES (1, :id) ON CONFLICT DO"
                                + " NOTHING")
                .bind("id", UUID.randomUUID().toString().substring(0, 8))
                .execute();
        return rows.createQuery("SELECT id FROM installation").mapTo(String.class).one();
    }

    static Map<Signal.Point, Points.Known> points(Handle rows) {
        var points = new HashMap<Signal.Point, Points.Known>();
        rows.createQuery("SELECT source, point, state, heard_ms, untold FROM point_state")
                .map(
                        (row, _) ->
                                points.put(
                                        new Signal.Point(
                                                new SourceId(row.getString(1)), row.getString(2)),
                                        new Points.Known(
                                                row.getString(3),
                                                row.getLong(4),
                                                row.getBoolean(5))))
                .forEach(_ -> {});
        return points;
    }

    private static void savePoints(Handle rows, Map<Signal.Point, Points.Known> points) {
        if (points.isEmpty()) {
            return;
        }
        QuickSql.each(
                rows,
                "INSERT INTO point_state (source, point, state, heard_ms, untold)"
                        + " VALUES (?, ?, ?, ?, ?)"
                        + " ON CONFLICT (source, point) DO UPDATE SET state = excluded.state,"
                        + " heard_ms = excluded.heard_ms, untold = excluded.untold",
                points.entrySet(),
                (statement, it) -> {
                    statement.setString(1, it.getKey().source().value());
                    statement.setString(2, it.getKey().name());
                    statement.setString(3, it.getValue().text());
                    statement.setLong(4, it.getValue().heardMillis());
                    statement.setBoolean(5, it.getValue().untold());
                });
    }

    /// The messages that may come again, the oldest first.
    static List<Part> unsettled(Handle rows, String session) {
        return rows.createQuery(
                        "SELECT number, messages FROM unsettled_part WHERE session = :session"
                                + " ORDER BY number")
                .bind("session", session)
                .map((row, _) -> new Part(row.getLong(1), sent(row.getBytes(2))))
                .list();
    }

    private static List<Sent> sent(byte[] blob) {
        var bytes = ByteBuffer.wrap(blob);
        var sent = new ArrayList<Sent>();
        while (bytes.remaining() >= SENT_BYTES) {
            sent.add(new Sent(Short.toUnsignedInt(bytes.getShort()), Digest.from(bytes)));
        }
        return sent;
    }

    private static void saveUnsettled(Handle rows, String session, Redelivery.Change change) {
        if (change.isEmpty()) {
            return; // as always with our own broker, whose messages have receipts
        }
        QuickSql.each(
                rows,
                "DELETE FROM unsettled_part WHERE session = ? AND number = ?",
                change.gone(),
                (statement, number) -> {
                    statement.setString(1, session);
                    statement.setLong(2, number);
                });
        QuickSql.each(
                rows,
                "INSERT INTO unsettled_part (session, number, messages) VALUES (?, ?, ?)",
                change.added().stream().toList(),
                (statement, part) -> {
                    statement.setString(1, session);
                    statement.setLong(2, part.number());
                    statement.setBytes(3, bytes(part.messages()));
                });
    }

    private static byte[] bytes(List<Sent> messages) {
        var bytes = ByteBuffer.allocate(messages.size() * SENT_BYTES);
        for (var one : messages) {
            bytes.putShort((short) one.packet());
            one.digest().into(bytes);
        }
        return bytes.array();
    }

    /// The newest ones, oldest first.
    static SequencedMap<Digest, Long> seen(Handle rows) {
        var newestFirst =
                rows.createQuery(
                                "SELECT digest, seen_ms FROM seen_message WHERE seen_ms >="
                                        + " (SELECT max(seen_ms) FROM seen_message) - :kept"
                                        + " ORDER BY seen_ms DESC LIMIT :most")
                        .bind("kept", Seen.KEPT.toMillis())
                        .bind("most", Seen.MOST)
                        .map(
                                (row, _) ->
                                        Map.entry(
                                                Digest.from(ByteBuffer.wrap(row.getBytes(1))),
                                                row.getLong(2)))
                        .list();
        var seen = new LinkedHashMap<Digest, Long>();
        newestFirst.reversed().forEach(entry -> seen.put(entry.getKey(), entry.getValue()));
        return seen;
    }

    private static void saveSeen(Handle rows, List<Digest> seen, long millis) {
        if (seen.isEmpty()) {
            return;
        }
        QuickSql.each(
                rows,
                "INSERT INTO seen_message (digest, seen_ms) VALUES (?, ?) ON CONFLICT (digest) DO"
                        + " UPDATE SET seen_ms = excluded.seen_ms",
                seen,
                (statement, digest) -> {
                    statement.setBytes(1, digest.bytes());
                    statement.setLong(2, millis);
                });
    }

    private static void forgetSeen(Handle rows, long since) {
        rows.createUpdate("DELETE FROM seen_message WHERE seen_ms < :since")
                .bind("since", since)
                .execute();
    }

    static void saveRefusals(Handle rows, List<Refusal> refusals) {
        if (refusals.isEmpty()) {
            return;
        }
        var batch =
                rows.prepareBatch(
                        "INSERT INTO refusal (at_ms, topic, reason, excerpt) VALUES (?, ?, ?, ?)");
        refusals.forEach(
                one ->
                        batch.add(
                                one.at().toEpochMilli(), one.topic(), one.reason(), one.excerpt()));
        batch.execute();
        rows.createUpdate(
                        "DELETE FROM refusal WHERE number <= (SELECT max(number) FROM refusal) -"
                                + " :most")
                .bind("most", RefusalLog.MOST)
                .execute();
    }

    static List<Refusal> latestRefusals(Handle rows) {
        return rows.createQuery(
                        "SELECT at_ms, topic, reason, excerpt FROM refusal ORDER BY number DESC"
                                + " LIMIT :most")
                .bind("most", RefusalLog.MOST)
                .map(
                        (row, _) ->
                                new Refusal(
                                        Instant.ofEpochMilli(row.getLong(1)),
                                        row.getString(2),
                                        row.getString(3),
                                        row.getString(4)))
                .list();
    }
}
