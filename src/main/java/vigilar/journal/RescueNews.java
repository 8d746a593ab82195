package vigilar.journal;

import org.jdbi.v3.core.Handle;

import vigilar.event.EventType;
import vigilar.event.Occurrence;
import vigilar.event.Origin;
import vigilar.event.Payload;
import vigilar.event.Severity;
import vigilar.event.SourceId;
import vigilar.storage.Database;
import vigilar.storage.Rescue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Tells the timeline that a damaged store was replaced and what is missing since. The note and the
/// event are one transaction: told once, whatever is killed when.
public final class RescueNews {
    private static final EventType RESTORED = new EventType("STORE_RESTORED");

    private static final EventType MENDED = new EventType("STORE_MENDED");
    private static final EventType ACCESS_UNSURE = new EventType("ACCESS_UNSURE");

    /// What rescues carry over if they can, as people call it.
    private static final Map<String, String> TO_BE_LOOKED_AT =
            Map.of(
                    "people", "people with their PINs and API tokens (/people)",
                    "devices", "logins of devices (/devices)",
                    "rules", "rules (/rules)");

    private final EventJournal journal;
    private final Database database;

    public RescueNews(EventJournal journal, Database database) {
        this.journal = journal;
        this.database = database;
    }

    /// 5 names: there are seven nightly copies, and they mostly ail from the same.
    private static final int MOST_NAMES = 5;

    private record Note(Instant at, Instant from, String aside, String backup, String stale) {
        Stream<String> news() {
            return Stream.of(stale.split(",", -1));
        }
    }

    /// Returns once it is durable. Only one process of the house calls it.
    public void tell() {
        database.read(RescueNews::note)
                .ifPresent(
                        note ->
                                journal.append(
                                                all(note),
                                                rows -> rows.execute("DELETE FROM rescue"))
                                        .join());
    }

    private static Optional<Note> note(Handle rows) {
        return rows.createQuery("SELECT at_ms, from_ms, aside, backup, stale FROM rescue LIMIT 1")
                .map(
                        (row, _) ->
                                new Note(
                                        Instant.ofEpochMilli(row.getLong(1)),
                                        Instant.ofEpochMilli(row.getLong(2)),
                                        row.getString(3),
                                        row.getString(4),
                                        row.getString(5)))
                .findOne();
    }

    private static List<Occurrence> all(Note note) {
        if (note.aside().isEmpty()) {
            return List.of(mended(note));
        }
        return Stream.concat(Stream.of(said(note)), unsaved(note).stream()).toList();
    }

    private static Occurrence mended(Note note) {
        return new Occurrence(
                note.at(),
                MENDED,
                Severity.WARNING,
                SourceId.SYSTEM,
                Payload.EMPTY,
                Origin.ourselves("indexes did not fit their tables; no row was touched"));
    }

    /// What else is as it was then, and is to be looked at; the panel tells that of itself.
    private static Optional<Occurrence> unsaved(Note note) {
        var stale =
                note.news()
                        .map(it -> TO_BE_LOOKED_AT.getOrDefault(it, ""))
                        .filter(it -> !it.isEmpty())
                        .collect(Collectors.joining("; "));
        return Optional.of(stale)
                .filter(it -> !it.isEmpty())
                .map(
                        it ->
                                new Occurrence(
                                        note.at(),
                                        ACCESS_UNSURE,
                                        Severity.ALERT,
                                        SourceId.SYSTEM,
                                        new Payload(
                                                "{\"stale\":\"%s\",\"as_of\":\"%s\"}"
                                                        .formatted(it, from(note))),
                                        Origin.ourselves(
                                                "it cannot be read in what was left of the store:"
                                                        + " whoever was shut out since may come in"
                                                        + " again")));
    }

    private static String from(Note note) {
        if (note.backup().isEmpty()) {
            return "the beginning";
        }
        return note.from().isAfter(note.at())
                ? "an unknown time" // a wrong clock's
                : note.from().toString();
    }

    /// Names of our own making: nothing in them needs escaping.
    private static Occurrence said(Note note) {
        var none = note.backup().isEmpty();
        var payload =
                "{\"from\":\"%s\",\"to\":\"%s\",\"kept_in\":\"%s\",\"backup\":\"%s\"%s}"
                        .formatted(
                                from(note),
                                note.at(),
                                note.aside(),
                                none ? "none" : safe(note.backup()),
                                unusable(note));
        return new Occurrence(
                note.at(),
                RESTORED,
                Severity.ALERT,
                SourceId.SYSTEM,
                new Payload(payload),
                Origin.ourselves(
                        what(note)
                                + "; what was stored since the backup is missing, and what was"
                                + " there is kept in the data folder"));
    }

    private static String what(Note note) {
        var news = note.news().toList();
        if (news.contains(Rescue.ANOTHER)) {
            return "another file lay in the place of the store";
        }
        return news.contains(Rescue.GONE) ? "the store was gone" : "the store was damaged";
    }

    private static String unusable(Note note) {
        var names =
                note.news()
                        .filter(it -> it.startsWith(Rescue.UNUSABLE))
                        .map(it -> safe(it.substring(Rescue.UNUSABLE.length())))
                        .limit(MOST_NAMES)
                        .collect(Collectors.joining(", "));
        return names.isEmpty() ? "" : ",\"unusable\":\"%s\"".formatted(names);
    }

    private static String safe(String name) {
        return name.replaceAll("[^A-Za-z0-9._-]", "?");
    }
}
