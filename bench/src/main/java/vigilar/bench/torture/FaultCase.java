package vigilar.bench.torture;

import vigilar.bench.field.House;
import vigilar.bench.field.HousePlan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;

/// A house under traffic that is hurt again and again.
///
/// @param done what is done, for the table
/// @param own what is special about the house; empty: one that others use before and after
/// @param needs what must be there; else it is skipped
/// @param perSecond messages that its devices say
/// @param moreMegabytes a process may take afterwards, when what nobody needs is collected
/// @param loses where messages may be lost by design, for the note; empty: nothing may. When they
///   may, the fault says by [Traffic#mayLose]
record FaultCase(
        String name,
        String promise,
        String done,
        int quickRounds,
        int fullRounds,
        Optional<UnaryOperator<HousePlan>> own,
        List<Need> needs,
        String loses,
        double perSecond,
        long moreMegabytes,
        Fault fault)
        implements TortureCase {
    /// 30 to 400 acknowledgements between two faults: so each finds the house at another moment.
    private static final int LEAST_BETWEEN = 30;

    private static final int MOST_BETWEEN = 400;

    /// 20 a second where each message goes to thousands: more than that no machine of this kind
    /// writes to their lines.
    static final double GENTLE = 20;

    /// What hurts.
    @FunctionalInterface
    interface Fault {
        /// Does it, and returns when it is over. What it returns was wrong.
        List<String> strike(Traffic traffic, Random chance);
    }

    FaultCase {
        needs = List.copyOf(needs);
    }

    /// Ends nothing that others need: the house of all.
    static FaultCase live(String name, String promise, String done, Fault fault, Need... needs) {
        return new FaultCase(
                name,
                promise,
                done,
                1,
                3,
                Optional.empty(),
                List.of(needs),
                "",
                Traffic.USUAL,
                Bounds.MORE_MEGABYTES,
                fault);
    }

    /// A house of its own, so many rounds in `quick` and in `full`.
    static FaultCase own(
            String name, String promise, String done, int quick, int full, Fault fault) {
        return new FaultCase(
                name,
                promise,
                done,
                quick,
                full,
                Optional.of(plan -> plan),
                List.of(),
                "",
                Traffic.USUAL,
                Bounds.MORE_MEGABYTES,
                fault);
    }

    FaultCase with(UnaryOperator<HousePlan> setUp) {
        return new FaultCase(
                name,
                promise,
                done,
                quickRounds,
                fullRounds,
                Optional.of(setUp),
                needs,
                loses,
                perSecond,
                moreMegabytes,
                fault);
    }

    /// With so many messages a second.
    FaultCase at(double rate) {
        return new FaultCase(
                name,
                promise,
                done,
                quickRounds,
                fullRounds,
                own,
                needs,
                loses,
                rate,
                moreMegabytes,
                fault);
    }

    /// What the fault leaves behind for good takes so much.
    FaultCase leaving(long megabytes) {
        return new FaultCase(
                name,
                promise,
                done,
                quickRounds,
                fullRounds,
                own,
                needs,
                loses,
                perSecond,
                megabytes,
                fault);
    }

    /// What was acknowledged just before may be lost there: told, and no failure.
    FaultCase losing(String where) {
        return new FaultCase(
                name,
                promise,
                done,
                quickRounds,
                fullRounds,
                own,
                needs,
                where,
                perSecond,
                moreMegabytes,
                fault);
    }

    FaultCase needing(Need... more) {
        return new FaultCase(
                name,
                promise,
                done,
                quickRounds,
                fullRounds,
                own,
                List.of(more),
                loses,
                perSecond,
                moreMegabytes,
                fault);
    }

    /// Ends the house and starts it again on the same addresses.
    static House startAgain(Traffic traffic, HousePlan again) {
        var house = House.start(again);
        traffic.movedTo(house);
        return house;
    }

    @Override
    public Outcome run(Grounds grounds) {
        for (var need : needs) {
            var missing = need.missing(grounds);
            if (missing.isPresent()) {
                return Outcome.skipped(name, missing.get());
            }
        }
        if (own.isEmpty()) {
            return run(grounds, grounds.house());
        }
        try (var house = House.ready(own.get().apply(grounds.plan()))) {
            return run(grounds, house);
        }
    }

    private Outcome run(Grounds grounds, House house) {
        var chance = grounds.chance(name);
        int rounds = grounds.rounds(quickRounds, fullRounds);
        var wrong = new ArrayList<String>();
        var recovery = Recovery.NONE;
        try (var traffic = new Traffic(grounds, house, perSecond)) {
            try {
                traffic.more(LEAST_BETWEEN);
                var base = traffic.house().figures();
                for (int round = 1; round <= rounds; round++) {
                    grounds.progress()
                            .step(
                                    "%d/%d, %d acknowledged"
                                            .formatted(round, rounds, traffic.ledger().size()));
                    traffic.more(LEAST_BETWEEN + chance.nextInt(MOST_BETWEEN - LEAST_BETWEEN));
                    wrong.addAll(fault.strike(traffic, chance));
                    recovery = recovery.and(traffic.recovered());
                }
                Bounds.backTo(base, traffic.house(), moreMegabytes).ifPresent(wrong::add);
                long refused = traffic.refused(); // within a fault a broker may well say no
                var verdict = traffic.end(loses.isEmpty() ? Traffic.PATIENCE : Traffic.SOON);
                if (traffic.refused() > refused) {
                    wrong.add("a house that is well refuses what its devices say");
                }
                return Judgement.of(this, rounds, traffic, base, verdict, recovery, wrong);
            } finally {
                if (own.isPresent()) {
                    traffic.house().close();
                }
            }
        }
    }
}
