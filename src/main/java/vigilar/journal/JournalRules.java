package vigilar.journal;

import vigilar.storage.Invariant;

import java.util.List;

/// What holds in the tables of a healthy journal.
public final class JournalRules {
    /// 10,000 events a look: some ten milliseconds.
    private static final int LOOK = 10_000;

    private static final Invariant NONE_BEYOND_THE_HEAD =
            Invariant.of(
                    "an event has an id that was not given yet",
                    "SELECT id FROM event WHERE id > (SELECT last_id FROM head) OR id < 1");

    /// Beyond where retention has been, ids have no holes.
    private static final Invariant NONE_IS_MISSING =
            Invariant.each(
                    """
                    WITH RECURSIVE part(id) AS (SELECT max(up_to) + 1 FROM pruned
                        UNION ALL
                        SELECT id + %1$d FROM part
                            WHERE id + %1$d <= (SELECT last_id FROM head))
                    SELECT id FROM part\
                    """
                            .formatted(LOOK),
                    "events are missing that retention did not remove",
                    """
                    SELECT (want - got) || ' of ' || first || ' to ' || last FROM
                        (SELECT first, last, last - first + 1 AS want, (SELECT count(*) FROM event
                            WHERE id >= first AND id <= last) AS got FROM
                            (SELECT max(:it, (SELECT max(up_to) + 1 FROM pruned)) AS first,
                                min(:it + %d - 1, (SELECT last_id FROM head)) AS last))
                    WHERE last >= first AND got <> want\
                    """
                            .formatted(LOOK));

    /// A sixteenth of the strands at a time: each part reads the slices once, and of the events
    /// only its own. Sums over both instead of a join: that would compare each with each.
    private static final Invariant SLICES_COUNT_RIGHT =
            Invariant.each(
                    "WITH RECURSIVE part(id) AS (SELECT 0 UNION ALL SELECT id + 1 FROM part"
                            + " WHERE id < 15) SELECT id FROM part",
                    "the counts of a quarter of an hour are not those of its events",
                    """
                    SELECT source || ' ' || type || ' at ' || datetime(start / 1000, 'unixepoch')
                    FROM (SELECT strand, start FROM
                        (SELECT strand, start, events AS n, bytes AS b, first_id, last_id, NULL AS id
                            FROM slice WHERE strand %% 16 = :it
                        UNION ALL
                        SELECT strand, at / %1$d * %1$d, -1, -%2$s, NULL, NULL, id
                            FROM event
                            WHERE strand IN (SELECT id FROM strand WHERE id %% 16 = :it))
                        GROUP BY strand, start
                        HAVING sum(n) <> 0 OR sum(b) <> 0
                            OR min(first_id) > min(id) OR max(last_id) < max(id)) wrong
                    JOIN strand ON strand.id = wrong.strand\
                    """
                            .formatted(EventRows.SLICE.toMillis(), EventRows.SIZE));

    private static final Invariant QUARTERS_SUM_UP =
            Invariant.of(
                    "the counts of a quarter of an hour are not the sum of its sources",
                    """
                    SELECT datetime(start / 1000, 'unixepoch') FROM
                        (SELECT start, severity, events AS n FROM quarter
                        UNION ALL
                        SELECT start, severity, -events FROM slice
                            JOIN strand ON strand.id = slice.strand)
                    GROUP BY start, severity HAVING sum(n) <> 0\
                    """);

    private static final Invariant CURSORS_ARE_BEHIND =
            Invariant.of(
                    "a follower says it has seen what was not stored yet",
                    "SELECT name FROM follower WHERE last_id > (SELECT last_id FROM head)");

    private static final Invariant RETENTION_IS_BEHIND =
            Invariant.of(
                    "retention says it removed what was not stored yet",
                    "SELECT worth FROM pruned WHERE up_to > (SELECT last_id FROM head)");

    private static final Invariant PINS_HOLD =
            Invariant.of(
                    "a pinned event is gone",
                    "SELECT event_id FROM pin WHERE event_id NOT IN (SELECT id FROM event)");

    private static final Invariant WORDS_ARE_BEHIND =
            Invariant.of(
                    "the word index speaks of events that were not stored yet",
                    "SELECT chunk FROM word_chunk WHERE (chunk + 1) * %d - 1 > (SELECT last_id FROM head)"
                            .formatted(Chunks.USUAL.ids()));

    /// From each chunk to the next: one look for each.
    private static final Invariant WORDS_HAVE_THEIR_CHUNK =
            Invariant.of(
                    "the word index has rows that no search asks for",
                    """
                    WITH RECURSIVE used(chunk) AS (SELECT min(chunk) FROM word_block
                        UNION ALL
                        SELECT (SELECT min(chunk) FROM word_block WHERE chunk > used.chunk) FROM used
                            WHERE chunk IS NOT NULL)
                    SELECT chunk FROM used
                    WHERE chunk IS NOT NULL AND chunk NOT IN (SELECT chunk FROM word_chunk)\
                    """);

    /// A search asks no block that the index rules out: where a row is gone, it finds too little. A
    /// chunk is one stretch of rows, at most 32,768.
    private static final Invariant WORDS_ARE_ALL_THERE =
            Invariant.each(
                    "SELECT chunk FROM word_chunk WHERE width > 0",
                    "rows of the word index are missing or changed, so that a search may find too"
                            + " little",
                    """
                    SELECT 'ids ' || (chunk * %1$d) || ' to ' || ((chunk + 1) * %1$d - 1)
                    FROM word_chunk c WHERE chunk = :it AND width > 0 AND total <>
                        (SELECT coalesce(sum(%2$s), 0) FROM word_block WHERE chunk = c.chunk)\
                    """
                            .formatted(Chunks.USUAL.ids(), WordIndex.ROW));

    /// All of them.
    public static final List<Invariant> ALL =
            List.of(
                    NONE_BEYOND_THE_HEAD,
                    NONE_IS_MISSING,
                    SLICES_COUNT_RIGHT,
                    QUARTERS_SUM_UP,
                    CURSORS_ARE_BEHIND,
                    RETENTION_IS_BEHIND,
                    PINS_HOLD,
                    WORDS_ARE_BEHIND,
                    WORDS_HAVE_THEIR_CHUNK,
                    WORDS_ARE_ALL_THERE);

    private JournalRules() {}
}
