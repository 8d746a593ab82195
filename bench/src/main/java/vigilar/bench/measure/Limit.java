package vigilar.bench.measure;

import java.util.function.DoubleFunction;

/// Finds the offer at which a contender delivers most: more is offered step by step, until it falls
/// behind.
///
/// @param first messages a second that it surely takes
/// @param factor from one step to the next
/// @param wholly only what was delivered without a loss counts
record Limit(double first, double factor, boolean wholly) {
    /// A step is beyond the limit when less than 0.9 of what was offered came a second.
    static final double IN_TIME = 0.9;

    /// 2: what the machine does beside it may make it fall behind once.
    private static final int BEYOND = 2;

    /// 20: with a factor of 1.2 that is thirty times the first offer; whoever takes that is offered
    /// too little from the start.
    private static final int STEPS = 20;

    /// @param run offers so much for the length of a run
    /// @return the offer; the first if it takes not even that
    double offer(int viewers, DoubleFunction<Outcome> run) {
        double best = first;
        double most = 0;
        int beyond = 0;
        for (int step = 0; step < STEPS && beyond < BEYOND; step++) {
            double offer = first * Math.pow(factor, step);
            var outcome = run.apply(offer);
            if (outcome.delivered() > most && (outcome.isWhole() || !wholly)) {
                best = offer;
                most = outcome.delivered();
            }
            boolean holds = outcome.isWhole() && outcome.delivered() >= IN_TIME * offer * viewers;
            beyond = holds ? 0 : beyond + 1;
        }
        return best;
    }

    /// What it surely takes of the offer that was found: a step less where nothing may be lost,
    /// since there it was seen to be whole once.
    double surely(double found) {
        return wholly && found > first ? found / factor : found;
    }
}
