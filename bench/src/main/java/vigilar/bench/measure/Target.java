package vigilar.bench.measure;

import java.util.List;
import java.util.Optional;

/// What a quantity must reach: a number, or a multiple of what another contender reached in the
/// same run. A tie within the spread counts.
///
/// @param atMost the smaller the better
/// @param ratioTo of this contender's quantity; empty: `bound` is the number itself
record Target(
        String contender, String quantity, boolean atMost, double bound, Optional<String> ratioTo) {
    static Target atMost(String contender, String quantity, double bound) {
        return new Target(contender, quantity, true, bound, Optional.empty());
    }

    static Target atLeast(String contender, String quantity, double bound) {
        return new Target(contender, quantity, false, bound, Optional.empty());
    }

    static Target timesOf(String contender, String quantity, double factor, String other) {
        return new Target(contender, quantity, false, factor, Optional.of(other));
    }

    static Target atMostTimesOf(String contender, String quantity, double factor, String other) {
        return new Target(contender, quantity, true, factor, Optional.of(other));
    }

    static Target noMoreThan(String contender, String quantity, String other) {
        return atMostTimesOf(contender, quantity, 1, other);
    }

    /// "reached", "missed", with both numbers; empty if one of them was not measured.
    Optional<String> judge(List<Reading> readings) {
        return of(readings, contender)
                .flatMap(
                        ours ->
                                ratioTo.isEmpty()
                                        ? Optional.of(judge(ours, bound, ours.unit()))
                                        : of(readings, ratioTo.get()).map(its -> ratio(ours, its)));
    }

    private String judge(Reading ours, double limit, String unit) {
        boolean reached = atMost ? ours.least() <= limit : ours.most() >= limit;
        return "%s: %s %s %s %s %s, %s"
                .formatted(
                        reached ? "reached" : "MISSED",
                        contender,
                        quantity,
                        atMost ? "at most" : "at least",
                        Reading.rounded(limit),
                        unit,
                        ours.inWords());
    }

    private String ratio(Reading ours, Reading its) {
        double ratio = ours.median() / its.median();
        boolean reached =
                atMost ? ours.least() <= bound * its.most() : ours.most() >= bound * its.least();
        return "%s: %s %s %s %s × %s, %s ×"
                .formatted(
                        reached ? "reached" : "MISSED",
                        contender,
                        quantity,
                        atMost ? "at most" : "at least",
                        Reading.rounded(bound),
                        its.contender(),
                        Reading.rounded(ratio));
    }

    private Optional<Reading> of(List<Reading> readings, String who) {
        return readings.stream()
                .filter(it -> it.contender().equals(who) && it.quantity().equals(quantity))
                .findFirst();
    }
}
