package vigilar.bench.torture;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import vigilar.bench.field.Await;
import vigilar.bench.field.House;
import vigilar.bench.field.HousePlan;
import vigilar.bench.field.Ledger;
import vigilar.bench.field.Message;
import vigilar.bench.field.Store;
import vigilar.bench.field.Stored;
import vigilar.bench.field.Trouble;
import vigilar.bench.powerloss.BrokerJournal;
import vigilar.bench.powerloss.Recording;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// What was found on the disks that a loss of power may have left.
final class RebuiltDisks {
    /// A numbered message as it stands in the files of broker and store.
    private static final Pattern PAYLOAD = Pattern.compile("\\{\"ts\":[^{}]*\"n\":\\d+\\}");

    private final Grounds grounds;
    private final HousePlan plan;
    private final List<Ledger.Promise> promises;
    private final int cuts;
    private final int mostHouses;
    private final List<String> found = new ArrayList<>();
    private final List<String> lacks = new ArrayList<>();
    private int looked;
    private int houses;
    private long stored;

    /// @param promises what devices had acknowledged, and when
    /// @param cuts how many disks there will be
    /// @param mostHouses so many of them are given to a house, as long as nothing was found
    RebuiltDisks(
            Grounds grounds,
            HousePlan plan,
            List<Ledger.Promise> promises,
            int cuts,
            int mostHouses) {
        this.grounds = grounds;
        this.plan = plan;
        this.promises = promises;
        this.cuts = cuts;
        this.mostHouses = mostHouses;
    }

    /// Each disk on which something acknowledged is nowhere, is damaged, or of which a house does
    /// not find all again.
    List<String> found() {
        return found;
    }

    /// How many disks lack something acknowledged, as their own content says.
    int lacking() {
        return lacks.size();
    }

    String firstLack() {
        return lacks.getFirst();
    }

    int looked() {
        return looked;
    }

    int houses() {
        return houses;
    }

    /// The most acknowledged messages that stood in the store of one of them.
    long stored() {
        return stored;
    }

    /// Of every single acknowledgement, whatever moments the cuts fall on: whether it came before
    /// its message was synced.
    List<String> neverSynced(Recording recording) {
        var durable = recording.durableAt(PAYLOAD);
        var early = new ArrayList<String>();
        for (var promise : promises) {
            var message = promise.message();
            if (message.kind() != Message.Kind.NUMBERED) {
                continue;
            }
            var synced = durable.get(message.payload());
            if (synced == null) {
                early.add("acknowledged and never synced: " + message.payload());
            } else if (synced > promise.micros()) {
                early.add(
                        "acknowledged at %d, %,d microseconds before it was synced: %s %s"
                                .formatted(
                                        promise.micros(),
                                        synced - promise.micros(),
                                        message.topic(),
                                        message.payload()));
            }
        }
        return early;
    }

    /// Takes the disk away afterwards.
    ///
    /// @param micros when the power went
    void look(Path disk, long micros) throws IOException {
        looked++;
        grounds.progress().step("state " + looked + " of " + cuts);
        var promised = new HashSet<String>();
        for (var promise : promises) {
            if (promise.micros() <= micros && promise.message().kind() == Message.Kind.NUMBERED) {
                promised.add(promise.message().payload());
            }
        }
        lookInto(disk, promised);
        if (mostHouses > 0 && found.isEmpty() && looked % (cuts / mostHouses) == 0) {
            giveToAHouse(disk, promised, equalOnes(micros));
        }
        remove(disk);
    }

    /// In the journal of the house; or still waiting in the broker's.
    private void lookInto(Path disk, Set<String> promised) throws IOException {
        var left = new HashSet<>(promised);
        // A copy, since whoever closes a store last tidies up behind itself: the house must meet
        // the log as the power left it.
        var copy = Files.createDirectories(disk.resolveSibling(disk.getFileName() + "-copy"));
        try {
            copy(disk, copy);
            try (var store = new Store(copy.resolve("vigilar.db"))) {
                var health = store.integrity();
                if (!health.equals("ok")) {
                    found.add("state " + looked + ": the store is damaged: " + health);
                    return;
                }
                store.after(0).forEach(row -> left.remove(row.payload()));
                stored = Math.max(stored, promised.size() - (long) left.size());
            }
        } catch (Trouble unreadable) {
            found.add("state " + looked + ": " + unreadable.getMessage());
            return;
        } finally {
            remove(copy);
        }
        left.removeAll(BrokerJournal.waiting(disk.resolve("broker/journal"), PAYLOAD));
        if (!left.isEmpty()) {
            lacks.add(
                    "state %d: %d of %d acknowledged neither are stored nor wait in the broker"
                            .formatted(looked, left.size(), promised.size()));
            found.add(lacks.getLast());
        }
    }

    /// Not the index of the log: that is memory, and as such never on a disk.
    private static void copy(Path disk, Path to) throws IOException {
        for (var name : List.of("vigilar.db", "vigilar.db-wal")) {
            if (Files.exists(disk.resolve(name))) {
                Files.copy(disk.resolve(name), to.resolve(name));
            }
        }
    }

    /// How often each equal message was acknowledged by then. On a disk nobody can tell which of
    /// them waits in the broker's journal; a house in the end must have as many rows.
    private Map<String, Long> equalOnes(long micros) {
        return promises.stream()
                .filter(it -> it.micros() <= micros)
                .map(Ledger.Promise::message)
                .filter(it -> it.kind() != Message.Kind.NUMBERED)
                .collect(groupingBy(it -> it.topic() + " " + it.payload(), counting()));
    }

    private static List<String> lacking(List<Stored> rows, Map<String, Long> equal) {
        var there =
                rows.stream()
                        .collect(groupingBy(it -> it.topic() + " " + it.payload(), counting()));
        return equal.entrySet().stream()
                .filter(it -> there.getOrDefault(it.getKey(), 0L) < it.getValue())
                .map(
                        it ->
                                "of %d equal messages it has %d: %s"
                                        .formatted(
                                                it.getValue(),
                                                there.getOrDefault(it.getKey(), 0L),
                                                it.getKey()))
                .toList();
    }

    private void giveToAHouse(Path disk, Set<String> promised, Map<String, Long> equal)
            throws IOException {
        houses++;
        grounds.progress().step("a house on state " + looked);
        var again = HousePlan.of(plan.program(), grounds.folder()).onData(disk);
        try (var house = House.ready(again);
                var store = new Store(house.store())) {
            var well =
                    Await.holds(
                            Traffic.PATIENCE,
                            () -> {
                                var left = new HashSet<>(promised);
                                var rows = store.after(0);
                                rows.forEach(row -> left.remove(row.payload()));
                                return left.isEmpty() && lacking(rows, equal).isEmpty();
                            });
            var twice = new HashSet<String>();
            for (var row : store.after(0)) {
                if (row.payload().contains("\"n\":") && !twice.add(row.payload() + row.topic())) {
                    found.add("state " + looked + ": a house stored twice " + row.payload());
                }
            }
            if (Damage.tells(house, "BROKER_DAMAGED") || Damage.tells(house, "STORE_RESTORED")) {
                found.add("state " + looked + ": a house tells of damage where none is");
            }
            lacking(store.after(0), equal)
                    .forEach(it -> found.add("state " + looked + ": a house, " + it));
            if (!well) {
                found.add("state " + looked + ": a house did not find all again");
            }
        }
    }

    private static void remove(Path folder) throws IOException {
        try (var all = Files.walk(folder)) {
            for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
