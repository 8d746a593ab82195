package vigilar.bench.measure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A thousand viewers, and each contender as fast as it goes: first the offer is sought at which it
/// delivers most, then all of them are measured turn by turn, each at its own.
final class AsFastFigure implements Figure {
    private static final int VIEWERS = 1_000;
    private static final double TIMES_SIMPLE = 50;
    private static final String HOUSE = "Vigilar";
    private static final String SIMPLE = "the simple design";

    /// 100: what the targets name.
    private static final int UNDER_WAY = 100;

    /// 150: half of what two cores deliver to so many, the load among them.
    private static final Limit OF_HOUSE = new Limit(150, 1.25, true);

    /// 2.5: half of what was seen; in smaller steps, since it breaks down where it falls behind. It
    /// may lose what it likes.
    private static final Limit OF_SIMPLE = new Limit(2.5, 1.2, false);

    /// 40 messages a second for 20 s: 800,000 deliveries compile what there is to compile.
    private static final Load WARM_HOUSE = new Load(1, 40, Duration.ofSeconds(20));

    /// 5 s: Python does not become faster.
    private static final Load WARM_SIMPLE = new Load(1, 2, Duration.ofSeconds(5));

    private record Racer(Contender contender, Limit limit, Load warmUp) {}

    @Override
    public String name() {
        return "viewers-1000";
    }

    @Override
    public String says() {
        return "1,000 viewers, as fast as each goes: the offer is sought at which it delivers most";
    }

    @Override
    public List<Target> targets() {
        return List.of(
                Target.none(HOUSE, "not delivered"),
                Target.none(HOUSE, "doubled or disordered"),
                Target.timesOf(HOUSE, Target.DELIVERED, TIMES_SIMPLE, SIMPLE));
    }

    @Override
    public List<Reading> measure(Ground ground) {
        var racers = new ArrayList<Racer>();
        try {
            var house = HouseContender.own(ground.house(), UNDER_WAY);
            racers.add(new Racer(house, OF_HOUSE, WARM_HOUSE));
            if (ground.withPeers()) {
                var simple = new SimpleContender(ground.home(), ground.folder("simple"), UNDER_WAY);
                racers.add(new Racer(simple, OF_SIMPLE, WARM_SIMPLE));
            }
            return measure(ground, racers);
        } finally {
            racers.forEach(it -> it.contender().close());
        }
    }

    private List<Reading> measure(Ground ground, List<Racer> racers) {
        var offers = racers.stream().map(it -> fastest(ground, it)).toList();
        var outcomes = Stream.generate(ArrayList<Outcome>::new).limit(racers.size()).toList();
        for (int run = 0; run < ground.runs(); run++) {
            for (int i = 0; i < racers.size(); i++) {
                var what = "run %d of %d".formatted(run + 1, ground.runs());
                outcomes.get(i).add(run(ground, racers.get(i), offers.get(i), what));
            }
        }
        var readings = new ArrayList<Reading>();
        for (int i = 0; i < racers.size(); i++) {
            readings.addAll(
                    Quantities.readings(name(), racers.get(i).contender(), outcomes.get(i)));
        }
        return readings;
    }

    private double fastest(Ground ground, Racer racer) {
        double found =
                racer.limit().offer(VIEWERS, it -> run(ground, racer, it, "how fast it goes"));
        return racer.limit().surely(found);
    }

    private Outcome run(Ground ground, Racer racer, double offer, String what) {
        ground.tell(
                "%s: %s, %s/s, %s"
                        .formatted(name(), racer.contender().name(), Reading.rounded(offer), what));
        var load = new Load(1, offer, ground.length());
        return Trial.run(racer.contender(), racer.warmUp(), load, VIEWERS);
    }
}
