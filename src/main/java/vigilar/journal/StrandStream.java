package vigilar.journal;

import org.jdbi.v3.core.Handle;

import vigilar.event.Event;
import vigilar.journal.Route.Stretch;
import vigilar.journal.Sieve.Condition;
import vigilar.journal.Spans.Span;
import vigilar.storage.QuickSql;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/// The events of one strand along a walk, stretch by stretch, read a few at a time. Where it has
/// none for long, that is looked up once.
final class StrandStream {
    /// 4 rows first, since most of many strands give none; twice as many each time up to 64.
    private static final int FIRST_SIP = 4;

    private static final int LARGEST_SIP = 64;

    /// 256 KiB a sip: one of the largest payloads, since many streams are open at a time.
    private static final long SIP_BYTES = 256 << 10;

    private static final String NEXT_UP = "SELECT min(id) FROM event WHERE strand = ? AND id >= ?";
    private static final String NEXT_DOWN =
            "SELECT max(id) FROM event WHERE strand = ? AND id <= ?";

    private final Handle reading;
    private final EventRows rows;
    private final int strand;
    private final boolean up;
    private final Deque<Event> sipped = new ArrayDeque<>();
    private int sip = FIRST_SIP;
    private boolean entered;
    private long none; // between where the walk is and this id there is no event of the strand
    private Optional<Span> left = Optional.empty();
    private Condition condition;

    StrandStream(Handle reading, EventRows rows, int strand, boolean up) {
        this.reading = reading;
        this.rows = rows;
        this.strand = strand;
        this.up = up;
        none = up ? Long.MIN_VALUE : Long.MAX_VALUE;
        condition = Condition.NONE;
    }

    /// True if it is known to have nothing as far as those ids go.
    boolean isBeyond(Span ids) {
        return up ? none > ids.last() : none < ids.first();
    }

    /// Moves to the first event within; false if there is none.
    boolean enter(Stretch stretch) {
        var ids = stretch.ids();
        if (entered && !ids.holds(none) && !isBeyond(ids)) {
            none = next(up ? ids.first() : ids.last());
        }
        entered = true;
        sipped.clear();
        left = isBeyond(ids) ? Optional.empty() : Optional.of(ids);
        condition = stretch.sieve().on(strand);
        return advance();
    }

    private long next(long from) {
        return QuickSql.one(
                reading,
                up ? NEXT_UP : NEXT_DOWN,
                row -> {
                    long id = row.getLong(1);
                    return row.wasNull() ? (up ? Long.MAX_VALUE : Long.MIN_VALUE) : id;
                },
                strand,
                from);
    }

    /// Moves to the first or next event; false at the end of the stretch.
    boolean advance() {
        sipped.poll();
        if (sipped.isEmpty() && left.isPresent()) {
            var ids = left.get();
            var found = rows.find(reading, ids, up, condition, sip, SIP_BYTES);
            sipped.addAll(found.events());
            boolean dry = !found.cut() && sipped.size() < sip;
            none = dry ? beyond(ids.far(up)) : none;
            left = dry ? Optional.empty() : ids.beyond(sipped.getLast().id().sequence(), up);
            sip = Math.min(2 * sip, LARGEST_SIP);
        }
        return !sipped.isEmpty();
    }

    private long beyond(long id) {
        return up ? id + 1 : id - 1;
    }

    Event current() {
        return sipped.getFirst();
    }

    long id() {
        return current().id().sequence();
    }
}
