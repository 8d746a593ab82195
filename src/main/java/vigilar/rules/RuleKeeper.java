package vigilar.rules;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import vigilar.event.Event;
import vigilar.event.EventId;
import vigilar.event.EventType;
import vigilar.event.Occurrence;
import vigilar.event.SourceId;
import vigilar.journal.EventArchive;
import vigilar.journal.EventJournal;
import vigilar.journal.SqlCursor;
import vigilar.storage.Database;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/// Runs the rules: follows the journal, and stores what a rule does in one transaction with how far
/// it has come. So each event sets off a rule once, whenever the process dies; of two processes
/// that would both run them, the slower one stores nothing. One loop, for the supervisor.
public final class RuleKeeper {
    /// The part's name on the health board.
    public static final String PART = "rules";

    /// 256 events a round: some milliseconds, one commit however many rules they set off.
    private static final int MOST_AT_A_TIME = 256;

    /// Once a second it is noted how far it has come, if anything happened: what is looked at again
    /// after a kill, for a small write.
    private static final Duration NOTE_EVERY = Duration.ofSeconds(1);

    /// 500 ms: how soon what other processes wrote is seen; this process's own wakes at once.
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private static final Set<EventType> PEOPLE =
            Set.of(new EventType("PERSON_ADDED"), new EventType("PERSON_CHANGED"));

    private static final Logger LOG = LoggerFactory.getLogger(RuleKeeper.class);

    private final EventJournal journal;
    private final EventArchive archive;
    private final Database database;
    private final SqlCursor cursor;
    private final RuleStore store;
    private final RuleBook.Reader reader;
    private final Function<SourceId, String> areaOf;
    private final ZoneId zone;
    private final InstantSource clock;
    private final Consumer<RuleBook> told;
    private final Runnable left;

    /// @param reader understands the text of the rules
    /// @param areaOf where people say that a device stands; empty: they say nothing
    /// @param zone of the house's clock
    /// @param told the rules that run from now on, and what is wrong with the others
    /// @param left called when something may be to be said on the bus
    public RuleKeeper(
            EventJournal journal,
            EventArchive archive,
            Database database,
            RuleBook.Reader reader,
            Function<SourceId, String> areaOf,
            ZoneId zone,
            InstantSource clock,
            Consumer<RuleBook> told,
            Runnable left) {
        this.journal = journal;
        this.archive = archive;
        this.database = database;
        this.cursor = new SqlCursor(database, PART);
        this.store = new RuleStore(database);
        this.reader = reader;
        this.areaOf = areaOf;
        this.zone = zone;
        this.clock = clock;
        this.told = told;
        this.left = left;
    }

    /// Runs until interrupted.
    ///
    /// @throws vigilar.storage.StorageException when something could not be read or stored: nothing
    ///   was done then, and the next life does it
    public void run() throws InterruptedException {
        cursor.begin(journal.head()); // the past of a house sets off none of its first rules
        while (true) {
            try {
                new Life(cursor.load()).goOn();
            } catch (SqlCursor.Overtaken overtaken) {
                LOG.warn(
                        "the rules were run by another process meanwhile: {}",
                        overtaken.getMessage());
            }
        }
    }

    /// From reading the rules to their next change.
    private final class Life {
        private RuleWatch watch;
        private EventId seen;
        private EventId stored;
        private Instant noted;
        private long whispers;

        Life(EventId from) {
            seen = from;
            stored = from;
            noted = clock.instant();
            whispers = WhisperStore.last(database);
            watch = read();
        }

        private Deed done(Firing firing) {
            return new Deed.Done(firing, firing.rule().isForSome() ? ++whispers : 0);
        }

        private RuleWatch read() {
            var book = store.text().map(it -> reader.read(it.text())).orElse(RuleBook.EMPTY);
            book.complaints().forEach(it -> LOG.warn("a rule does not run: {}", it));
            book.hints().forEach(it -> LOG.warn("not all of a rule is done: {}", it));
            told.accept(book);
            var ready = new RuleWatch(book.rules(), zone, areaOf);
            var past = new Recollection(archive);
            var ended = past.alarmsOver(seen);
            for (var fired : store.fired()) {
                boolean over =
                        fired.incident().startsWith(RuleWatch.ALARMS)
                                && ended.filter(it -> !fired.at().isAfter(it)).isPresent();
                if (!over) {
                    ready.recall(fired.rule(), fired.incident(), fired.at());
                }
            }
            past.of(book.rules(), seen, ready);
            return ready;
        }

        void goOn() throws InterruptedException {
            while (true) {
                if (!round() && !journal.awaitBeyond(seen, PATIENCE)) {
                    note();
                    journal.refresh(); // what other processes appended wakes nobody here
                }
                if (Thread.interrupted()) {
                    note();
                    throw new InterruptedException("stop");
                }
            }
        }

        /// @return true if there are more events
        private boolean round() {
            var next = journal.after(seen, MOST_AT_A_TIME);
            var deeds = new ArrayList<Deed>();
            boolean changed = false;
            for (var entry : next) {
                var event = entry.event();
                if (isOurs(event, "panel", "DISARMED")) {
                    deeds.add(new Deed.Silence());
                } else if (RuleWatch.endsAlarms(event)) {
                    deeds.add(new Deed.AlarmOver());
                }
                watch.next(event).forEach(it -> deeds.add(done(it)));
                seen = event.id();
                if (isOurs(event, "rules", RuleSaid.CHANGED.name()) || isOfPeople(event)) {
                    changed = true;
                    break; // what comes next is judged by the rules as they are now
                }
            }
            if (!deeds.isEmpty()) {
                store(deeds);
            } else if (Duration.between(noted, clock.instant()).abs().compareTo(NOTE_EVERY) >= 0) {
                note();
            }
            if (changed) {
                watch = read();
            }
            return changed || next.size() == MOST_AT_A_TIME;
        }

        private static boolean isOurs(Event event, String source, String type) {
            return event.type().name().equals(type)
                    && event.source().value().equals(source)
                    && event.origin().topic().isEmpty();
        }

        /// Rules name people: who is new may be told, who is kept out is not.
        private static boolean isOfPeople(Event event) {
            return PEOPLE.contains(event.type()) && event.origin().topic().isEmpty();
        }

        private void note() {
            if (!seen.equals(stored)) {
                Written.now(
                        database.write(
                                rows -> {
                                    cursor.move(rows, stored, seen);
                                    return seen;
                                }));
                stored = seen;
            }
            noted = clock.instant();
        }

        private void store(List<Deed> deeds) {
            var now = clock.instant();
            var said = new ArrayList<Occurrence>();
            deeds.forEach(it -> said.addAll(it.said(now)));
            var from = stored;
            var to = seen;
            Written.now(
                    journal.append(
                            said,
                            rows -> {
                                cursor.move(rows, from, to);
                                deeds.forEach(it -> it.leave(rows, now));
                                RuleStore.forget(rows, now.minus(Rule.LONGEST_COOLDOWN));
                            }));
            stored = to;
            noted = now;
            left.run();
        }
    }
}
