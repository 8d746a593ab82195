package vigilar.bench.torture;

import vigilar.bench.field.Await;
import vigilar.bench.field.House;
import vigilar.bench.field.Ledger;
import vigilar.bench.field.Message;
import vigilar.bench.field.Publisher;
import vigilar.bench.field.Store;
import vigilar.bench.field.StoreCheck;
import vigilar.bench.field.Stored;
import vigilar.bench.field.Trouble;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;

/// The file of the journal is not what was written, after a kill: each way once.
///
/// @param inProcesses with a process for each role
record DamagedStore(String name, String promise, boolean inProcesses) implements TortureCase {
    /// 50 before the backup, and 50 that it does not hold.
    private static final int EACH = 50;

    private static final String DEVICE = "witness";

    /// What becomes of the file.
    private enum Way {
        HEAD_IS_NONSENSE {
            @Override
            void on(Path store, Random chance) {
                Damage.nonsense(store, 0, chance);
            }
        },
        PAGES_ARE_NONSENSE {
            @Override
            void on(Path store, Random chance) throws IOException {
                for (long at = 4_096; at < Files.size(store); at += 8_192) {
                    Damage.nonsense(store, at, chance);
                }
            }
        },
        CUT_IN_HALF {
            @Override
            void on(Path store, Random chance) throws IOException {
                Damage.cut(store, Files.size(store) / 2);
            }
        },
        EMPTY {
            @Override
            void on(Path store, Random chance) {
                Damage.cut(store, 0);
            }
        },
        ANOTHER_FILE {
            @Override
            void on(Path store, Random chance) throws IOException {
                Files.writeString(store, "This is a letter and no store.\n".repeat(1_000));
            }
        },
        /// Of a page with events the byte that says what kind of page it is. One within a text is
        /// not noticed: SQLite keeps no sums of its pages.
        ONE_BYTE {
            @Override
            void on(Path store, Random chance) throws IOException {
                long page;
                try (var settled = new Store(store)) {
                    page = settled.pageOfEvents();
                }
                Damage.turn(store, page * PAGE);
            }

            // Whoever closes it last writes the log into it: it is the store that is damaged.
            // Threads
            // of a house that was killed may hold it a moment longer.
            @Override
            void before(Path store) {
                Await.until(
                        "the log is written into the store",
                        Traffic.SOON,
                        () -> {
                            try (var settling = new Store(store)) {
                                settling.head();
                            }
                            return Files.notExists(log(store));
                        });
            }
        },
        /// What stood in the cut half is gone, as if it had never been written: SQLite takes it for
        /// the end of a log that a crash has cut. The store is sound, and there is nothing to tell;
        /// what a copy of these two files says is what must be there.
        LOG_CUT_IN_HALF {
            @Override
            void on(Path store, Random chance) throws IOException {
                var log = log(store);
                Damage.cut(log, Files.size(log) / 2);
            }

            @Override
            void before(Path store) {}

            @Override
            boolean isNoticed() {
                return false;
            }
        };

        private static final long PAGE = 4_096;

        abstract void on(Path store, Random chance) throws IOException;

        /// What waits beside it could mend half of it, and belongs to the file that is gone.
        void before(Path store) throws IOException {
            Files.deleteIfExists(log(store));
        }

        /// Whether the house must say so, and put a backup in its place.
        boolean isNoticed() {
            return true;
        }

        private static Path log(Path store) {
            return store.resolveSibling("vigilar.db-wal");
        }
    }

    @Override
    public Outcome run(Grounds grounds) {
        var missing = Need.OUR_BROKER.missing(grounds);
        if (missing.isPresent()) {
            return Outcome.skipped(name, missing.get());
        }
        var wrong = new ArrayList<String>();
        var notes = new ArrayList<String>();
        for (var way : Way.values()) {
            grounds.progress().step(way.toString());
            try {
                damaged(grounds, way)
                        .forEach(
                                it ->
                                        wrong.add(
                                                way.name().toLowerCase(java.util.Locale.ROOT)
                                                        + ": "
                                                        + it));
            } catch (IOException failure) {
                throw new Trouble("cannot damage the store", failure);
            }
        }
        notes.addAll(wrong);
        return new Outcome(
                name,
                "SIGKILL, then another file in the place of the store's",
                Way.values().length,
                2L * EACH * Way.values().length,
                EACH * (long) Way.values().length,
                "-",
                Recovery.NONE,
                wrong.isEmpty() ? Outcome.Result.PASSED : Outcome.Result.FAILED,
                notes);
    }

