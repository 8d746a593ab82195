package vigilar.journal;

import org.jdbi.v3.core.Handle;

import vigilar.event.EventType;
import vigilar.event.Occurrence;
import vigilar.event.Origin;
import vigilar.event.Payload;
import vigilar.event.Severity;
import vigilar.event.SourceId;
import vigilar.storage.Database;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Tells the timeline that a damaged store was replaced and what is missing since. The note and the
/// event are one transaction: told once, whatever is killed when.
public final class RescueNews {
    private static final EventType RESTORED = new EventType("STORE_RESTORED");

    private final EventJournal journal;
    private final Database database;

    public RescueNews(EventJournal journal, Database database) {
        this.journal = journal;
        this.database = database;
    }

    private record Note(Instant at, Instant from, String aside, String backup) {}

    /// Returns once it is durable. Only one process of the house calls it.
    public void tell() {
        database.read(RescueNews::note)
                .ifPresent(
                        note ->
                                journal.append(
                                                List.of(said(note)),
                                                rows -> rows.execute("DELETE FROM rescue"))
                                        .join());
    }

    private static Optional<Note> note(Handle rows) {
        return rows.createQuery("SELECT at_ms, from_ms, aside, backup FROM rescue LIMIT 1")
                .map(
                        (row, _) ->
                                new Note(
                                        Instant.ofEpochMilli(row.getLong(1)),
                                        Instant.ofEpochMilli(row.getLong(2)),
                                        row.getString(3),
                                        row.getString(4)))
                .findOne();
    }

    /// Names of our own making: nothing in them needs escaping.
    private static Occurrence said(Note note) {
        var none = note.backup().isEmpty();
        var from =
                note.from().isAfter(note.at()) ? "an unknown time" : note.from(); // a wrong clock's
        var payload =
                "{\"from\":\"%s\",\"to\":\"%s\",\"kept_in\":\"%s\",\"backup\":\"%s\"}"
                        .formatted(
                                none ? "the beginning" : from,
                                note.at(),
                                note.aside(),
                                none ? "none" : safe(note.backup()));
        return new Occurrence(
                note.at(),
                RESTORED,
                Severity.ALERT,
                SourceId.SYSTEM,
                new Payload(payload),
                Origin.ourselves(
                        "the store was damaged; what was stored since the backup is missing, and"
                                + " the damaged file is kept in the data folder"));
    }

    private static String safe(String name) {
        return name.replaceAll("[^A-Za-z0-9._-]", "?");
    }
}
