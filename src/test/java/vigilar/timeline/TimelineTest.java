package vigilar.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import vigilar.event.EventId;
import vigilar.event.Severity;
import vigilar.journal.ArchiveFilter;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;

class TimelineTest {
    private static final ArchiveFilter ALERTS =
            new ArchiveFilter(
                    Severity.ALERT,
                    Set.of(),
                    Set.of(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    "");
    private final PaperJournal journal = new PaperJournal();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<Thread> sweeps = new ArrayList<>();
    private Timeline timeline = timeline(TimelineLimits.standard());

    private Timeline timeline(TimelineLimits limits) {
        return new Timeline(journal, Clock.systemUTC(), new SimpleMeterRegistry(), limits);
    }

    private static TimelineLimits impatient(Duration noProgress, Duration keepalive) {
        return new TimelineLimits(100, 1 << 20, 32 << 20, noProgress, keepalive);
    }

    private void start() {
        for (int i = 0; i < timeline.shares(); i++) {
            int share = i;
            sweeps.add(
                    Thread.ofPlatform()
                            .start(
                                    () -> {
                                        try {
                                            timeline.sweep(share);
                                        } catch (InterruptedException _) {
                                            Thread.currentThread().interrupt();
                                        }
                                    }));
        }
    }

    @AfterEach
    void stop() throws InterruptedException {
        timeline.close();
        for (var sweep : sweeps) {
            sweep.interrupt();
            sweep.join();
        }
        meters.close();
    }

    private PaperLine join(StreamWish wish, boolean reads) {
        var line = new PaperLine(reads);
        assertThat(timeline.join(wish, line)).isInstanceOf(Admission.Joined.class);
        return line;
    }

    private PaperLine joinLive() throws InterruptedException {
        var line =
                join(new StreamWish(Optional.empty(), Optional.empty(), ArchiveFilter.ALL), true);
        return line.until(() -> line.text().contains("connected"));
    }

    private static StreamWish after(long id) {
        return new StreamWish(Optional.of(new EventId(id)), Optional.empty(), ArchiveFilter.ALL);
    }

    private static List<Long> ids(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }

    @Test
    void without_a_cursor_a_viewer_is_greeted_and_sees_what_happens_from_now() throws Exception {
        journal.doors(3);
        start();
        var line = joinLive();
        journal.doors(2);
        line.until(() -> line.ids().size() == 2);
        assertThat(line.text())
                .matches("(?s)retry: (1[5-9]|2[0-5])\\d\\d\nid: 3\ndata: .*")
                .contains(
                        "data:"
                            + " {\"type\":\"connected\",\"epoch\":\"e1\",\"last_id\":3,\"from\":3}\n\n");
        assertThat(line.ids()).containsExactly(4L, 5L);
    }

    @Test
    void a_viewer_who_comes_back_gets_all_pages_it_missed_and_then_the_new_ones() throws Exception {
        journal.doors(2_000);
        start();
        var line = join(after(5), true);
        line.until(() -> line.ids().size() == 1_995);
        journal.doors(1);
        line.until(() -> line.ids().size() == 1_996);
        assertThat(line.ids()).isEqualTo(ids(6, 2_001));
    }

    @Test
    void joining_in_the_middle_of_a_flood_makes_no_gap_and_no_double() throws Exception {
        start();
        var flood =
                Thread.ofPlatform()
                        .start(
                                () -> {
                                    for (int i = 0; i < 3_000; i++) {
                                        journal.doors(10);
                                    }
                                });
        var lines = new ArrayList<PaperLine>();
        for (int i = 0; i < 40; i++) {
            lines.add(join(after(0), true));
            Thread.onSpinWait();
        }
        flood.join();
        for (var line : lines) {
            line.until(() -> line.ids().size() >= 30_000);
            assertThat(line.ids()).isEqualTo(ids(1, 30_000));
        }
    }

    @Test
    void many_events_at_once_are_one_write() throws Exception {
        var share = new Share(journal);
        var line = new PaperLine(true);
        var viewer = viewer(line, ArchiveFilter.ALL);
        share.admit(viewer);
        journal.doors(300);
        share.sweep();
        assertThat(line.writes()).isEqualTo(1);
        assertThat(line.ids()).isEqualTo(ids(1, 300));
    }

    private static Viewer viewer(PaperLine line, ArchiveFilter filter) {
        var counted = new TimelineMeters(new SimpleMeterRegistry(), Clock.systemUTC());
        return new Viewer(line, filter, TimelineLimits.standard(), counted, (_, _) -> {});
    }

    @Test
    void what_waited_for_a_slow_viewer_follows_in_one_write_once_it_reads() {
        var share = new Share(journal);
        var line = new PaperLine(false);
        share.admit(viewer(line, ArchiveFilter.ALL));
        for (int i = 0; i < 50; i++) {
            journal.doors(1);
            share.sweep();
        }
        assertThat(line.ids()).containsExactly(1L);
        line.readOnce();
        assertThat(line.writes()).isEqualTo(2);
        assertThat(line.ids()).isEqualTo(ids(1, 50));
    }

    @Test
    void who_does_not_read_is_cut_off_at_the_byte_bound_and_nobody_else() throws Exception {
        start();
        var good = joinLive();
        var share = new Share(journal);
        var line = new PaperLine(false);
        share.admit(viewer(line, ArchiveFilter.ALL));
        long bytes = 0;
        while (line.cutWhy() == null && bytes < 3 << 20) {
            journal.say(
                    "MOTION_START", Severity.INFO, "hall", "{\"x\":\"" + "y".repeat(5_000) + "\"}");
            bytes += 5_000;
            share.sweep();
        }
        assertThat(bytes).isBetween(1_000_000L, 1_200_000L);
        assertThat(line.cutWhy()).isEqualTo("too many unwritten bytes");
        var told = journal.head().sequence();
        good.until(() -> good.ids().size() == told);
        assertThat(good.cutWhy()).isNull();
    }

    @Test
    void a_write_without_progress_ends_the_stream_even_of_a_quiet_viewer() throws Exception {
        timeline = timeline(impatient(Duration.ofMillis(200), Duration.ofSeconds(15)));
        start();
        var replaying = join(after(0), false);
        replaying.until(() -> replaying.cutWhy() != null);
        assertThat(replaying.cutWhy()).isEqualTo("a write made no progress");
        replaying.until(() -> timeline.viewers() == 0);
    }

    @Test
    void a_filtered_viewer_is_told_in_keepalives_how_far_it_is() throws Exception {
        timeline = timeline(impatient(Duration.ofSeconds(30), Duration.ofMillis(50)));
        start();
        var line = join(new StreamWish(Optional.empty(), Optional.empty(), ALERTS), true);
        line.until(() -> line.text().contains("connected"));
        journal.doors(4);
        line.until(() -> line.text().contains(": keepalive\nid: 4\n\n"));
        journal.say("WATER_LEAK", Severity.ALERT, "cellar", "{}");
        line.until(() -> line.ids().size() == 1);
        assertThat(line.ids()).containsExactly(5L);
    }

    @Test
    void what_retention_took_is_said_and_the_rest_follows() throws Exception {
        journal.doors(10);
        journal.prune(6);
        start();
        var line = join(after(2), true);
        line.until(() -> line.ids().size() == 4);
        assertThat(line.text())
                .contains(
                        "event: gap\n"
                            + "id: 6\n"
                            + "data:"
                            + " {\"type\":\"gap\",\"why\":\"pruned\",\"asked\":2,\"from\":3,\"to\":6,\"resumes_after\":6}\n\n");
        assertThat(line.ids()).isEqualTo(ids(7, 10));
    }

    @Test
    void a_cursor_from_the_future_or_of_another_store_is_a_gap_and_all_that_is_kept_follows()
            throws Exception {
        journal.doors(3);
        start();
        var future = join(after(99), true);
        var other =
                join(
                        new StreamWish(
                                Optional.of(new EventId(2)), Optional.of("e0"), ArchiveFilter.ALL),
                        true);
        other.until(() -> other.ids().size() == 3);
        future.until(() -> future.ids().size() == 3);
        assertThat(future.text()).contains("\"why\":\"future\"");
        assertThat(other.text()).contains("\"why\":\"epoch\"").contains("\"from\":0}");
    }

    @Test
    void when_all_places_are_taken_the_next_viewer_is_sent_away() throws Exception {
        timeline = timeline(TimelineLimits.standard().withViewers(1));
        start();
        joinLive();
        assertThat(timeline.join(after(0), new PaperLine(true)))
                .isInstanceOf(Admission.Refused.class);
    }

    @Test
    void closing_ends_every_stream_in_order() throws Exception {
        start();
        var line = joinLive();
        timeline.close();
        assertThat(timeline.viewers()).isZero();
        line.until(line::ended); // after the write that may still be under way
    }
}
