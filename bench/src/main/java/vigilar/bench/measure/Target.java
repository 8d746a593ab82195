package vigilar.bench.measure;

import vigilar.bench.measure.Judgement.Verdict;

import java.util.List;
import java.util.Optional;

/// What a quantity must reach: a number, or a multiple of what another contender reached in the
/// same run.
///
/// @param bound the number; with another contender the multiple
/// @param other whose quantity it is a multiple of; empty: none
record Target(String contender, String quantity, Rule rule, double bound, Optional<String> other) {
    static final String DELIVERED = "delivered";

    /// 1.1: a median that is farther from the target than a tenth is no tie, however much the runs
    /// differ; else the worse a machine measures, the more would be reached.
    private static final double TIE = 1.1;

    /// How it is judged: by the median. One that is beyond the target is still a tie if the target
    /// lies between the quartiles of the runs.
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

    /// The verdict, with the numbers; empty if it is a ratio that is only worth knowing, to
    /// somebody who was not measured.
    Optional<Judgement> judge(String figure, List<Reading> readings) {
        for (var who : other.isEmpty() ? List.of(contender) : List.of(contender, other.get())) {
            if (readings.stream().noneMatch(it -> it.contender().equals(who))) {
                return rule == Rule.TOLD
                        ? Optional.empty()
                        : Optional.of(
                                new Judgement(
                                        figure,
                                        Verdict.NOT_MEASURED,
                                        asked() + "; " + who + " was not measured here"));
            }
        }
        var ours = usable(readings, contender);
        if (ours.isEmpty()) {
            return Optional.of(
                    new Judgement(figure, Verdict.MISSED, asked() + "; there is no " + quantity));
        }
        if (other.isEmpty()) {
            return Optional.of(byNumber(figure, ours.get()));
        }
        var its = usable(readings, other.get()).filter(it -> it.median() > 0);
        return Optional.of(
                its.isEmpty()
                        ? new Judgement(
                                figure,
                                Verdict.INCOMPARABLE,
                                "%s; %s has no %s to compare with"
                                        .formatted(asked(), other.get(), quantity))
                        : byRatio(figure, ours.get(), its.get()));
    }

    /// "Vigilar p99 at most 10".
    private String asked() {
        var what = "%s %s %s".formatted(contender, quantity, rule.words);
        return rule == Rule.TOLD
                ? what
                : other.map(who -> "%s %s × %s".formatted(what, Reading.rounded(bound), who))
                        .orElse(what + " " + Reading.rounded(bound));
    }

    private Judgement byNumber(String figure, Reading ours) {
        double best = rule == Rule.AT_MOST ? ours.lowerQuartile() : ours.upperQuartile();
        double judged = rule == Rule.NEVER ? ours.most() : ours.median();
        return new Judgement(
                figure,
                verdict(judged, best, ours.hasSpread()),
                (asked() + " " + ours.unit()).strip() + ", " + ours.inWords());
    }

    private Judgement byRatio(String figure, Reading ours, Reading its) {
        double ratio = ours.median() / its.median();
        double best =
                rule == Rule.AT_MOST
                        ? ours.lowerQuartile() / its.upperQuartile()
                        : ours.upperQuartile() / its.lowerQuartile();
        return new Judgement(
                figure,
                verdict(ratio, best, ours.hasSpread() && its.hasSpread()),
                rule == Rule.TOLD
                        ? "%s %s is %s × that of %s, %s"
                                .formatted(
                                        contender,
                                        quantity,
                                        Reading.rounded(ratio),
                                        its.contender(),
                                        rule.words)
                        : "%s, %s ×".formatted(asked(), Reading.rounded(ratio)));
    }

    /// @param best where the better quartile of the runs ends
    /// @param spread there are enough runs to speak of quartiles
    private Verdict verdict(double median, double best, boolean spread) {
        return switch (rule) {
            case AT_MOST ->
                    median <= bound
                            ? Verdict.REACHED
                            : tie(spread && median <= bound * TIE && best <= bound);
            case AT_LEAST ->
                    median >= bound
                            ? Verdict.REACHED
                            : tie(spread && median * TIE >= bound && best >= bound);
            case NEVER -> median <= bound ? Verdict.REACHED : Verdict.MISSED;
            case TOLD -> Verdict.TOLD;
        };
    }

    private static Verdict tie(boolean isOne) {
        return isOne ? Verdict.TIE : Verdict.MISSED;
    }

    /// The times of those who delivered nothing are none.
    private Optional<Reading> usable(List<Reading> readings, String who) {
        boolean idle =
                of(readings, who, DELIVERED).filter(it -> it.median() <= 0).isPresent()
                        && rule != Rule.NEVER;
        return idle ? Optional.empty() : of(readings, who, quantity);
    }

    private static Optional<Reading> of(List<Reading> readings, String who, String quantity) {
        return readings.stream()
                .filter(it -> it.contender().equals(who) && it.quantity().equals(quantity))
                .findFirst();
    }
}
