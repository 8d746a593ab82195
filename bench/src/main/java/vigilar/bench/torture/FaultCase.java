package vigilar.bench.torture;

import vigilar.bench.field.House;
import vigilar.bench.field.HousePlan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;

/// A house of its own under traffic that is hurt again and again.
///
/// @param done what is done, for the table
/// @param setUp what is special about the house
record FaultCase(
        String name,
        String promise,
        String done,
        int quickRounds,
        int fullRounds,
        UnaryOperator<HousePlan> setUp,
        Fault fault)
        implements TortureCase {
    /// 30 to 400 acknowledgements between two faults: so each finds the house at another moment.
    private static final int LEAST_BETWEEN = 30;

    private static final int MOST_BETWEEN = 400;

    /// What hurts.
    @FunctionalInterface
    interface Fault {
        /// Does it, and returns when it is over. What it returns was wrong.
        List<String> strike(Traffic traffic, Random chance);
    }

    /// Ends the house and starts it again on the same addresses.
    static House startAgain(Traffic traffic, HousePlan again) {
        var house = House.start(again);
        traffic.movedTo(house);
        return house;
    }

    @Override
    public Outcome run(Grounds grounds) {
        var chance = grounds.chance(name);
        int rounds = grounds.rounds(quickRounds, fullRounds);
        var wrong = new ArrayList<String>();
        var recovery = Recovery.NONE;
        var house = House.ready(setUp.apply(grounds.plan()));
        try (var traffic = new Traffic(grounds, house, Traffic.USUAL)) {
            try {
                for (int round = 1; round <= rounds; round++) {
                    grounds.progress()
                            .step(
                                    "round "
                                            + round
                                            + "/"
                                            + rounds
                                            + ", "
                                            + traffic.ledger().size()
                                            + " acknowledged");
                    traffic.more(LEAST_BETWEEN + chance.nextInt(MOST_BETWEEN - LEAST_BETWEEN));
                    wrong.addAll(fault.strike(traffic, chance));
                    Duration time = traffic.recovered();
                    recovery = recovery.and(time);
                }
                var verdict = traffic.end();
                return Judgement.of(name, done, rounds, traffic, verdict, recovery, wrong);
            } finally {
                traffic.house().close();
            }
        }
    }
}
