package vigilar;

import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import vigilar.access.AccessRows;
import vigilar.alerts.PushJobs;
import vigilar.arming.PanelRows;
import vigilar.event.EventType;
import vigilar.event.Occurrence;
import vigilar.event.Origin;
import vigilar.event.Payload;
import vigilar.event.Severity;
import vigilar.event.SourceId;
import vigilar.intake.PointRules;
import vigilar.journal.EventJournal;
import vigilar.journal.JournalRules;
import vigilar.journal.QuickCheck;
import vigilar.keypad.ArmRequests;
import vigilar.pictures.PrunedPictures;
import vigilar.rules.RuleDesk;
import vigilar.seen.Seen;
import vigilar.storage.Invariant;
import vigilar.storage.Rescue;
import vigilar.storage.Restoration;
import vigilar.storage.Salvage;
import vigilar.storage.SqliteDatabase;
import vigilar.storage.StorageException;
import vigilar.storage.StorageSettings;
import vigilar.storage.StoreCheck;
import vigilar.supervisor.Health;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Whether the store is sound: a look at the start, all of it once a day, and what is done when it
/// is not. Stands beside the wiring since each room has rules of its own.
final class Soundness {
    static final String PART = "check";

    private static final Logger LOG = LoggerFactory.getLogger(Soundness.class);

    private static final EventType UNSOUND = new EventType("STORE_UNSOUND");

    /// Everything is checked once a day.
    private static final Duration DAILY = Duration.ofDays(1);

    /// 10 min: a start has other things to do first.
    private static final Duration LOOK = Duration.ofMinutes(10);

    /// 70, as after an error of the machine: the service manager, or the parent process, starts us
    /// anew.
    private static final int START_AGAIN = 70;

    /// 5 s in which health, log and page still say why.
    private static final Duration LAST_WORD = Duration.ofSeconds(5);

    /// What a night makes a difference to. Each by itself: where one cannot be read, another can.
    private static final List<Salvage> SALVAGED =
            List.of(
                    AccessRows.PEOPLE,
                    AccessRows.DEVICES,
                    RuleDesk.SALVAGE,
                    PanelRows.salvage(PointRules.TABLE, PointRules.UNKNOWN));

    private final SqliteDatabase database;
    private final EventJournal journal;
    private final StorageSettings storage;
    private final Health health;
    private final InstantSource clock;
    private boolean looked;

    Soundness(
            SqliteDatabase database,
            EventJournal journal,
            StorageSettings storage,
            Health health,
            InstantSource clock) {
        this.database = database;
        this.journal = journal;
        this.storage = storage;
        this.health = health;
        this.clock = clock;
    }

    /// Everything that can be said about a store, with the rules of all rooms.
    static StoreCheck of(StorageSettings storage, boolean gently) {
        return new StoreCheck(storage.dataFolder(), rules(), gently);
    }

    static List<Invariant> rules() {
        return Stream.of(
                        JournalRules.ALL,
                        PointRules.ALL,
                        Seen.RULES,
                        PushJobs.RULES,
                        PrunedPictures.RULES,
                        PanelRows.RULES,
                        ArmRequests.RULES)
                .<Invariant>flatMap(List::stream)
                .toList();
    }

    /// Opens the store of a house that starts, mended if it was damaged or half restored.
    static SqliteDatabase open(StorageSettings storage, InstantSource clock) {
        new Restoration(storage.dataFolder(), clock).finishBegun();
        var rescue = new Rescue(storage.dataFolder(), clock, SALVAGED);
        rescue.beforeOpening();
        var database = SqliteDatabase.open(storage);
        try {
            QuickCheck.of(database).forEach(it -> LOG.error("the store is not sound: {}", it));
            return database;
        } catch (StorageException trouble) {
            database.close();
            if (!trouble.isDamage()) {
                throw trouble;
            }
            rescue.suspectDamage();
            rescue.beforeOpening();
            return SqliteDatabase.open(storage);
        }
    }

