package vigilar.intake;

import vigilar.storage.Invariant;

import java.util.List;
import java.util.stream.Collectors;

/// What holds between the known state of a point and the events about it: both are stored in one
/// transaction, so no state is older than the newest event and says something else.
public final class PointRules {
    /// All of them. A state without an event of its own is no fault: a retained message changes it
    /// in silence.
    public static final List<Invariant> ALL =
            List.of(
                    Invariant.of(
                            "the known state of a point is not what its newest event says",
                            """
                            WITH meaning (point, topic, type, word) AS (VALUES %s)
                            SELECT p.source || ' ' || p.point || ' is ' || p.state
                                || ', event ' || e.id || ' says ' || m.word
                            FROM point_state p
                            JOIN event e ON e.id =
                                (SELECT max((SELECT max(id) FROM event WHERE strand = s.id))
                                FROM strand s WHERE s.source = p.source
                                AND s.type IN (SELECT type FROM meaning WHERE point = p.point))
                            JOIN strand t ON t.id = e.strand
                            JOIN meaning m ON m.point = p.point AND m.type = t.type
                            WHERE p.state NOT IN ('', m.word) AND p.heard_ms < e.at
                                AND e.topic LIKE '%%' || replace(
                                    replace(m.topic, '{id}', p.source), '{name}', p.source)\
                            """
                                    .formatted(meanings())),
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
