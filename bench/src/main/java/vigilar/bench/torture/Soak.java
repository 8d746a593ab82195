package vigilar.bench.torture;

import vigilar.bench.field.House;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// A long time with whatever may come.
record Soak(String name, String promise, Duration quick, Duration full) implements TortureCase {
    /// 100 a second: ten times what a large home says.
    private static final double PER_SECOND = 100;

    /// 5 to 20 s between two faults.
    private static final int LEAST_BETWEEN = 500;

    private static final int MOST_BETWEEN = 2_000;

    private static final List<FaultCase.Fault> FAULTS =
            List.of(
                    Kills::everything,
                    Kills::asked,
                    Kills::frozen,
                    Crowd::dribbling,
                    Crowd::neverReading,
                    Doubles::saidAgain,
                    Hostile::messages,
                    Hostile::cursors,
                    StorageFaults::locked,
                    Soak::dropped);

    /// All lines at once.
    private static List<String> dropped(Traffic traffic, Random chance) {
        traffic.publishers().forEach(it -> it.drop());
        traffic.viewers().drop(chance.nextInt(1_000));
        return List.of();
    }

    @Override
    public Outcome run(Grounds grounds) {
        var missing = Need.OUR_BROKER.missing(grounds);
        if (missing.isPresent()) {
            return Outcome.skipped(name, missing.get());
        }
        var chance = grounds.chance(name);
        var wrong = new ArrayList<String>();
        var recovery = Recovery.NONE;
        int rounds = 0;
        var house = House.ready(grounds.plan());
        try (var traffic = new Traffic(grounds, house, PER_SECOND)) {
            try {
                traffic.more(LEAST_BETWEEN / 2);
                var base = traffic.house().figures();
                long end = System.nanoTime() + (grounds.isFull() ? full : quick).toNanos();
                while (System.nanoTime() - end < 0) {
                    rounds++;
                    grounds.progress()
                            .step(
                                    "%d faults, %d acknowledged, %s"
                                            .formatted(
                                                    rounds,
                                                    traffic.ledger().size(),
                                                    traffic.house().figures()));
                    traffic.more(LEAST_BETWEEN + chance.nextInt(MOST_BETWEEN - LEAST_BETWEEN));
                    var fault = FAULTS.get(chance.nextInt(FAULTS.size()));
                    wrong.addAll(fault.strike(traffic, chance));
                    recovery = recovery.and(traffic.recovered());
                }
                Bounds.backTo(base, traffic.house()).ifPresent(wrong::add);
                var about =
                        FaultCase.own(name, promise, "random faults", 1, 1, (_, _) -> List.of());
                return Judgement.of(about, rounds, traffic, traffic.end(), recovery, wrong);
            } finally {
                traffic.house().close();
            }
        }
    }
}