    /// Does the first of the work; damage that it meets is noted for the next start.
    static void noting(StorageSettings storage, InstantSource clock, Runnable work) {
        try {
            work.run();
        } catch (StorageException trouble) {
            if (trouble.isDamage()) {
                new Rescue(storage.dataFolder(), clock).suspectDamage();
            }
            throw trouble;
        }
    }

    /// The house met damage while it runs: it says so, and ends to be started again, since only a
    /// start can put another file in the place of the one that is open.
    static void endIfDamaged(
            SqliteDatabase database, StorageSettings storage, InstantSource clock) {
        var damage = database.damage();
        if (damage.isPresent()) {
            new Rescue(storage.dataFolder(), clock).suspect(database);
            LOG.error("{}; ending, so that the next start mends it", damage.get());
            try {
                Thread.sleep(LAST_WORD);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return; // told to stop: the mark stands
            }
            Runtime.getRuntime().halt(START_AGAIN);
        }
    }

    /// Checks everything once a day until it is interrupted.
    void run() throws InterruptedException {
        while (true) {
            look();
            Thread.sleep(LOOK);
        }
    }

    /// Checks everything if that is due; else says again what the last check found.
    void look() throws InterruptedException {
        var last = database.read(Soundness::last);
        tell(last.finding()); // what is known by now: a check of everything takes its time
        if ((!looked && isDoubtful(last)) || isDue(last.at())) {
            check();
        }
        looked = true;
    }

    /// Whether a start has a reason to check again: somebody may have mended what was found, or the
    /// newest events say that something is wrong.
    private boolean isDoubtful(Last last) {
        var found = new ArrayList<>(QuickCheck.of(database));
        if (!last.finding().isEmpty()) {
            found.add(last.finding());
        }
        if (!found.isEmpty()) {
            tell(found.getFirst());
        }
        return !found.isEmpty();
    }

    /// A check in the future was made while the clock was wrong.
    private boolean isDue(Instant last) {
        var now = clock.instant();
        return last.isAfter(now) || !now.isBefore(last.plus(DAILY));
    }

    /// @param finding in words; empty: none
    private record Last(Instant at, String finding) {}

    private static Last last(Handle rows) {
        return new Last(
                Instant.ofEpochMilli(one(rows, "SELECT checked_ms FROM keeping", Long.class)),
                one(rows, "SELECT finding FROM keeping", String.class));
    }

    private static <T> T one(Handle rows, String sql, Class<T> type) {
        return rows.createQuery(sql).mapTo(type).one();
    }

    private void tell(String finding) {
        if (finding.isEmpty()) {
            health.up(PART);
        } else {
            health.down(PART, finding);
        }
    }

    private void check() throws InterruptedException {
        var found = of(storage, true).run();
        if (!found.damage().isEmpty()) {
            database.sayDamaged(found.damage().getFirst());
            health.down(PART, found.damage().getFirst());
            return; // whoever watches the storage ends the process
        }
        var broken = found.broken();
        broken.forEach(it -> LOG.error("the store is not sound: {}", it));
        var finding = broken.isEmpty() ? "" : broken.getFirst();
        long now = clock.millis();
        journal.append(
                        broken.isEmpty() ? List.of() : List.of(unsound(broken)),
                        rows ->
                                rows.execute(
                                        "UPDATE keeping SET checked_ms = ?, finding = ?",
                                        now,
                                        finding))
                .join();
        tell(finding);
    }

    /// The sentences stand in the origin, which does not go on the bus.
    private Occurrence unsound(List<String> broken) {
        return new Occurrence(
                clock.instant(),
                UNSOUND,
                Severity.WARNING,
                SourceId.SYSTEM,
                new Payload("{\"findings\":" + broken.size() + "}"),
                Origin.ourselves(broken.getFirst()));
    }
}
