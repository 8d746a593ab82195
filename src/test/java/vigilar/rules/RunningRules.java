package vigilar.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import vigilar.arming.PanelOutcome;
import vigilar.event.Event;
import vigilar.event.EventId;
import vigilar.event.EventType;
import vigilar.event.Occurrence;
import vigilar.event.Origin;
import vigilar.event.Payload;
import vigilar.event.Severity;
import vigilar.event.SourceId;
import vigilar.journal.ArchiveFilter;
import vigilar.journal.EventArchive;
import vigilar.journal.RowChanges;
import vigilar.journal.SqlArchive;
import vigilar.journal.SqlCursor;
import vigilar.journal.SqlJournal;
import vigilar.storage.ReadyStore;
import vigilar.storage.SqliteDatabase;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/// The rules on a real store, with a clock that is moved by hand.
abstract class RunningRules {
    static final String SIREN = "zigbee2mqtt/siren/set";
    private static final Duration A_WHILE = Duration.ofSeconds(10);

    @TempDir Path folder;
    final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-11-26T12:00:00Z"));

    /// Half a second: a story's clock must not run away while a busy machine thinks.
    private static final int SELDOM = 25;

    final InstantSource clock = now::get;
    SqliteDatabase database;
    SqlJournal journal;
    private Thread keeper = Thread.ofVirtual().unstarted(() -> {});
    RuleBook book = RuleBook.EMPTY;
    Optional<PanelOutcome> panelSays = Optional.empty();

    @BeforeEach
    void open() {
        database = ReadyStore.open(folder);
        journal = SqlJournal.open(database);
    }

    @AfterEach
    void close() throws InterruptedException {
        stop();
        database.close();
    }

    static Rule rule(String type, Action... then) {
        return new Rule(
                new RuleName("on-" + type.toLowerCase(Locale.ROOT)),
                new Condition.OfType(Set.of(new EventType(type))),
                Duration.ofMinutes(5),
                List.of(then));
    }

    static Action siren() {
        return new Action.Siren(SIREN, "ON", "OFF", Duration.ofMinutes(5), false);
    }

    static Action say() {
        return new Action.Publish("light/set", "ON", false);
    }

    /// These rules run, in a new life of the keeper.
    void run(Rule... rules) throws InterruptedException {
        stop();
        book = new RuleBook(List.of(rules), List.of());
        var written = new RuleDesk(journal, database, _ -> book, clock);
        if (written.view().text().isEmpty()) {
            written.write("something", "ann");
        }
        var ready = new CountDownLatch(1);
        var life =
                new RuleKeeper(
                        journal,
                        new SqlArchive(database),
                        database,
                        _ -> book,
                        _ -> "",
                        ZoneOffset.UTC,
                        clock,
                        _ -> ready.countDown(),
                        () -> {});
        keeper =
                Thread.startVirtualThread(
                        () -> {
                            try {
                                life.run();
                            } catch (InterruptedException stopped) {
                                Thread.currentThread().interrupt();
                            }
                        });
        assertThat(ready.await(10, TimeUnit.SECONDS)).isTrue();
    }

    void stop() throws InterruptedException {
        keeper.interrupt();
        keeper.join();
    }

    void happens(String source, String type) {
        happens(source, type, "{}", "vigilar/x");
    }

    void happens(String source, String type, String payload, String topic) {
        journal.append(
                        List.of(
                                new Occurrence(
                                        clock.instant(),
                                        new EventType(type),
                                        Severity.INFO,
                                        new SourceId(source),
                                        new Payload(payload),
                                        new Origin(topic, ""))),
                        RowChanges.NONE)
                .join();
    }

    void disarms() {
        happens("panel", "DISARMED", "{\"arm_state\":\"DISARMED\"}", "");
    }

    /// Once everything that happened has been judged.
    List<String> said(String type) throws InterruptedException {
        var end = System.nanoTime() + A_WHILE.toNanos();
        happens("end", "END"); // a rule of its own would be told behind it
        var last = journal.head();
        for (int look = 0;
                new SqlCursor(database, RuleKeeper.PART).load().compareTo(last) < 0;
                look++) {
            assertThat(System.nanoTime()).as("the rules have judged all").isLessThan(end);
            if (look % SELDOM == 0) {
                now.updateAndGet(it -> it.plusMillis(1_001)); // it notes how far it has come
            }
            journal.awaitBeyond(journal.head(), Duration.ofMillis(20));
        }
        return all().stream()
                .filter(it -> it.type().name().equals(type))
                .map(it -> it.origin().why())
                .toList();
    }

    /// From the rows: the journal learns of a commit a moment after it can be read.
    List<Event> all() {
        return new SqlArchive(database)
                .after(EventId.BEFORE_ALL, ArchiveFilter.ALL, EventArchive.MOST_PER_PAGE)
                .events();
    }

    List<String> due() {
        return errands().due().stream().map(it -> it.topic() + " " + it.payload()).toList();
    }

    void pass(Duration time) {
        now.updateAndGet(it -> it.plus(time));
    }

    void sayAll() {
        var errands = errands();
        errands.due().forEach(errands::said);
    }

    /// In a house whose panel said that to whatever it was asked.
    Errands errands() {
        return new Errands(journal, database, _ -> panelSays, clock);
    }
}
