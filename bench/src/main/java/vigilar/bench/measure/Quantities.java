package vigilar.bench.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// What is told of each contender that was under load.
final class Quantities {
    /// @param ofDeliveries a run that delivered nothing has none of it
    private record Quantity(
            String name, String unit, ToDoubleFunction<Outcome> of, boolean ofDeliveries) {}

    private static final List<Quantity> ALL =
            List.of(
                    new Quantity("offered", "/s", Outcome::offered, false),
                    new Quantity("accepted", "/s", Outcome::accepted, false),
                    new Quantity(Target.DELIVERED, "/s", Outcome::delivered, false),
                    new Quantity("p50", "ms", Outcome::p50, true),
                    new Quantity("p99", "ms", Outcome::p99, true),
                    new Quantity("CPU per delivery", "µs", Outcome::cpuMicros, true),
                    new Quantity("resident", "MB", Outcome::megabytes, false),
                    new Quantity("not delivered", "", Outcome::missing, false),
                    new Quantity("hung up on", "", Outcome::lost, false),
                    new Quantity("doubled or disordered", "", Outcome::wrong, false));

    /// Since its start, what it did to warm up included.
    static final String A_WRITE = "messages a write";

    private Quantities() {}

    static List<Reading> readings(String figure, Contender contender, List<Outcome> runs) {
        var readings = new ArrayList<>(ofRuns(figure, contender.name(), runs));
        readings.add(
                Reading.once(figure, contender.name(), A_WRITE, "", contender.messagesAWrite()));
        return readings;
    }

    static List<Reading> ofRuns(String figure, String contender, List<Outcome> runs) {
        var readings = new ArrayList<Reading>();
        for (var quantity : ALL) {
            var values =
                    runs.stream()
                            .filter(it -> it.delivered() > 0 || !quantity.ofDeliveries())
                            .map(quantity.of()::applyAsDouble)
                            .toList();
            if (!values.isEmpty()) {
                readings.add(
                        new Reading(figure, contender, quantity.name(), quantity.unit(), values));
            }
        }
        return readings;
    }
}
