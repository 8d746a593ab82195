package vigilar.bench.torture;

import vigilar.bench.field.Await;
import vigilar.bench.field.House;
import vigilar.bench.field.HousePlan;
import vigilar.bench.field.StoreCheck;
import vigilar.bench.field.Trouble;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;

/// The store of an old version, and a house that is killed while it brings it up to date.
record KilledMigration(String name, String promise, int quick, int full) implements TortureCase {
    /// The tables as the first four scripts made them: the oldest with counts of the page.
    private static final int STEPS = 4;

    /// 50,000 events, of which a later script counts the bytes.
    private static final int EVENTS = 50_000;

    /// Half of the kills hit the middle on a busy machine: of 12 none would be a wonder.
    private static final int MORE_UNTIL_ONE_HITS = 3;

    private static final Path SCRIPTS = Path.of("src/main/resources/vigilar/storage/sqlite");

    @Override
    public Outcome run(Grounds grounds) {
        var chance = grounds.chance(name);
        // all of it is old, and none of it shall be removed
        var plan = grounds.plan().saying("[journal]\nkeep_routine_days = 1000\n");
        var wrong = new ArrayList<String>();
        int rounds = grounds.rounds(quick, full);
        int kills = 0;
        int half = 0;
        try {
            var old = old(grounds, plan);
            long all = steps(grounds, plan);
            var calm = onCopy(grounds, plan, old);
            long millis = millis(calm, all);
            wrong.addAll(isWhole(calm));
            int most = rounds * MORE_UNTIL_ONE_HITS;
            for (int round = 1; round <= rounds || (half == 0 && round <= most); round++) {
                kills++;
                grounds.progress().step("round " + round + " of " + rounds);
                var again = onCopy(grounds, plan, old);
                try (var house = House.start(again)) {
                    awaitTheFirstWrite(again);
                    Pause.of(Duration.ofMillis(chance.nextLong(millis)));
                    house.kill();
                }
                long done = steps(grounds, again);
                half += done > STEPS && done < all ? 1 : 0;
                wrong.addAll(isWhole(again));
            }
        } catch (IOException failure) {
            throw new Trouble("no old store", failure);
        }
        if (half == 0) {
            wrong.add("no kill hit the migration: that proves nothing");
        }
        var notes = new ArrayList<>(wrong);
        notes.add("%d of %d kills came between two scripts".formatted(half, kills));
        return new Outcome(
                name,
                "SIGKILL while an old store is brought up to date",
                kills,
                0,
                EVENTS,
                "-",
                Recovery.NONE,
                wrong.isEmpty() ? Outcome.Result.PASSED : Outcome.Result.FAILED,
                notes);
    }

    /// A store of now tells how its tables were noted as done.
    private static Path old(Grounds grounds, HousePlan plan) throws IOException {
        try (var now = House.ready(plan)) {
            now.stop();
        }
        List<Path> scripts;
        try (var all = Files.list(plan.program().resolve(SCRIPTS))) {
            scripts =
                    all.sorted(Comparator.comparingInt(KilledMigration::number))
                            .limit(STEPS)
                            .toList();
        }
        var old = grounds.folder().resolve("vigilar.db");
        try (var store = OldStore.in(old)) {
            store.tables(scripts, plan.data().resolve("vigilar.db"));
            store.fill(EVENTS, 0, 0);
        }
        return old;
    }

    private static int number(Path script) {
        var name = script.getFileName().toString();
        return Integer.parseInt(name.substring(1, name.indexOf("__")));
    }

    private static HousePlan onCopy(Grounds grounds, HousePlan plan, Path old) throws IOException {
        var data = Files.createDirectories(grounds.folder().resolve("data"));
        Files.copy(old, data.resolve("vigilar.db"));
        return plan.onData(data);
    }

    /// A house on it is ready, its store is sound, and each event is there.
    private static List<String> isWhole(HousePlan plan) {
        try (var house = House.ready(plan);
                var store = OldStore.in(house.store())) {
            var wrong = new ArrayList<>(StoreCheck.findings(plan));
            wrong.addAll(
                    KilledPruning.unlike(
                            LongStream.rangeClosed(1, EVENTS).boxed().toList(),
                            store.idsUpTo(EVENTS)));
            return wrong;
        }
    }

    /// How long it takes when nobody is killed, from the first write to the last script.
    private static long millis(HousePlan calm, long all) {
        try (var house = House.start(calm)) {
            awaitTheFirstWrite(calm);
            long began = System.nanoTime();
            try (var store = OldStore.in(house.store())) {
                Await.until("up to date", Traffic.PATIENCE, () -> store.steps() == all);
            }
            long millis = Duration.ofNanos(System.nanoTime() - began).toMillis();
            house.awaitReady();
            house.stop();
            return millis + 1;
        }
    }

    /// The log of the store, which a house that was at rest has none of, has something in it.
    private static void awaitTheFirstWrite(HousePlan plan) {
        var log = plan.data().resolve("vigilar.db-wal");
        Await.until(
                "the first write",
                Traffic.PATIENCE,
                () -> Files.exists(log) && Files.size(log) > 0);
    }

    /// As a copy tells: whoever closes a store tidies up behind itself, and the next house must
    /// meet it as the kill left it.
    private static long steps(Grounds grounds, HousePlan plan) throws IOException {
        var copy = grounds.folder().resolve("vigilar.db");
        var log = plan.data().resolve("vigilar.db-wal");
        Files.copy(plan.data().resolve("vigilar.db"), copy);
        if (Files.exists(log)) {
            Files.copy(log, copy.resolveSibling("vigilar.db-wal"));
        }
        try (var store = OldStore.in(copy)) {
            return store.steps();
        }
    }
}
