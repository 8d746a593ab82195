package vigilar.bench.torture;

import vigilar.bench.field.Await;
import vigilar.bench.field.Clock;
import vigilar.bench.field.House;
import vigilar.bench.field.Mosquitto;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// A house beside a Mosquitto that is set up as the guide says.
///
/// It does not sync each message, so what hurts it may lose what it acknowledged just before, by
/// its own design: that is reported, and not the house's failure.
record OtherBroker(String name, String promise, String done, Hurt hurt, int quick, int full)
        implements TortureCase {
    /// 100 a second: ten times what a large home says. A Mosquitto that keeps its messages is then
    /// seconds behind with reading what the house acknowledges.
    private static final double PER_SECOND = 100;

    /// 2 to 4 s of what is said in that time.
    private static final int BETWEEN = 200;

    /// 5 s: longer than the house's pauses between its first tries.
    private static final Duration AWAY = Duration.ofSeconds(5);

    /// 2 min: the house's longest pause between two tries, several times.
    private static final Duration LONG_AWAY = Duration.ofMinutes(2);

    /// Who is hurt.
    enum Hurt {
        HOUSE,
        BROKER,
        AWAY
    }

    @Override
    public Outcome run(Grounds grounds) {
        var missing = Need.MOSQUITTO.missing(grounds);
        if (missing.isPresent()) {
            return Outcome.skipped(name, missing.get());
        }
        var chance = grounds.chance(name);
        var recovery = Recovery.NONE;
        var wrong = new ArrayList<String>();
        int rounds = grounds.rounds(quick, full);
        var about = FaultCase.own(name, promise, done, quick, full, (_, _) -> List.of());
        try (var broker = Mosquitto.onDisk(grounds.folder())) {
            try (var traffic = new Traffic(grounds, house(grounds, broker), PER_SECOND)) {
                try {
                    traffic.more(BETWEEN);
                    var base = traffic.house().figures();
                    for (int round = 1; round <= rounds; round++) {
                        grounds.progress().step("round " + round + " of " + rounds);
                        traffic.more(BETWEEN + chance.nextInt(BETWEEN));
                        wrong.addAll(strike(grounds, traffic, broker, chance));
                        recovery = recovery.and(traffic.recovered());
                    }
                    Bounds.backTo(base, traffic.house()).ifPresent(wrong::add);
                    return Judgement.of(
                            hurt == Hurt.HOUSE ? about : about.losing("by Mosquitto"),
                            rounds,
                            traffic,
                            base,
                            traffic.end(hurt == Hurt.HOUSE ? Traffic.PATIENCE : Traffic.SOON),
                            recovery,
                            wrong);
                } finally {
                    traffic.house().close();
                }
            }
        }
    }

    /// One that must also start without its broker: the page first, the rest when it is there.
    private House house(Grounds grounds, Mosquitto broker) {
        var plan = grounds.plan().beside(broker.url(), "vigilar");
        if (hurt != Hurt.AWAY) {
            return House.ready(plan);
        }
        broker.kill();
        var house = House.ready(plan);
        broker.start();
        // it keeps nothing for somebody whom it has never heard of
        Await.until("found", Traffic.PATIENCE, house::isReady);
        return house;
    }

    private List<String> strike(Grounds grounds, Traffic traffic, Mosquitto broker, Random chance) {
        return switch (hurt) {
            case HOUSE -> Kills.everything(traffic, chance);
            case BROKER -> {
                long now = Clock.micros();
                broker.kill();
                // 2.0.11 then says the last second again at each further start too: what it
                // repeated
                // once it never gets rid of
                traffic.mayLoseOrRepeat(now - Traffic.LAST_WORDS_MICROS, Clock.micros());
                broker.start();
                yield List.of();
            }
            case AWAY -> {
                var visible = Visible.before(traffic.house());
                long now = Clock.micros();
                broker.kill();
                var wrong = visible.whileItLasts();
                Pause.of(grounds.isFull() ? LONG_AWAY : AWAY);
                broker.forgetAll();
                broker.start();
                // one that knows nobody keeps nothing for a house that is not back yet
                Await.until("found again", Traffic.PATIENCE, traffic.house()::isReady);
                traffic.mayLose(now - Traffic.LAST_WORDS_MICROS, Clock.micros());
                yield wrong;
            }
        };
    }
}
