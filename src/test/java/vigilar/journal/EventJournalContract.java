package vigilar.journal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import vigilar.event.EventId;
import vigilar.event.EventJson;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;

/// Every journal, the one in memory included, must pass this.
abstract class EventJournalContract {
    private static final Duration LONG = Duration.ofSeconds(20);

    abstract EventJournal emptyJournal();

    private static List<Long> numbers(List<JournalEntry> entries) {
        return entries.stream().map(it -> it.event().id().sequence()).toList();
    }

    @Test
    void an_empty_journal_has_nothing_to_tell() throws InterruptedException {
        var journal = emptyJournal();
        assertThat(journal.after(EventId.BEFORE_ALL, 10)).isEmpty();
        assertThat(journal.head()).isEqualTo(EventId.BEFORE_ALL);
        assertThat(journal.floor()).isEqualTo(EventId.BEFORE_ALL);
        assertThat(journal.awaitBeyond(EventId.BEFORE_ALL, Duration.ofMillis(20))).isFalse();
        assertThat(journal.epoch()).matches("[a-z0-9]+");
    }

    @Test
    void ids_follow_the_order_of_the_events() {
        var journal = emptyJournal();
        var first = journal.append(Samples.some(3), RowChanges.NONE).join();
        var second = journal.append(Samples.some(2), RowChanges.NONE).join();
        assertThat(first).containsExactly(new EventId(1), new EventId(2), new EventId(3));
        assertThat(second).containsExactly(new EventId(4), new EventId(5));
    }

    @Test
    void what_was_appended_can_be_read_word_for_word() {
        var journal = emptyJournal();
        var said = Samples.some(5);
        journal.append(said, RowChanges.NONE).join();
        var read = journal.after(EventId.BEFORE_ALL, 10);
        assertThat(read).extracting(it -> it.event().what()).isEqualTo(said);
        assertThat(read)
                .allSatisfy(
                        it ->
                                assertThat(new String(it.json(), StandardCharsets.UTF_8))
                                        .isEqualTo(EventJson.write(it.event())));
    }

    @Test
    void a_follower_that_was_away_gets_what_it_missed_in_order() {
        var journal = emptyJournal();
        journal.append(Samples.some(10), RowChanges.NONE).join();
        assertThat(numbers(journal.after(new EventId(4), 3))).containsExactly(5L, 6L, 7L);
        assertThat(numbers(journal.after(new EventId(8), 100))).containsExactly(9L, 10L);
        assertThat(journal.after(new EventId(10), 100)).isEmpty();
        assertThat(journal.after(new EventId(99), 100)).isEmpty();
    }

    @Test
    void appending_nothing_gives_no_number_away() {
        var journal = emptyJournal();
        assertThat(journal.append(List.of(), RowChanges.NONE).join()).isEmpty();
        assertThat(journal.append(Samples.some(1), RowChanges.NONE).join())
                .containsExactly(new EventId(1));
    }

    @Test
    void a_waiting_follower_wakes_when_something_happens() throws Exception {
        var journal = emptyJournal();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var woken = threads.submit(() -> journal.awaitBeyond(EventId.BEFORE_ALL, LONG));
            journal.append(Samples.some(1), RowChanges.NONE).join();
            assertThat(woken.get()).isTrue();
        }
    }

    @Test
    void once_appended_it_is_there_for_followers() throws InterruptedException {
        var journal = emptyJournal();
        for (int round = 0; round < 50; round++) {
            var ids = journal.append(Samples.some(2), RowChanges.NONE).join();
            assertThat(journal.head()).isEqualTo(ids.getLast());
            assertThat(journal.awaitBeyond(ids.getFirst(), Duration.ZERO)).isTrue();
            assertThat(numbers(journal.after(ids.getFirst(), 9)))
                    .containsExactly(ids.getLast().sequence());
        }
    }

    @Test
    void a_follower_sees_each_event_once_and_in_order_while_many_append() throws Exception {
        var journal = emptyJournal();
        int writers = 4;
        int appends = 100;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var follower = threads.submit(() -> follow(journal, writers * appends * 3));
            for (int writer = 0; writer < writers; writer++) {
                threads.execute(
                        () -> {
                            var all = new ArrayList<CompletableFuture<?>>();
                            for (int i = 0; i < appends; i++) {
                                all.add(journal.append(Samples.some(3), RowChanges.NONE));
                            }
                            all.forEach(CompletableFuture::join);
                        });
            }
            var seen = follower.get();
            for (int i = 0; i < seen.size(); i++) {
                assertThat(seen.get(i)).isEqualTo(i + 1L);
            }
        }
    }

    static List<Long> follow(EventJournal journal, int count) throws InterruptedException {
        var seen = new ArrayList<Long>();
        var cursor = EventId.BEFORE_ALL;
        while (seen.size() < count && journal.awaitBeyond(cursor, LONG)) {
            seen.addAll(numbers(journal.after(cursor, 7)));
            cursor = new EventId(seen.getLast());
        }
        assertThat(seen).hasSize(count);
        return seen;
    }
}
