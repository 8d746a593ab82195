package vigilar.bench.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// What a viewer costs that only waits.
final class ViewersFigure implements Figure {
    private static final int VIEWERS = 10_000;

    /// 5 s: a heartbeat may be under way.
    private static final long REST_NANOS = 5_000_000_000L;

    private static final double KILO = 1024;
    private static final String HOUSE = "Vigilar";

    @Override
    public String name() {
        return "idle-viewers";
    }

    @Override
    public String says() {
        return "resident memory with 10,000 viewers that only wait";
    }

    @Override
    public List<Target> targets() {
        return List.of(
                Target.atMost(HOUSE, "each viewer", 10), Target.atMost(HOUSE, "resident", 400));
    }

    @Override
    public List<Reading> measure(Ground ground) {
        var each = new ArrayList<Double>();
        var whole = new ArrayList<Double>();
        for (int run = 0; run < ground.runs(); run++) {
            ground.tell("idle-viewers: run " + (run + 1) + " of " + ground.runs());
            try (var house = HouseContender.own(ground.house(), 1)) {
                LockSupport.parkNanos(REST_NANOS);
                double before = house.usage().megabytes();
                try (var _ = house.listeners(VIEWERS)) {
                    LockSupport.parkNanos(REST_NANOS);
                    double with = house.usage().megabytes();
                    whole.add(with);
                    each.add((with - before) * KILO / VIEWERS);
                }
            }
        }
        return List.of(
                new Reading(name(), HOUSE, "each viewer", "KB", each),
                new Reading(name(), HOUSE, "resident", "MB", whole));
    }
}
