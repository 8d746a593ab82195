package vigilar.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import vigilar.bus.Link;
import vigilar.bus.Prefix;
import vigilar.event.EventId;
import vigilar.journal.RowChanges;
import vigilar.journal.SqlJournal;
import vigilar.storage.ReadyStore;
import vigilar.storage.SqliteDatabase;
import vigilar.supervisor.Health;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/// A time in which nothing could be heard is told once it is over, however often intake itself
/// began anew in it.
class HearingGapTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final Link UP = new Link.Up(NOON, true);
    private static final Link AWAY = new Link.Away(NOON, "broker restarts");

    @TempDir Path folder;
    private final Health health = new Health(Clock.systemUTC());
    private final AtomicReference<Line.@Nullable Gap> gap = new AtomicReference<>();
    private SqliteDatabase database;
    private SqlJournal journal;

    @BeforeEach
    void open() {
        database = ReadyStore.open(folder);
        journal = SqlJournal.open(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    /// The line of the run before, which ended while the broker was away.
    private void aRunEndsInTheOutage() {
        var before = new Line(health, gap);
        before.changed(UP);
        before.changed(AWAY);
        before.close();
    }

    private Rounds roundsOn(Line line) {
        var memory = Memory.load(database, new BusSession("session", "own"), Moves.NONE, NOON);
        return new Rounds(
                journal,
                database,
                new Producers(IntakeSettings.whole(Prefix.STANDARD), memory),
                memory,
                line,
                new Settlement(_ -> new CompletableFuture<>()), // a broker that never answers
                Clock.systemUTC(),
                new IntakeMeters(new SimpleMeterRegistry()));
    }

    private List<String> told() {
        return journal.after(EventId.BEFORE_ALL, 10).stream()
                .map(entry -> entry.event().type().name())
                .toList();
    }

    @Test
    void nothing_is_told_before_the_broker_is_back_and_then_all_of_it_once() {
        aRunEndsInTheOutage();
        var line = new Line(health, gap);
        var rounds = roundsOn(line);
        rounds.round(List.of());
        line.changed(AWAY);
        rounds.round(List.of());
        assertThat(told()).isEmpty();
        line.changed(UP);
        rounds.round(List.of());
        rounds.round(List.of());
        assertThat(told()).containsExactly("HEARING_GAP");
    }

    @Test
    void a_gap_of_which_the_house_says_that_it_lasts_is_not_told_before_that_is_over() {
        aRunEndsInTheOutage();
        journal.append(
                        List.of(Absence.ofOurLinkNow(NOON, Duration.ofMinutes(1), NOON)),
                        RowChanges.NONE)
                .join();
        var line = new Line(health, gap);
        var rounds = roundsOn(line);
        line.changed(UP);
        rounds.round(List.of());
        line.changed(AWAY);
        line.changed(UP);
        rounds.round(List.of());
        assertThat(told()).containsExactly("HEARING_LOST");
    }

    @Test
    void a_gap_that_another_run_left_behind_lasts_until_the_broker_is_back() {
        aRunEndsInTheOutage();
        var began = System.nanoTime();
        var line = new Line(health, gap);
        assertThat(line.gap()).isEmpty();
        line.changed(UP);
        var whole = line.gap().orElseThrow();
        assertThat(whole.fromNanos()).isLessThanOrEqualTo(began);
        assertThat(whole.toNanos()).isGreaterThanOrEqualTo(began);
    }
}
