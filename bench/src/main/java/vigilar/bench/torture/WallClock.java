package vigilar.bench.torture;

import vigilar.bench.field.Await;
import vigilar.bench.field.Store;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/// The wall clock of the house jumps while it runs; the clock that only goes forward does not.
final class WallClock {
    /// 300 messages at each time, and 10 s: whatever looks at the clock now and then has looked.
    private static final int AT_EACH = 300;

    private static final Duration HELD = Duration.ofSeconds(10);

    /// 60 s: an event is on its way no longer, however busy the machine.
    private static final Duration NEAR = Duration.ofSeconds(60);

    /// 2 s: Artemis measures the silence of a line by the wall clock, so that when that leaps ahead
    /// it hangs up on those that have said nothing since its last look. They are back at once.
    private static final Duration AWAY_AT_MOST = Duration.ofSeconds(2);

    private WallClock() {}

    private record Jump(String called, Duration ahead) {}

    private static List<Jump> allJumps() {
        return List.of(
                new Jump("an hour back", Duration.ofHours(-1)),
                new Jump("a day forward", Duration.ofDays(1)),
                new Jump("beyond 2038", until("2040-02-01T00:00:00Z")),
                new Jump("as without a battery", until("1970-01-02T00:00:00Z")),
                new Jump("right again", Duration.ZERO));
    }

    private static Duration until(String time) {
        return Duration.between(Instant.now(), Instant.parse(time));
    }

    /// Through all of the jumps, and back.
    static List<String> jumps(Traffic traffic, Random chance) {
        var wrong = new ArrayList<String>();
        for (var jump : allJumps()) {
            MovedClock.move(traffic.house().scratch(), jump.ahead);
            wrong.addAll(staysReady(traffic, jump));
            traffic.recovered();
            wrong.addAll(isTold(traffic, jump));
        }
        return wrong;
    }

    /// The same, and the house is killed at each time and begins in it: as a small computer without
    /// a clock of its own does until somebody tells it the time.
    static List<String> starts(Traffic traffic, Random chance) {
        var wrong = new ArrayList<String>();
        for (var jump : allJumps()) {
            MovedClock.move(traffic.house().scratch(), jump.ahead);
            Kills.everything(traffic, chance);
            traffic.recovered();
            wrong.addAll(staysReady(traffic, jump));
            wrong.addAll(isTold(traffic, jump));
        }
        return wrong;
    }

    private static List<String> staysReady(Traffic traffic, Jump jump) {
        int enough = traffic.ledger().size() + AT_EACH;
        long end = System.nanoTime() + HELD.toNanos();
        var wasReady = new AtomicLong(System.nanoTime());
        var longest = new AtomicLong();
        Await.until(
                jump.called + ": more acknowledgements",
                Traffic.PATIENCE,
                () -> {
                    boolean ready = traffic.house().isReady();
                    long now = System.nanoTime();
                    if (ready) {
                        wasReady.set(now);
                    } else {
                        longest.accumulateAndGet(now - wasReady.get(), Math::max);
                    }
                    return traffic.ledger().size() >= enough && now - end >= 0;
                });
        return longest.get() <= AWAY_AT_MOST.toNanos()
                ? List.of()
                : List.of(
                        "%s: not ready for %d ms"
                                .formatted(
                                        jump.called, Duration.ofNanos(longest.get()).toMillis()));
    }

    /// Whether the clock of the house did move: if not, this case proves nothing.
    private static List<String> isTold(Traffic traffic, Jump jump) {
        try (var store = new Store(traffic.house().store())) {
            var told = store.newestTime();
            var due = Instant.now().plus(jump.ahead);
            return Duration.between(told, due).abs().compareTo(NEAR) <= 0
                    ? List.of()
                    : List.of(
                            "%s: the newest event is of %s, when the house's clock said %s"
                                    .formatted(jump.called, told, due));
        }
    }
}
