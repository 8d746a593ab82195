package vigilar.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import vigilar.event.EventId;
import vigilar.event.EventType;
import vigilar.event.Occurrence;
import vigilar.event.Origin;
import vigilar.event.Payload;
import vigilar.event.Severity;
import vigilar.event.SourceId;
import vigilar.journal.ArchiveFilter;
import vigilar.journal.InMemoryJournal;
import vigilar.journal.RowChanges;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// Whatever happens in whatever order: each viewer sees each event once, in order.
class EveryViewerTest {
    private static final int VIEWERS = 3;

    /// Something that happens in the house or to a browser.
    sealed interface Move {
        record Happens(int events) implements Move {}

        record Joins(int viewer, boolean reads) implements Move {}

        record ReadsOn(int viewer) implements Move {}

        record Reconnects(int viewer, boolean reads) implements Move {}
    }

    @Provide
    Arbitrary<List<Move>> moves() {
        var viewer = Arbitraries.integers().between(0, VIEWERS - 1);
        var reads = Arbitraries.of(true, false);
        Arbitrary<Move> move =
                Arbitraries.oneOf(
                        List.<Arbitrary<Move>>of(
                                Arbitraries.integers().between(1, 700).map(Move.Happens::new),
                                viewer.flatMap(v -> reads.map(r -> new Move.Joins(v, r))),
                                viewer.map(Move.ReadsOn::new),
                                viewer.flatMap(v -> reads.map(r -> new Move.Reconnects(v, r)))));
        return move.list().ofMinSize(3).ofMaxSize(25);
    }

    @Property(tries = 60)
    void each_viewer_sees_each_event_once_and_in_order(@ForAll("moves") List<Move> moves)
            throws InterruptedException {
        var hub = new Hub();
        try {
            for (var move : moves) {
                hub.make(move);
            }
            hub.allReadOn();
        } finally {
            hub.end();
        }
    }

    /// A hub with its sweeps, and browsers that remember the last id they read.
    private static final class Hub {
        private final InMemoryJournal journal = new InMemoryJournal();
        private final Timeline timeline =
                new Timeline(journal, Clock.systemUTC(), new SimpleMeterRegistry());
        private final List<Thread> sweeps = new ArrayList<>();
        private final List<Optional<Browser>> browsers =
                new ArrayList<>(List.of(Optional.empty(), Optional.empty(), Optional.empty()));

        Hub() {
            for (int i = 0; i < timeline.shares(); i++) {
                int share = i;
                sweeps.add(Thread.ofPlatform().start(() -> sweep(share)));
            }
        }

        private void sweep(int share) {
            try {
                timeline.sweep(share);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }

        void make(Move move) {
            switch (move) {
                case Move.Happens(var events) -> happens(events);
                case Move.Joins(var viewer, var reads) -> {
                    if (browsers.get(viewer).isEmpty()) {
                        var browser = new Browser(journal.head().sequence());
                        browsers.set(viewer, Optional.of(browser));
                        browser.open(timeline, reads);
                    }
                }
                case Move.ReadsOn(var viewer) ->
                        browsers.get(viewer).ifPresent(it -> it.line.readAlways());
                case Move.Reconnects(var viewer, var reads) ->
                        browsers.get(viewer).ifPresent(it -> it.reconnect(timeline, reads));
            }
        }

        private void happens(int events) {
            var same =
                    new Occurrence(
                            Instant.EPOCH,
                            new EventType("CONTACT_OPEN"),
                            Severity.INFO,
                            new SourceId("front-door"),
                            new Payload("{}"),
                            Origin.ourselves("test"));
            journal.append(IntStream.range(0, events).mapToObj(_ -> same).toList(), RowChanges.NONE)
                    .join();
        }

        void allReadOn() throws InterruptedException {
            happens(1); // a last one, so that who is live has something to wait for
            long last = journal.head().sequence();
            for (var each : browsers) {
                if (each.isPresent()) {
                    var browser = each.get();
                    browser.line.readAlways();
                    browser.line.until(
                            () -> !browser.all().isEmpty() && browser.all().getLast() >= last);
                    assertThat(browser.all())
                            .isEqualTo(
                                    LongStream.rangeClosed(browser.from + 1, last)
                                            .boxed()
                                            .toList());
                }
            }
        }

        void end() throws InterruptedException {
            timeline.close();
            for (var sweep : sweeps) {
                sweep.interrupt();
                sweep.join();
            }
        }
    }

    /// Like an EventSource: comes back with the last id that it read.
    private static final class Browser {
        private final long from;
        private final List<Long> earlier = new ArrayList<>();
        private PaperLine line = new PaperLine(true);

        Browser(long from) {
            this.from = from;
        }

        void open(Timeline timeline, boolean reads) {
            line = new PaperLine(reads);
            var lastRead = earlier.isEmpty() ? from : earlier.getLast();
            assertThat(
                            timeline.join(
                                    new StreamWish(
                                            Optional.of(new EventId(lastRead)),
                                            Optional.empty(),
                                            ArchiveFilter.ALL),
                                    line))
                    .isInstanceOf(Admission.Joined.class);
        }

        void reconnect(Timeline timeline, boolean reads) {
            line.hangUp();
            earlier.addAll(line.ids());
            open(timeline, reads);
        }

        List<Long> all() {
            var all = new ArrayList<>(earlier);
            all.addAll(line.ids());
            return all;
        }
    }
}
