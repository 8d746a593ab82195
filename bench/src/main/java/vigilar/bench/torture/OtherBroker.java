package vigilar.bench.torture;

import vigilar.bench.field.House;
import vigilar.bench.field.Mosquitto;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// A house beside a Mosquitto that is set up as the guide says.
///
/// @param killsBroker the broker is killed, which may lose what it acknowledged by its own design:
///   it does not sync each message. That is reported, and not the house's failure
record OtherBroker(
        String name, String promise, String done, int quick, int full, boolean killsBroker)
        implements TortureCase {
    private static final int BETWEEN = 200;

    @Override
    public Outcome run(Grounds grounds) {
        var program = Mosquitto.program();
        if (program.isEmpty()) {
            return Outcome.skipped(name, "skipped: needs mosquitto");
        }
        var chance = grounds.chance(name);
        var recovery = Recovery.NONE;
        int rounds = grounds.rounds(quick, full);
        try (var broker = Mosquitto.started(program.get(), grounds.folder())) {
            var house = House.ready(grounds.plan().beside(broker.url(), "vigilar"));
            try (var traffic = new Traffic(grounds, house, Traffic.USUAL)) {
                try {
                    for (int round = 1; round <= rounds; round++) {
                        grounds.progress().step("round " + round + " of " + rounds);
                        traffic.more(BETWEEN + chance.nextInt(BETWEEN));
                        strike(traffic, broker, chance);
                        recovery = recovery.and(traffic.recovered());
                    }
                    return judged(rounds, traffic, recovery);
                } finally {
                    traffic.house().close();
                }
            }
        }
    }

    private void strike(Traffic traffic, Mosquitto broker, Random chance) {
        if (killsBroker) {
            broker.killAndStartAgain();
        } else {
            Kills.everything(traffic, chance);
        }
    }

    private Outcome judged(int rounds, Traffic traffic, Recovery recovery) {
        var verdict = traffic.end(Traffic.SOON);
        var about = FaultCase.own(name, promise, done, quick, full, (_, _) -> List.of());
        if (!killsBroker) {
            return Judgement.of(about, rounds, traffic, verdict, recovery, List.of());
        }
        var ours = new ArrayList<String>();
        var brokers = new ArrayList<String>();
        for (var breach : verdict.breaches()) {
            boolean lost =
                    breach.contains("acknowledged and not stored") || breach.contains("equal");
            (lost ? brokers : ours)
                    .add(lost ? "lost by the broker, by its design: " + breach : breach);
        }
        return Judgement.of(about, rounds, traffic, verdict.with(ours), recovery, List.of())
                .with(List.of(), brokers);
    }
}
