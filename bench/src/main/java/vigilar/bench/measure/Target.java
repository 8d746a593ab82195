package vigilar.bench.measure;

import java.util.List;
import java.util.Optional;

/// What a quantity must reach: a number, or a multiple of what another contender reached in the
/// same run.
///
/// @param bound the number; with another contender the multiple
/// @param other whose quantity it is a multiple of; empty: none
record Target(String contender, String quantity, Rule rule, double bound, Optional<String> other) {
    /// How it is judged. A tie within the spread counts, save for what must never happen.
    enum Rule {
        AT_MOST("at most"),
        AT_LEAST("at least"),
        /// In no run, not even in the worst.
        NEVER("never more than"),
        /// A ratio that is worth knowing, and nothing that must be reached.
        TOLD("in the median");

        private final String words;

        Rule(String words) {
            this.words = words;
        }
    }

    static Target atMost(String contender, String quantity, double bound) {
        return new Target(contender, quantity, Rule.AT_MOST, bound, Optional.empty());
    }

    static Target atLeast(String contender, String quantity, double bound) {
        return new Target(contender, quantity, Rule.AT_LEAST, bound, Optional.empty());
    }

    /// Nothing of it, in no run.
    static Target none(String contender, String quantity) {
        return new Target(contender, quantity, Rule.NEVER, 0, Optional.empty());
    }

    static Target timesOf(String contender, String quantity, double factor, String other) {
        return new Target(contender, quantity, Rule.AT_LEAST, factor, Optional.of(other));
    }

    static Target atMostTimesOf(String contender, String quantity, double factor, String other) {
        return new Target(contender, quantity, Rule.AT_MOST, factor, Optional.of(other));
    }

    static Target noMoreThan(String contender, String quantity, String other) {
        return atMostTimesOf(contender, quantity, 1, other);
    }

    /// How many times the other one's it is.
    static Target ratio(String contender, String quantity, String other) {
        return new Target(contender, quantity, Rule.TOLD, 0, Optional.of(other));
    }

    /// "reached", "missed", with both numbers; empty if one of them was not measured.
    Optional<String> judge(List<Reading> readings) {
        return of(readings, contender)
                .flatMap(
                        ours ->
                                other.isEmpty()
                                        ? Optional.of(byNumber(ours))
                                        : of(readings, other.get()).map(its -> byRatio(ours, its)));
    }

    private String byNumber(Reading ours) {
        return "%s: %s %s %s %s %s, %s"
                .formatted(
                        verdict(ours, bound, bound),
                        contender,
                        quantity,
                        rule.words,
                        Reading.rounded(bound),
                        ours.unit(),
                        ours.inWords());
    }

    private String byRatio(Reading ours, Reading its) {
        double ratio = ours.median() / its.median();
        return rule == Rule.TOLD
                ? "told: %s %s is %s × that of %s, %s"
                        .formatted(
                                contender,
                                quantity,
                                Reading.rounded(ratio),
                                its.contender(),
                                rule.words)
                : "%s: %s %s %s %s × %s, %s ×"
                        .formatted(
                                verdict(ours, bound * its.least(), bound * its.most()),
                                contender,
                                quantity,
                                rule.words,
                                Reading.rounded(bound),
                                its.contender(),
                                Reading.rounded(ratio));
    }

    private String verdict(Reading ours, double least, double most) {
        boolean reached =
                switch (rule) {
                    case AT_MOST -> ours.least() <= most;
                    case AT_LEAST -> ours.most() >= least;
                    case NEVER -> ours.most() <= most;
                    case TOLD -> true;
                };
        return reached ? "reached" : "MISSED";
    }

    private Optional<Reading> of(List<Reading> readings, String who) {
        return readings.stream()
                .filter(it -> it.contender().equals(who) && it.quantity().equals(quantity))
                .findFirst();
    }
}
