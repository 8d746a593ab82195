package vigilar.bench.measure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/// The same load for several contenders, turn by turn, so that what the machine does beside it hits
/// all of them.
///
/// @param load of a run
/// @param contenders start one each
record LoadFigure(
        String name,
        String says,
        Function<Ground, Load> load,
        int viewers,
        Function<Ground, List<Contender>> contenders,
        List<Target> targets)
        implements Figure {
    private record Quantity(String name, String unit, ToDoubleFunction<Outcome> of) {}

    private static final List<Quantity> QUANTITIES =
            List.of(
                    new Quantity("offered", "/s", Outcome::offered),
                    new Quantity("accepted", "/s", Outcome::accepted),
                    new Quantity("delivered", "/s", Outcome::delivered),
                    new Quantity("p50", "ms", Outcome::p50),
                    new Quantity("p99", "ms", Outcome::p99),
                    new Quantity("CPU per delivery", "µs", Outcome::cpuMicros),
                    new Quantity("resident", "MB", Outcome::megabytes),
                    new Quantity("not delivered", "", Outcome::missing),
                    new Quantity("hung up on", "", Outcome::lost),
                    new Quantity("doubled or disordered", "", Outcome::wrong));

    /// Since its start, what it did to warm up included.
    static final String A_WRITE = "messages a write";

    @Override
    public List<Reading> measure(Ground ground) {
        var outcomes = new LinkedHashMap<String, List<Outcome>>();
        var all = contenders.apply(ground);
        try {
            for (int run = 0; run < ground.runs(); run++) {
                for (var contender : all) {
                    ground.tell(
                            "%s: run %d of %d, %s"
                                    .formatted(name, run + 1, ground.runs(), contender.name()));
                    outcomes.computeIfAbsent(contender.name(), _ -> new ArrayList<>())
                            .add(Trial.run(contender, load.apply(ground), viewers));
                }
            }
            var readings = readings(outcomes);
            for (var contender : all) {
                double joined = contender.messagesAWrite();
                readings.add(Reading.once(name, contender.name(), A_WRITE, "", joined));
            }
            return readings;
        } finally {
            all.forEach(Contender::close);
        }
    }

    private List<Reading> readings(Map<String, List<Outcome>> outcomes) {
        var readings = new ArrayList<Reading>();
        outcomes.forEach(
                (contender, runs) -> {
                    for (var quantity : QUANTITIES) {
                        readings.add(
                                new Reading(
                                        name,
                                        contender,
                                        quantity.name(),
                                        quantity.unit(),
                                        runs.stream().map(quantity.of()::applyAsDouble).toList()));
                    }
                });
        return readings;
    }
}
