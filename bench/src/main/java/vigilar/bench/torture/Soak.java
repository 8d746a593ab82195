package vigilar.bench.torture;

import vigilar.bench.field.House;
import vigilar.bench.field.HousePlan;
import vigilar.bench.field.Mosquitto;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// A long time with whatever may come: in its first half the house is restarted among other things,
/// in its second it is not, so that whatever grows has the time to.
///
/// @param isBesideMosquitto instead of its own broker
record Soak(String name, String promise, Duration quick, Duration full, boolean isBesideMosquitto)
        implements TortureCase {
    /// 100 a second: ten times what a large home says.
    private static final double PER_SECOND = 100;

    /// 5 to 20 s between two faults.
    private static final int LEAST_BETWEEN_SECONDS = 5;

    private static final int MOST_BETWEEN_SECONDS = 20;

    private static final List<FaultCase.Fault> RESTARTS = List.of(Kills::everything, Kills::asked);

    private static final List<FaultCase.Fault> OTHERS =
            List.of(
                    Kills::frozen,
                    Crowd::dribblingShortly,
                    Crowd::neverReading,
                    Hostile::messages,
                    Cursors::wrong,
                    StorageFaults::lockedShortly,
                    Soak::dropped);

    /// Another broker takes repeats for what they are not, and lets anybody take our place.
    private static final List<FaultCase.Fault> OF_OUR_BROKER = List.of(Doubles::saidAgain);

    /// All lines at once.
    private static List<String> dropped(Traffic traffic, Random chance) {
        traffic.publishers().forEach(it -> it.drop());
        traffic.viewers().drop(chance.nextInt(1_000));
        return List.of();
    }

    @Override
    public Outcome run(Grounds grounds) {
        var missing = (isBesideMosquitto ? Need.MOSQUITTO : Need.OUR_BROKER).missing(grounds);
        if (missing.isPresent()) {
            return Outcome.skipped(name, missing.get());
        }
        if (!isBesideMosquitto) {
            return run(grounds, grounds.plan());
        }
        try (var broker = Mosquitto.onDisk(grounds.folder())) {
            return run(grounds, grounds.plan().beside(broker.url(), "vigilar"));
        }
    }

    private Outcome run(Grounds grounds, HousePlan plan) {
        try (var house = House.ready(plan);
                var traffic = new Traffic(grounds, house, PER_SECOND)) {
            try {
                traffic.more((int) (LEAST_BETWEEN_SECONDS * PER_SECOND / 2));
                var base = traffic.house().figures();
                var half = (grounds.isFull() ? full : quick).dividedBy(2);
                var time = new Time(grounds, traffic, grounds.chance(name));
                var calm = new ArrayList<>(OTHERS);
                calm.addAll(isBesideMosquitto ? List.of() : OF_OUR_BROKER);
                var all = new ArrayList<>(calm);
                all.addAll(RESTARTS);
                time.pass(half, all, () -> {});
                var stretch = new Stretch();
                time.pass(half, calm, () -> stretch.look(traffic.house(), traffic.ledger().size()));
                time.wrong.addAll(stretch.wrong());
                Bounds.backTo(base, traffic.house()).ifPresent(time.wrong::add);
                var about =
                        FaultCase.own(name, promise, "random faults", 1, 1, (_, _) -> List.of());
                var verdict = traffic.end();
                return Judgement.of(
                                about,
                                time.rounds,
                                traffic,
                                base,
                                verdict,
                                time.recovery,
                                time.wrong)
                        .with(List.of(), List.of(stretch.inWords()));
            } finally {
                traffic.house().close();
            }
        }
    }

    /// What came in it.
    private static final class Time {
        private final Grounds grounds;
        private final Traffic traffic;
        private final Random chance;
        private final List<String> wrong = new ArrayList<>();
        private Recovery recovery = Recovery.NONE;
        private int rounds;

        Time(Grounds grounds, Traffic traffic, Random chance) {
            this.grounds = grounds;
            this.traffic = traffic;
            this.chance = chance;
        }

        /// @param afterEach once all is well again
        void pass(Duration length, List<FaultCase.Fault> faults, Runnable afterEach) {
            long end = System.nanoTime() + length.toNanos();
            while (System.nanoTime() - end < 0) {
                rounds++;
                grounds.progress()
                        .step(
                                "%d faults, %d acknowledged, %s"
                                        .formatted(
                                                rounds,
                                                traffic.ledger().size(),
                                                traffic.house().figures()));
                int least = (int) (LEAST_BETWEEN_SECONDS * PER_SECOND);
                int most =
                        grounds.isFull()
                                ? (int) (MOST_BETWEEN_SECONDS * PER_SECOND)
                                : least + least / 2;
                traffic.more(chance.nextInt(least, most));
                var fault = faults.get(chance.nextInt(faults.size()));
                wrong.addAll(fault.strike(traffic, chance));
                recovery = recovery.and(traffic.recovered());
                afterEach.run();
            }
        }
    }
}
