package vigilar.intake;

import vigilar.storage.Invariant;

import java.util.List;
import java.util.stream.Collectors;

/// What holds between the known state of a point and the events about it: both are stored in one
/// transaction, so no edge is told of a point that is not there, and no state is older than the
/// newest event and says something else. Of the routes that are built in: what else devices are
/// made to say has words of its own.
public final class PointRules {
    /// The newest event about each point, with what it says: `pair`, `e`, `m`.
    private static final String NEWEST =
            """
            WITH meaning (point, topic, type, word) AS (VALUES %s),
                pair AS (SELECT DISTINCT s.source, m.point
                    FROM strand s JOIN meaning m ON m.type = s.type)
            SELECT pair.source || ' ' || pair.point <what>
            FROM pair
            JOIN event e ON e.id =
                (SELECT max((SELECT max(id) FROM event WHERE strand = s.id))
                FROM strand s WHERE s.source = pair.source
                AND s.type IN (SELECT type FROM meaning WHERE point = pair.point))
            JOIN strand t ON t.id = e.strand
            JOIN meaning m ON m.point = pair.point AND m.type = t.type
            LEFT JOIN point_state p ON p.source = pair.source AND p.point = pair.point
            WHERE e.topic LIKE '%%' || replace(
                    replace(m.topic, '{id}', pair.source), '{name}', pair.source)
                AND <wrong>\
            """
                    .formatted(meanings());

    /// All of them. A state without an event of its own is no fault: a retained message changes it
    /// in silence.
    public static final List<Invariant> ALL =
            List.of(
                    Invariant.of(
                            "the known state of a point is not what its newest event says",
                            newest(
                                    "|| ' is ' || p.state || ', event ' || e.id || ' says '"
                                            + " || m.word",
                                    "p.state NOT IN ('', m.word) AND p.heard_ms < e.at")),
                    // beyond so many points new ones are not remembered
                    Invariant.of(
                            "an event tells of a point that is not remembered",
                            newest(
                                    "|| ', event ' || e.id",
                                    "p.source IS NULL AND (SELECT count(*) FROM point_state) < "
                                            + Points.MOST)),
                    Invariant.of(
                            "a point of which nothing is known has a state that was not told live",
                            "SELECT source || ' ' || point FROM point_state"
                                    + " WHERE state = '' AND untold"));

    /// The known states: a rescue of the store keeps them with the panel that was told of them.
    public static final String TABLE = "point_state";

    /// What a rescue says of them when they are not those that the panel was told: the first word
    /// of each device is news then.
    public static final String UNKNOWN = "UPDATE point_state SET state = '', untold = 0";

    private PointRules() {}

    private static String newest(String what, String wrong) {
        return NEWEST.replace("<what>", what).replace("<wrong>", wrong);
    }

    /// Of our own devices' edges; producers' fields have no state that is an event's word.
    private static String meanings() {
        return Routes.TABLE.stream()
                .filter(row -> row.kind() == Kind.EDGE)
                .flatMap(
                        row ->
                                row.outcomes().stream()
                                        .map(
                                                it ->
                                                        "('%s', '%s', '%s', '%s')"
                                                                .formatted(
                                                                        row.point(),
                                                                        row.pattern(),
                                                                        it.type(),
                                                                        it.word())))
                .collect(Collectors.joining(", "));
    }
}
