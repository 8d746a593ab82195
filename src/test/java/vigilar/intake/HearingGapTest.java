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
import vigilar.frontdoor.Await;
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
        var before = new Line(health, gap, new Deafness(Deafness.WORTH_AN_ALERT));
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
        var line = new Line(health, gap, new Deafness(Deafness.WORTH_AN_ALERT));
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
    void a_house_that_hears_nobody_says_so_before_the_broker_is_back_and_once() {
        var deafness = new Deafness(Duration.ofMillis(20));
        var line = new Line(health, gap, deafness);
        var rounds = roundsOn(line);
        line.changed(UP);
        line.changed(AWAY);
        Await.until(
                "it is told",
                Duration.ofSeconds(20),
                () -> {
                    rounds.round(List.of());
                    return !told().isEmpty();
                });
        line.close();
        var next = new Line(health, gap, deafness);
        var later = roundsOn(next);
        next.changed(AWAY);
        later.round(List.of());
        assertThat(told()).containsExactly("HEARING_LOST");
        next.changed(UP);
        later.round(List.of());
        assertThat(told()).containsExactly("HEARING_LOST", "HEARING_GAP");
    }

    @Test
    void a_broker_that_is_back_within_a_minute_is_no_alert() {
        var deafness = new Deafness(Deafness.WORTH_AN_ALERT);
        deafness.begins(0);
        deafness.begins(50_000_000_000L);
        assertThat(deafness.untold(59_999_999_999L)).isEmpty();
        assertThat(deafness.untold(60_000_000_000L)).hasValue(0);
        deafness.ends();
        assertThat(deafness.untold(70_000_000_000L)).isEmpty();
    }

    @Test
    void a_gap_that_another_run_left_behind_lasts_until_the_broker_is_back() {
        aRunEndsInTheOutage();
        var began = System.nanoTime();
        var line = new Line(health, gap, new Deafness(Deafness.WORTH_AN_ALERT));
        assertThat(line.gap()).isEmpty();
        line.changed(UP);
        var whole = line.gap().orElseThrow();
        assertThat(whole.fromNanos()).isLessThanOrEqualTo(began);
        assertThat(whole.toNanos()).isGreaterThanOrEqualTo(began);
    }
}
