package vigilar.journal;

import org.jdbi.v3.core.Handle;

import vigilar.event.EventType;
import vigilar.event.Occurrence;
import vigilar.event.Origin;
import vigilar.event.Payload;
import vigilar.event.Severity;
import vigilar.event.SourceId;
import vigilar.storage.Database;
import vigilar.storage.StorageException;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;

/// Start, stop and unclean stop of each process as events on the timeline: a house that was blind
/// for an hour must show that hour. The mark of a role is changed in the transaction of its event.
public final class LifeLog {
    private static final EventType STARTED = new EventType("SYSTEM_STARTED");
    private static final EventType STOPPED = new EventType("SYSTEM_STOPPED");
    private static final EventType UNCLEAN_STOP = new EventType("SYSTEM_UNCLEAN_STOP");

    private final EventJournal journal;
    private final Database database;
    private final InstantSource clock;
    private final Set<String> roles;

    /// @param roles the roles of this process, whose locks it holds
    public LifeLog(
            EventJournal journal, Database database, InstantSource clock, Set<String> roles) {
        this.journal = journal;
        this.database = database;
        this.clock = clock;
        this.roles = new TreeSet<>(roles);
    }

    /// Says that this process began and, if one of its roles was cut off the last time, that too.
    /// Returns once it is durable.
    public void began() {
        var now = clock.instant();
        var said = new ArrayList<Occurrence>();
        var cutOff = database.read(this::rolesCutOff);
        if (!cutOff.isEmpty()) {
            said.add(
                    occurrence(
                            now,
                            UNCLEAN_STOP,
                            Severity.WARNING,
                            cutOff,
                            "the last run did not end in order: a crash, a kill or a power cut"));
        }
        said.add(occurrence(now, STARTED, Severity.INFO, roles, "Vigilar started"));
        await(journal.append(said, rows -> mark(rows, now)));
    }

    /// Says that this process ends in order. Returns once it is durable.
    public void ended() {
        var now = clock.instant();
        var said = occurrence(now, STOPPED, Severity.INFO, roles, "Vigilar was told to stop");
        await(journal.append(List.of(said), rows -> markEnded(rows, now)));
    }

    /// @throws StorageException as the journal says it, so that a full disk is named as one
    private static void await(CompletableFuture<?> writing) {
        try {
            writing.join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof StorageException why ? why : failed;
        }
    }

    private Set<String> rolesCutOff(Handle rows) {
        return rows
                .createQuery("SELECT role FROM life WHERE ended IS NULL")
                .mapTo(String.class)
                .stream()
                .filter(roles::contains)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void mark(Handle rows, Instant now) {
        for (var role : roles) {
            rows.execute(
                    "INSERT OR REPLACE INTO life (role, began, ended) VALUES (?, ?, NULL)",
                    role,
                    now.toEpochMilli());
        }
    }

    private void markEnded(Handle rows, Instant now) {
        for (var role : roles) {
            rows.execute("UPDATE life SET ended = ? WHERE role = ?", now.toEpochMilli(), role);
        }
    }

    private static Occurrence occurrence(
            Instant now, EventType type, Severity severity, Set<String> roles, String why) {
        var names = roles.stream().map(role -> "\"" + role + "\"").collect(Collectors.joining(","));
        var payload = new Payload("{\"roles\":[" + names + "]}");
        return new Occurrence(now, type, severity, SourceId.SYSTEM, payload, Origin.ourselves(why));
    }
}
