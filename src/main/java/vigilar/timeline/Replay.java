package vigilar.timeline;

import vigilar.event.EventId;
import vigilar.journal.EventJournal;
import vigilar.journal.JournalEntry;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;

/// What a viewer gets before it is live: the greeting, the gap if there is one, and all that it
/// missed, in pages, any number of them. Each viewer is on a virtual thread of its own, which waits
/// for the line between two pages; what all of them hold at a time comes out of one budget.
final class Replay {
    /// 1 s: longer than another process's newest event takes to be known here.
    private static final Duration NEWS_PATIENCE = Duration.ofSeconds(1);

    private final EventJournal journal;
    private final TimelineMeters meters;
    private final Semaphore budget;
    private final Semaphore readers = new Semaphore(TimelineLimits.REPLAY_READERS, true);

    Replay(EventJournal journal, TimelineLimits limits, TimelineMeters meters) {
        this.journal = journal;
        this.meters = meters;
        this.budget =
                new Semaphore(Math.max(1, limits.replayBytes() / TimelineLimits.CHUNK_BYTES), true);
    }

    /// Greets the viewer and gives it what it missed, until the share takes it or it has gone.
    void bringUpToDate(Viewer viewer, StreamWish wish, Share share) throws InterruptedException {
        waitForNews(wish);
        var gap = Gap.of(wish, journal);
        if (!greet(viewer, wish, gap)) {
            return;
        }
        // told once: between the holes up to there stand events that are kept, on several pages
        var told = gap.map(Gap::lastMissing).orElse(EventId.BEFORE_ALL);
        while (!share.admit(viewer)) {
            var next = page(viewer, told);
            if (next.isEmpty()) {
                return;
            }
            told = next.get();
        }
    }

    private boolean greet(Viewer viewer, StreamWish wish, Optional<Gap> gap)
            throws InterruptedException {
        var head = journal.head();
        var from = gap.map(Gap::resumesAfter).orElse(wish.cursor().orElse(head));
        var pause = TimelineLimits.RETRY.toMillis();
        var retry = ThreadLocalRandom.current().nextLong(pause * 3 / 4, pause * 5 / 4 + 1);
        var hello = Frames.connected(retry, journal.epoch(), head, from);
        return viewer.send(hello, 0, from, from) && (gap.isEmpty() || tell(viewer, gap.get()));
    }

    /// A cursor just beyond our head may come from a faster process of the same house.
    private void waitForNews(StreamWish wish) throws InterruptedException {
        var cursor = wish.cursor().orElse(EventId.BEFORE_ALL);
        if (cursor.isBeyond(journal.head())) {
            journal.refresh();
            journal.awaitBeyond(new EventId(cursor.sequence() - 1), NEWS_PATIENCE);
        }
    }

    private boolean tell(Viewer viewer, Gap gap) throws InterruptedException {
        meters.gapTold();
        return viewer.send(Frames.gap(gap), 0, gap.resumesAfter(), gap.resumesAfter());
    }

    /// One page, or the word that there is a hole.
    ///
    /// @param told up to where the viewer knows that events are missing
    /// @return the same afterwards; empty if the viewer has gone
    private Optional<EventId> page(Viewer viewer, EventId told) throws InterruptedException {
        var cursor = viewer.cursor();
        budget.acquire();
        try {
            var entries = read(cursor);
            var floor = journal.floor(); // asked after the read, so that nothing slips between
            if (floor.isBeyond(cursor) && floor.isBeyond(told)) {
                var resumes = Gap.beforeNext(entries, floor);
                var gap = new Gap(Gap.Why.PRUNED, cursor, floor, resumes);
                return tell(viewer, gap) ? Optional.of(floor) : Optional.empty();
            }
            if (entries.isEmpty()) {
                journal.awaitBeyond(cursor, TimelineLimits.ROUND);
                return viewer.isHere() ? Optional.of(told) : Optional.empty();
            }
            var batch = Batch.of(entries, viewer.filter(), TimelineLimits.CHUNK_BYTES);
            var slice = batch.beyond(cursor);
            var last = new EventId(slice.lastId());
            return viewer.send(slice.frames(), slice.events(), last, batch.end())
                    ? Optional.of(told)
                    : Optional.empty();
        } finally {
            budget.release();
        }
    }

    private List<JournalEntry> read(EventId cursor) throws InterruptedException {
        readers.acquire();
        try {
            return journal.after(cursor, TimelineLimits.PAGE);
        } finally {
            readers.release();
        }
    }
}
