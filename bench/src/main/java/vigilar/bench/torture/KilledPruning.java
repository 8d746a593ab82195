package vigilar.bench.torture;

import vigilar.bench.field.Await;
import vigilar.bench.field.House;
import vigilar.bench.field.StoreCheck;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.LongStream;

/// A house that has much to remove, and is killed while it does.
record KilledPruning(String name, String promise, int quick, int full) implements TortureCase {
    /// 20,000: 200 steps of 100, some seconds.
    private static final int OLD = 20_000;

    private static final int FRESH = 200;

    /// Somebody wants this one kept.
    private static final long PINNED = 777;

    private static final int MOST_MILLIS = 1_500;

    private static final Duration REMOVED = Duration.ofMinutes(2);

    @Override
    public Outcome run(Grounds grounds) {
        var plan = grounds.plan().saying("[journal]\nkeep_routine_days = 1\n");
        var chance = grounds.chance(name);
        var wrong = new ArrayList<String>();
        int rounds = grounds.rounds(quick, full);
        int half = 0;
        var first = House.ready(plan);
        first.stop();
        first.close();
        fill(first);
        for (int round = 1; round <= rounds; round++) {
            grounds.progress().step("round " + round + " of " + rounds);
            try (var house = House.ready(plan)) {
                Pause.of(Duration.ofMillis(chance.nextInt(MOST_MILLIS)));
                house.kill();
            }
            StoreCheck.findings(plan).forEach(it -> wrong.add("after a kill: " + it));
            int left = left(first).size();
            half += left < OLD + FRESH && left > kept().size() ? 1 : 0;
            if (left == kept().size()) {
                fill(first); // and once more
            }
        }
        try (var house = House.ready(plan)) {
            Await.holds(REMOVED, () -> left(house).size() <= kept().size());
            wrong.addAll(unlike(kept(), left(house)));
            wrong.addAll(StoreCheck.findings(plan));
        }
        if (half == 0) {
            wrong.add("no kill hit the removing: that proves nothing");
        }
        var notes = new ArrayList<>(wrong);
        notes.add("%d of %d kills came while events were being removed".formatted(half, rounds));
        return new Outcome(
                name,
                "SIGKILL while events of 400 days ago are removed",
                rounds,
                0,
                kept().size(),
                "-",
                Recovery.NONE,
                wrong.isEmpty() ? Outcome.Result.PASSED : Outcome.Result.FAILED,
                notes);
    }

    private static void fill(House house) {
        try (var store = OldStore.in(house.store())) {
            store.fill(OLD, FRESH, PINNED);
        }
    }

    private static List<Long> left(House house) {
        try (var store = OldStore.in(house.store())) {
            return store.idsUpTo(OLD + FRESH);
        }
    }

    /// Those of an alarm, the one that somebody pinned, and what is new.
    private static List<Long> kept() {
        return LongStream.rangeClosed(1, OLD + FRESH)
                .filter(id -> id > OLD || id == PINNED || id % OldStore.ALARM_EACH == 0)
                .boxed()
                .toList();
    }

    static List<String> unlike(List<Long> wanted, List<Long> there) {
        var gone = without(wanted, there);
        var more = without(there, wanted);
        var wrong = new ArrayList<String>();
        if (!gone.isEmpty()) {
            wrong.add(
                    "%d were removed that stay, such as %d"
                            .formatted(gone.size(), gone.getFirst()));
        }
        if (!more.isEmpty()) {
            wrong.add("%d are still there, such as %d".formatted(more.size(), more.getFirst()));
        }
        return wrong;
    }

    private static List<Long> without(List<Long> some, List<Long> others) {
        var not = new HashSet<>(others);
        return some.stream().filter(it -> !not.contains(it)).toList();
    }
}
