package vigilar.rules;

import vigilar.event.EventId;
import vigilar.journal.EventJournal;
import vigilar.journal.SqlCursor;
import vigilar.storage.Database;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// Sees from another process whether the rules are at work. The panel and the phones go on where
/// this process is when the one that runs the rules stands still; sirens do not, and somebody must
/// know. One loop, for the supervisor.
public final class RuleOnlooker {
    /// 10 s: as soon as the panel of a process that stands still is taken. Rules that run are a
    /// second behind at most, or a flood of some thousands of events.
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration LOOK = Duration.ofSeconds(1);

    private final EventJournal journal;
    private final SqlCursor cursor;
    private final Consumer<Optional<String>> told;
    private final LongSupplier nanos;
    private EventId due;
    private long since;

    /// @param told at each look why no rule acts; empty: they do
    /// @param nanos a clock that only goes forward, such as [System#nanoTime]
    public RuleOnlooker(
            EventJournal journal,
            Database database,
            Consumer<Optional<String>> told,
            LongSupplier nanos) {
        this.journal = journal;
        this.cursor = new SqlCursor(database, RuleKeeper.PART);
        this.told = told;
        this.nanos = nanos;
        this.due = EventId.BEFORE_ALL;
        this.since = nanos.getAsLong();
    }

    /// Runs until interrupted.
    public void run() throws InterruptedException {
        while (true) {
            look();
            Thread.sleep(LOOK);
        }
    }

    void look() {
        journal.refresh();
        if (!due.isBeyond(cursor.load())) {
            due = journal.head();
            since = nanos.getAsLong();
            told.accept(Optional.empty());
        } else if (nanos.getAsLong() - since >= PATIENCE.toNanos()) {
            told.accept(
                    Optional.of(
                            "the process that runs them (intake) does not: no rule acts, no siren"
                                    + " sounds"));
        }
    }
}
