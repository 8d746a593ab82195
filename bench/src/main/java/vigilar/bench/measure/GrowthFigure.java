package vigilar.bench.measure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How the cost of one thing grows with how many there are: what a delivery costs with more
/// viewers, and what a page takes with more events stored.
final class GrowthFigure implements Figure {
    /// 5 messages a second: 50,000 deliveries to the largest crowd are half of what two cores do.
    private static final int PER_SECOND = 5;

    private static final List<Integer> CROWDS = List.of(1, 100, 10_000);

    private record Part(String called, long of) {}

    private static final List<Part> PARTS =
            List.of(
                    new Part("a hundredth of the events", 100),
                    new Part("a tenth of the events", 10),
                    new Part("all of the events", 1));

    /// One of each kind of query: by no index, by each of the two indices, by time.
    private static final Map<String, String> PAGES = pages();

    private static final double FLAT = 2;

    private static final String DELIVERY = "CPU per delivery";

    @Override
    public String name() {
        return "growth";
    }

    @Override
    public String says() {
        return "cost of one delivery at %d messages a second, by viewers; p50 of a page of 100 (%d a run), by"
                        .formatted(PER_SECOND, Pages.ASKED)
                + " events in the store";
    }

    private static Map<String, String> pages() {
        var pages = new LinkedHashMap<String, String>();
        pages.put("a page", "");
        pages.put("a page of one source", "&source=device-17");
        pages.put("a page of a severity", "&severity=ALERT");
        pages.put("a page of a time of day", "&time_of_day=02:00-03:00&tz=Europe/Berlin");
        return pages;
    }

    /// None costs more than twice what it costs with any smaller number: that it becomes cheaper is
    /// no fault.
    @Override
    public List<Target> targets() {
        var targets = new ArrayList<Target>();
        flat(targets, DELIVERY, CROWDS.stream().map(GrowthFigure::viewers).toList());
        PAGES.keySet()
                .forEach(page -> flat(targets, page, PARTS.stream().map(Part::called).toList()));
        return targets;
    }

    private static void flat(List<Target> targets, String quantity, List<String> rising) {
        for (int more = 1; more < rising.size(); more++) {
            for (int less = 0; less < more; less++) {
                targets.add(
                        Target.atMostTimesOf(rising.get(more), quantity, FLAT, rising.get(less)));
            }
        }
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
                    var outcome = Trial.run(house, load, crowd);
                    if (outcome.isWhole()) {
                        costs.add(outcome.cpuMicros());
                    }
                }
                if (!costs.isEmpty()) {
                    readings.add(new Reading(name(), viewers(crowd), DELIVERY, "µs", costs));
                }
                readings.add(
                        Reading.once(
                                name(),
                                viewers(crowd),
                                "runs that lost something, not counted",
                                "",
                                ground.runs() - costs.size()));
            }
        }
        return readings;
    }

    private List<Reading> byEvents(Ground ground) {
        var readings = new ArrayList<Reading>();
        for (var part : PARTS) {
            long events = ground.events() / part.of();
            readings.add(Reading.once(name(), part.called(), "events", "", (double) events));
            try (var pages = new Pages(ground, events)) {
                var asked = pages.ask(PAGES, ground.runs());
                for (var page : PAGES.keySet()) {
                    readings.add(asked.reading(name(), part.called(), page, page, 50));
                }
            }
        }
        return readings;
    }
}
