package vigilar.journal;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

import vigilar.event.EventType;
import vigilar.event.Worth;

import java.time.Instant;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/// Which events of one worth retention may remove, asked in the order of the ids. The mark of a
/// worth only rises: behind it stand no others of it than pinned ones and the newest of a strand.
record Prunable(Handle rows, Worth worth) {
    /// 2020: a clock that says an earlier year was not set when it was read (a board without a
    /// battery starts in 1970).
    private static final Instant NO_CLOCK_BEFORE = Instant.parse("2020-01-01T00:00:00Z");

    private static final String ALARMS =
            "s.severity >= "
                    + StoredSeverity.number(Worth.FROM)
                    + Worth.TYPES.stream()
                            .map(EventType::name)
                            .sorted()
                            .collect(Collectors.joining("', '", " OR s.type IN ('", "')"));

    /// The condition on strands `s` of that worth.
    static String condition(Worth worth) {
        return switch (worth) {
            case ALARM -> "(" + ALARMS + ")";
            case ROUTINE -> "NOT (" + ALARMS + ")";
        };
    }

    /// Up to where they were removed.
    long mark() {
        return rows.createQuery("SELECT up_to FROM pruned WHERE worth = ?")
                .bind(0, worth.word())
                .mapTo(Long.class)
                .one();
    }

    /// The first one beyond the mark; a few hundred looks into an index.
    OptionalLong first() {
        return id(
                rows.createQuery(
                                """
                                SELECT min((SELECT min(id) FROM event
                                    WHERE strand = s.id AND id > :mark))
                                FROM strand s WHERE <worth>\
                                """)
                        .bind("mark", mark()));
    }

    /// The last one that is certainly older than that. In the order of the ids, since clocks err:
    /// the first event within the time ends the walk, and one whose own time cannot be (1970, next
    /// year) goes with its neighbours.
    OptionalLong lastBefore(Instant cut, Instant now) {
        var first = first();
        if (first.isEmpty()) {
            return first;
        }
        var within =
                id(
                        walk("AND e.at >= :cut AND e.at <= :now ORDER BY e.id LIMIT 1")
                                .bind("from", first.getAsLong())
                                .bind("below", Long.MAX_VALUE)
                                .bind("cut", cut.toEpochMilli())
                                .bind("now", now.toEpochMilli()));
        return id(
                walk("AND e.at < :cut AND e.at >= :clock ORDER BY e.id DESC LIMIT 1")
                        .bind("from", first.getAsLong())
                        .bind("below", within.orElse(Long.MAX_VALUE))
                        .bind("cut", cut.toEpochMilli())
                        .bind("clock", NO_CLOCK_BEFORE.toEpochMilli()));
    }

    /// CROSS JOIN: the events lead, in their order; a sort of all would be long.
    private Query walk(String more) {
        return rows.createQuery(
                "SELECT e.id FROM event e CROSS JOIN strand s ON s.id = e.strand"
                        + " WHERE e.id >= :from AND e.id < :below AND <worth> "
                        + more);
    }

    private OptionalLong id(Query query) {
        try (query) {
            return query.define("worth", condition(worth))
                    .mapTo(Long.class)
                    .findOne()
                    .map(OptionalLong::of)
                    .orElse(OptionalLong.empty());
        }
    }

    /// What they take.
    long bytes() {
        try (var query =
                rows.createQuery(
                        "SELECT coalesce(sum(bytes), 0) FROM slice"
                                + " JOIN strand s ON s.id = slice.strand WHERE <worth>")) {
            return query.define("worth", condition(worth)).mapTo(Long.class).one();
        }
    }
}