    private List<String> damaged(Grounds grounds, Way way) throws IOException {
        var first = House.ready(inProcesses ? grounds.plan().with("--processes") : grounds.plan());
        var run = "d" + Long.toString(System.nanoTime(), 36);
        try (first;
                var ledger = new Ledger(grounds.folder().resolve("ledger"))) {
            say(first, ledger, run, 0, EACH);
            if (Damage.ended(Damage.run(first.plan().vigilar("backup"))) != 0) {
                return List.of("no backup was made");
            }
            say(first, ledger, run, EACH, 2 * EACH);
        }
        way.before(first.store());
        way.on(first.store(), grounds.chance(way.name()));
        var known = way.isNoticed() ? List.<Long>of() : inACopy(first, run);
        try (var second = House.ready(first.again());
                var ledger = new Ledger(grounds.folder().resolve("ledger"))) {
            var wrong = new ArrayList<String>();
            if (way.isNoticed()) {
                if (!Await.holds(Traffic.SOON, () -> Damage.tells(second, "STORE_RESTORED"))) {
                    wrong.add("the timeline does not tell it");
                }
                if (!isKept(second.data())) {
                    wrong.add("the damaged file is gone");
                }
            }
            say(second, ledger, run, 2 * EACH, 3 * EACH);
            Await.until("ready", Traffic.PATIENCE, second::isReady);
            wrong.addAll(
                    way.isNoticed()
                            ? journal(second, run, 0, EACH)
                            : beginning(known, numbers(second.store(), run)));
            wrong.addAll(journal(second, run, 2 * EACH, 3 * EACH));
            wrong.addAll(StoreCheck.findings(second.plan()));
            return wrong;
        }
    }

    /// Returns when all of it is stored.
    private static void say(House house, Ledger ledger, String run, int from, int to) {
        try (var speaker = new Publisher(DEVICE, house::mqtt, ledger);
                var store = new Store(house.store())) {
            for (long n = from; n < to; n++) {
                speaker.say(
                        new Message(
                                DEVICE,
                                n,
                                house.prefix() + "/sensor/" + DEVICE + "/motion",
                                "{\"ts\":%d,\"run\":\"%s\",\"n\":%d}"
                                        .formatted(System.currentTimeMillis(), run, n),
                                Message.Kind.NUMBERED));
            }
            Await.until("taken", Traffic.PATIENCE, () -> speaker.underWay() == 0);
            var last = "\"n\":" + (to - 1) + "}";
            Await.until(
                    "stored",
                    Traffic.PATIENCE,
                    () -> store.after(0).stream().anyMatch(it -> it.payload().contains(last)));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new Trouble("stopped", stop);
        }
    }

    private static boolean isKept(Path data) throws IOException {
        try (var all = Files.list(data)) {
            return all.anyMatch(it -> it.getFileName().toString().startsWith("damaged-"));
        }
    }

    /// What SQLite itself makes of store and log as they lie there.
    private static List<Long> inACopy(House house, String run) throws IOException {
        var copy = Files.createDirectories(house.scratch().resolve("copy")).resolve("vigilar.db");
        Files.copy(house.store(), copy);
        Files.copy(Way.log(house.store()), Way.log(copy));
        return numbers(copy, run);
    }

    private static List<Long> numbers(Path file, String run) {
        try (var store = new Store(file)) {
            return store.after(0).stream()
                    .map(Stored::payload)
                    .filter(it -> it.contains("\"run\":\"%s\"".formatted(run)))
                    .map(it -> it.substring(it.lastIndexOf(':') + 1, it.length() - 1))
                    .map(Long::parseLong)
                    .filter(n -> n < 2 * EACH)
                    .toList();
        }
    }

    /// Of what was said before there is a beginning, each once, and no less than was known to be
    /// left.
    static List<String> beginning(List<Long> known, List<Long> there) {
        if (known.isEmpty()) {
            return List.of("nothing is known to be left of the log: that proves nothing");
        }
        if (!there.equals(LongStream.range(0, there.size()).boxed().toList())) {
            return List.of("what is left of the log is no beginning: " + there);
        }
        return there.containsAll(known)
                ? List.of()
                : List.of("%d are left of %d".formatted(there.size(), known.size()));
    }

    /// These numbers stand there once: what the backup held, or what came afterwards.
    private static List<String> journal(House house, String run, int from, int to) {
        var wrong = new ArrayList<String>();
        try (var store = new Store(house.store())) {
            var rows = store.after(0);
            LongStream.range(from, to)
                    .forEach(
                            n -> {
                                var mark = "\"run\":\"%s\",\"n\":%d}".formatted(run, n);
                                long times =
                                        rows.stream()
                                                .filter(it -> it.payload().contains(mark))
                                                .count();
                                if (times != 1) {
                                    wrong.add(
                                            "number %d stands there %d times".formatted(n, times));
                                }
                            });
        }
        return wrong.size() > 3 ? wrong.subList(0, 3) : wrong;
    }
}
