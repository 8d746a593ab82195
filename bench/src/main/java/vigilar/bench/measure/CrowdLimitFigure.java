package vigilar.bench.measure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// How much the house delivers at most to a crowd: more is offered step by step until not all of it
/// comes in time; a step at which something was lost in any run does not count. The other one gets
/// an offer at which it has long reached its own limit.
final class CrowdLimitFigure implements Figure {
    private static final int VIEWERS = 10_000;

    /// Messages a second. At 20 the house delivers all on two cores, and nchan less than half.
    private static final List<Integer> OFFERS = List.of(20, 30, 40, 60, 80);

    /// 10 messages a second for 20 s: 2,000,000 deliveries compile what there is to compile, and
    /// overrun nobody.
    private static final Load WARM_UP = new Load(1, 10, Duration.ofSeconds(20));

    private static final double TIMES_NCHAN = 5;
    private static final String MOST = "Vigilar at its most";
    private static final String NCHAN = "nginx with nchan";

    @Override
    public String name() {
        return "crowd-limit";
    }

    @Override
    public String says() {
        return "10,000 viewers, offered %s messages a second until not all comes in time"
                .formatted(OFFERS);
    }

    @Override
    public List<Target> targets() {
        return List.of(Target.timesOf(MOST, Target.DELIVERED, TIMES_NCHAN, NCHAN));
    }

    @Override
    public List<Reading> measure(Ground ground) {
        if (!ground.withPeers()) {
            return measure(ground, List.of());
        }
        try (var nchan = new NchanContender(ground.folder("nchan"))) {
            return measure(ground, List.of(nchan));
        }
    }

    /// @param peers take turns with the house at the first offer, so that what the machine does
    ///   beside it hits all of them
    private List<Reading> measure(Ground ground, List<Contender> peers) {
        var readings = new ArrayList<Reading>();
        var ofPeers = new ArrayList<Reading>();
        var most = List.<Double>of();
        double joined = 1;
        try (var house = HouseContender.own(ground.house(), 100)) {
            boolean beyond = false;
            for (int i = 0; i < OFFERS.size() && !beyond; i++) {
                int offer = OFFERS.get(i);
                var all = new ArrayList<Contender>(List.of(house));
                all.addAll(i == 0 ? peers : List.of());
                var outcomes = runs(ground, all, offer);
                var runs = outcomes.getFirst();
                readings.addAll(readings("Vigilar, %d/s offered".formatted(offer), runs));
                for (int peer = 1; peer < all.size(); peer++) {
                    ofPeers.addAll(readings(all.get(peer).name(), outcomes.get(peer)));
                }
                var rates = rates(runs);
                boolean whole = runs.stream().allMatch(Outcome::isWhole);
                if (whole && (most.isEmpty() || median(rates) > median(most))) {
                    most = rates;
                }
                joined = house.messagesAWrite();
                beyond = median(rates) < Limit.IN_TIME * offer * VIEWERS || !mostlyWhole(runs);
            }
        }
        if (!most.isEmpty()) {
            readings.add(new Reading(name(), MOST, Target.DELIVERED, "/s", most));
        }
        readings.add(Reading.once(name(), MOST, Quantities.A_WRITE, "", joined));
        readings.addAll(ofPeers);
        return readings;
    }

    /// @return of each contender its runs
    private List<List<Outcome>> runs(Ground ground, List<Contender> contenders, int offer) {
        var all = new ArrayList<List<Outcome>>();
        contenders.forEach(_ -> all.add(new ArrayList<>()));
        for (int run = 0; run < ground.runs(); run++) {
            for (int i = 0; i < contenders.size(); i++) {
                var contender = contenders.get(i);
                ground.tell(
                        "%s: %s, %d/s, run %d of %d"
                                .formatted(
                                        name(), contender.name(), offer, run + 1, ground.runs()));
                var load = new Load(1, offer, ground.length());
                all.get(i).add(Trial.run(contender, WARM_UP, load, VIEWERS));
            }
        }
        return all;
    }

    private List<Reading> readings(String contender, List<Outcome> runs) {
        return List.of(
                new Reading(name(), contender, Target.DELIVERED, "/s", rates(runs)),
                reading(contender, "p99", "ms", runs.stream().map(Outcome::p99).toList()),
                reading(
                        contender,
                        "CPU per delivery",
                        "µs",
                        runs.stream().map(Outcome::cpuMicros).toList()),
                reading(
                        contender,
                        "not delivered",
                        "",
                        runs.stream().map(it -> (double) it.missing()).toList()),
                reading(
                        contender,
                        "hung up on",
                        "",
                        runs.stream().map(it -> (double) it.lost()).toList()));
    }

    private Reading reading(String contender, String quantity, String unit, List<Double> runs) {
        return new Reading(name(), contender, quantity, unit, runs);
    }

    private static List<Double> rates(List<Outcome> runs) {
        return runs.stream().map(Outcome::delivered).toList();
    }

    private static double median(List<Double> runs) {
        return new Reading("", "", "", "", runs).median();
    }

    private static boolean mostlyWhole(List<Outcome> runs) {
        return 2 * runs.stream().filter(Outcome::isWhole).count() > runs.size();
    }
}
