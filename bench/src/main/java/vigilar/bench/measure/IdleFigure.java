package vigilar.bench.measure;

import vigilar.bench.field.House;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// What a house takes that nobody looks at and in which nothing happens.
final class IdleFigure implements Figure {
    /// 15 s: what the start left behind is gone by then.
    private static final long REST_NANOS = 15_000_000_000L;

    private static final String HOUSE = "Vigilar";

    @Override
    public String name() {
        return "idle";
    }

    @Override
    public String says() {
        return "resident memory of a quiet house in its default set-up";
    }

    @Override
    public List<Target> targets() {
        return List.of(Target.atMost(HOUSE, "resident", 200));
    }

    @Override
    public List<Reading> measure(Ground ground) {
        var runs = new ArrayList<Double>();
        for (int run = 0; run < ground.runs(); run++) {
            ground.tell("idle: run " + (run + 1) + " of " + ground.runs());
            try (var house = House.ready(ground.house())) {
                LockSupport.parkNanos(REST_NANOS);
                runs.add((double) house.figures().megabytes());
            }
        }
        return List.of(new Reading(name(), HOUSE, "resident", "MB", runs));
    }
}
