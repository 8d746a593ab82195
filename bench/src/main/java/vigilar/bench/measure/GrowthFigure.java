package vigilar.bench.measure;

import vigilar.bench.field.House;

import java.util.ArrayList;
import java.util.List;

/// How the cost of one thing grows with how many there are: what a delivery costs with more
/// viewers, and what a page takes with more events stored.
final class GrowthFigure implements Figure {
    /// 5 messages a second: 50,000 deliveries to the largest crowd are half of what two cores do.
    private static final int PER_SECOND = 5;

    private static final List<Integer> CROWDS = List.of(1, 100, 10_000);

    /// The store has a hundredth, a tenth, and all of the events.
    private static final List<Integer> PARTS = List.of(100, 10, 1);

    /// One of each kind of query: by no index, by each of the two indices, by time.
    private static final List<Page> PAGES =
            List.of(
                    new Page("a page", ""),
                    new Page("a page of one source", "&source=device-17"),
                    new Page("a page of a severity", "&severity=ALERT"),
                    new Page(
                            "a page of a time of day",
                            "&time_of_day=02:00-03:00&tz=Europe/Berlin"));

    private record Page(String called, String query) {}

    private static final double FLAT = 2;

    private static final String DELIVERY = "CPU per delivery";

    @Override
    public String name() {
        return "growth";
    }

    @Override
    public String says() {
        return "cost of one delivery at %d messages a second, by viewers; p50 of a page of 100, by"
                        .formatted(PER_SECOND)
                + " events in the store";
    }

    @Override
    public List<Target> targets() {
        return List.of(
                Target.atMostTimesOf(viewers(CROWDS.getLast()), DELIVERY, FLAT, viewers(100)));
    }

    private static String viewers(int crowd) {
        return "viewers: %,d".formatted(crowd);
    }

    @Override
    public List<Reading> measure(Ground ground) {
        var readings = new ArrayList<>(byViewers(ground));
        readings.addAll(byEvents(ground));
        return readings;
    }

    private List<Reading> byViewers(Ground ground) {
        var readings = new ArrayList<Reading>();
        try (var house = HouseContender.own(ground.house(), PER_SECOND)) {
            for (int crowd : CROWDS) {
                ground.tell("growth: " + viewers(crowd));
                var costs = new ArrayList<Double>();
                for (int run = 0; run < ground.runs(); run++) {
                    var load = new Load(1, PER_SECOND, ground.length());
                    costs.add(Trial.run(house, load, crowd).cpuMicros());
                }
                readings.add(new Reading(name(), viewers(crowd), DELIVERY, "µs", costs));
            }
        }
        return readings;
    }

    private List<Reading> byEvents(Ground ground) {
        var readings = new ArrayList<Reading>();
        for (int part : PARTS) {
            long events = ground.events() / part;
            var plan = LargeStore.fill(ground, events);
            try (var house = House.ready(plan)) {
                LargeStore.awaitWords(plan, events, ground);
                for (var page : PAGES) {
                    ground.tell("growth: %s, %,d events".formatted(page.called(), events));
                    var times = PagesFigure.times(house, page.query(), events);
                    readings.add(
                            Reading.once(
                                    name(),
                                    page.called(),
                                    "%,d events".formatted(events),
                                    "ms",
                                    times.getValueAtPercentile(50) / 1e3));
                }
            }
        }
        return readings;
    }
}
