package vigilar.journal;

import vigilar.event.EventType;
import vigilar.event.Occurrence;
import vigilar.event.Origin;
import vigilar.event.Payload;
import vigilar.event.Severity;
import vigilar.event.SourceId;
import vigilar.storage.Database;

import java.time.InstantSource;
import java.util.List;
import java.util.regex.Pattern;

/// Tells the timeline that files of the embedded broker were damaged. Each folder with such files
/// is told of once, whatever is killed when: the event and its mark are one transaction, and the
/// broker names the folders again at each start.
public final class BrokerNews {
    private static final EventType DAMAGED = new EventType("BROKER_DAMAGED");
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._-]{1,80}");

    private final EventJournal journal;
    private final Database database;
    private final InstantSource clock;

    public BrokerNews(EventJournal journal, Database database, InstantSource clock) {
        this.journal = journal;
        this.database = database;
        this.clock = clock;
    }

    /// Notes a folder that keeps such files; one that is known already stays as it is. For the
    /// process of the broker.
    public void note(String folder) {
        if (!PLAIN.matcher(folder).matches()) {
            throw new IllegalArgumentException("not a name of ours: " + folder);
        }
        database.write(
                        rows ->
                                rows.execute(
                                        "INSERT OR IGNORE INTO broker_damage (folder, at_ms, told)"
                                                + " VALUES (?, ?, 0)",
                                        folder,
                                        clock.millis()))
                .join();
    }

    /// Returns once it is durable. Only one process of the house calls it: that of intake.
    public void tell() {
        for (var folder :
                database.read(
                        rows ->
                                rows.createQuery("SELECT folder FROM broker_damage WHERE told = 0")
                                        .mapTo(String.class)
                                        .list())) {
            journal.append(
                            List.of(said(folder)),
                            rows ->
                                    rows.execute(
                                            "UPDATE broker_damage SET told = 1 WHERE folder = ?",
                                            folder))
                    .join();
        }
    }

    private Occurrence said(String folder) {
        return new Occurrence(
                clock.instant(),
                DAMAGED,
                Severity.ALERT,
                SourceId.SYSTEM,
                new Payload("{\"kept_in\":\"%s\"}".formatted(folder)),
                Origin.ourselves(
                        "the broker could not read its files; what waited in them for us or for"
                                + " devices is lost, and they are kept in the data folder"));
    }
}
