package vigilar;

import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import vigilar.arming.MotionWatch;
import vigilar.config.Settings;
import vigilar.event.EventId;
import vigilar.journal.BrokerNews;
import vigilar.journal.EventJournal;
import vigilar.journal.Retention;
import vigilar.journal.SqlArchive;
import vigilar.journal.WordIndex;
import vigilar.names.Nameplates;
import vigilar.pictures.PrunedPictures;
import vigilar.seen.Seen;
import vigilar.storage.Backups;
import vigilar.storage.SqliteDatabase;
import vigilar.supervisor.Health;
import vigilar.supervisor.Supervisor;

import java.io.IOException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;

/// What keeps the journal well in a running house: nightly backups, retention, checks; and what is
/// looked for in it now and then. In the process of intake, since some process must. Stands beside
/// the wiring since it only brings the rooms together.
final class Keeping {
    static final String RETENTION = "retention";

    private static final String NEWS = "broker news";

    private static final String WORDS = "word index";

    private static final String MOTION = "motion watch";

    private static final Logger LOG = LoggerFactory.getLogger(Keeping.class);

    /// 10 min: what is too old may wait, and a flood fills a hundredth of its room in that time.
    private static final Duration LOOK = Duration.ofMinutes(10);

    /// 1 h: it is about days.
    private static final Duration HOURLY = Duration.ofHours(1);

    /// 5 s: a lookup of an empty table, and rare news that is not urgent by the second.
    private static final Duration SOON = Duration.ofSeconds(5);

    /// 500 ms between two chunks, which take some 80 ms of a core each: ten million events of an
    /// older house are indexed within a quarter of an hour, beside which it has most of its time
    /// for itself.
    private static final Duration BETWEEN_CHUNKS = Duration.ofMillis(500);

    /// 30 s: a busy home fills a chunk in hours, and what is not indexed yet is found too.
    private static final Duration NEXT_CHUNK = Duration.ofSeconds(30);

    private final Settings settings;
    private final SqliteDatabase database;
    private final EventJournal journal;
    private final BrokerNews brokerNews;
    private final Health health;
    private final HouseClock clock;

    Keeping(
            Settings settings,
            SqliteDatabase database,
            EventJournal journal,
            BrokerNews brokerNews,
            Health health,
            HouseClock clock) {
        this.settings = settings;
        this.database = database;
        this.journal = journal;
        this.brokerNews = brokerNews;
        this.health = health;
        this.clock = clock;
    }

    void watchedBy(Supervisor supervisor) {
        if (settings.nightlyBackup()) {
            var backups = new Backups(settings.storage().dataFolder(), clock);
            var nightly = new NightlyBackup(backups, health, clock, ZoneId.systemDefault());
            supervisor.watch(NightlyBackup.PART, nightly::run);
        }
        supervisor.watch(RETENTION, this::retain);
        supervisor.watch(WORDS, this::index);
        supervisor.watch(NEWS, this::tell);
        if (settings.panel().zones().stream().anyMatch(it -> it.motionWithin().isPresent())) {
            supervisor.watch(MOTION, this::watchMotion);
        }
        var soundness = new Soundness(database, journal, settings.storage(), health, clock);
        supervisor.watch(Soundness.PART, soundness::run);
        var clockWatch = new ClockWatch(journal, clock, health);
        supervisor.watch(ClockWatch.PART, clockWatch::run);
    }

    /// The broker may be another process, and may have been started again at any time.
    private void tell() throws InterruptedException {
        while (true) {
            brokerNews.tell();
            health.up(NEWS);
            Thread.sleep(SOON);
        }
    }

    /// Goes on until it is interrupted.
    private void retain() throws InterruptedException, IOException {
        var retention =
                new Retention(database.unhurried(), settings.keeping(), clock, Keeping::forget);
        var pictures = new PrunedPictures(database, settings.storage().dataFolder());
        health.begun(RETENTION);
        while (true) {
            long removed = retention.round();
            if (removed > 0) {
                LOG.info("{} events were removed: too old, or without room", removed);
            }
            pictures.deleteFiles();
            health.up(RETENTION);
            Thread.sleep(LOOK);
        }
    }

    /// Goes on until it is interrupted.
    private void index() throws InterruptedException {
        var words = new WordIndex(database.unhurried(), clock);
        health.begun(WORDS);
        while (true) {
            boolean behind = words.step();
            health.up(WORDS);
            Thread.sleep(behind ? BETWEEN_CHUNKS : NEXT_CHUNK);
        }
    }

    /// Goes on until it is interrupted.
    private void watchMotion() throws InterruptedException {
        var watch =
                new MotionWatch(
                        journal,
                        new SqlArchive(database.unhurried()),
                        settings.panel(),
                        new Nameplates(journal, database, clock)::areas,
                        clock);
        health.begun(MOTION);
        while (true) {
            watch.look();
            health.up(MOTION);
            Thread.sleep(HOURLY);
        }
    }

    private static void forget(Handle rows, List<EventId> events) {
        Seen.forget(rows, events);
        PrunedPictures.forget(rows, events);
    }
}
