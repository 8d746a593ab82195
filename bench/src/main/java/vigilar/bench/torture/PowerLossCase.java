package vigilar.bench.torture;

import vigilar.bench.field.Await;
import vigilar.bench.field.Clock;
import vigilar.bench.field.House;
import vigilar.bench.field.HousePlan;
import vigilar.bench.field.Ledger;
import vigilar.bench.field.Message;
import vigilar.bench.field.Store;
import vigilar.bench.field.Trouble;
import vigilar.bench.powerloss.Recording;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// The power goes while a house is under traffic, and with it all that was not synced.
///
/// @param syncs false: once the house is ready every sync counts as one that only pretends. Then
///   something must be missing, or this proves nothing
record PowerLossCase(String name, String promise, boolean syncs) implements TortureCase {
    private static final int MESSAGES = 600;

    /// Every state is looked into; these many are also given to a house, which takes seconds.
    private static final int QUICK_HOUSES = 1;

    private static final int FULL_HOUSES = 20;

    /// A numbered message as it stands in the files of broker and store.
    private static final Pattern PAYLOAD = Pattern.compile("\\{\"ts\":[^{}]*\"n\":\\d+\\}");

    @Override
    public Outcome run(Grounds grounds) {
        for (var need : List.of(Need.STRACE, Need.OUR_BROKER)) {
            var missing = need.missing(grounds);
            if (missing.isPresent()) {
                return Outcome.skipped(name, missing.get());
            }
        }
        int cuts = grounds.rounds(100, 500);
        var plan = grounds.plan();
        var trace = plan.scratch().resolve("trace");
        var house = House.ready(plan.below(Recording.command(trace)));
        var ready = Clock.micros();
        List<Ledger.Promise> promises;
        try (var traffic = new Traffic(grounds, house, Traffic.USUAL)) {
            grounds.progress().step("recording");
            traffic.more(MESSAGES);
            waitingInTheBroker(traffic);
            traffic.more(MESSAGES);
            house.killProgram();
            promises = traffic.ledger().promises();
        } finally {
            house.close();
        }
        var chance = grounds.chance(name);
        var looked = new Looked(grounds, plan, promises, cuts);
        var recording = Recording.read(trace, plan.data());
        var disk = syncs ? recording : recording.withoutSyncsAfter(ready);
        looked.acknowledgements(disk.durableAt(PAYLOAD));
        disk.cut(cuts, ready, chance, grounds.folder(), looked::at);
        if (syncs && !looked.missing.isEmpty()) {
            looked.missing.addFirst("the recording is kept: " + kept(trace));
        }
        return looked.outcome(this);
    }

    /// What was found here is rare: whoever looks for its cause needs the recording.
    private static Path kept(Path trace) {
        try {
            var place = Files.createTempFile("vigilar-power-loss-", ".strace");
            return Files.copy(trace, place, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failure) {
            throw new Trouble("the recording cannot be kept", failure);
        }
    }

    /// Another program holds the store for a while: what is acknowledged meanwhile is in the broker
    /// only.
    private static void waitingInTheBroker(Traffic traffic) {
        try (var other = new Store(traffic.house().store())) {
            other.lock();
            traffic.more(MESSAGES / 4);
            other.letGo();
        }
    }

    /// What was found in the states.
    private static final class Looked {
        private final Grounds grounds;
        private final HousePlan plan;
        private final List<Ledger.Promise> promises;
        private final int cuts;
        private final int everyHouse;
        private final List<String> missing = new ArrayList<>();
        private int states;
        private int houses;
        private long stored;

        Looked(Grounds grounds, HousePlan plan, List<Ledger.Promise> promises, int cuts) {
            this.grounds = grounds;
            this.plan = plan;
            this.promises = promises;
            this.cuts = cuts;
            everyHouse = cuts / (grounds.isFull() ? FULL_HOUSES : QUICK_HOUSES);
        }

        /// Every single one, whatever moments the cuts fall on: none came before its message was
        /// synced.
        void acknowledgements(Map<String, Long> durable) {
            for (var promise : promises) {
                var message = promise.message();
                if (message.kind() != Message.Kind.NUMBERED) {
                    continue;
                }
                var synced = durable.get(message.payload());
                if (synced == null) {
                    missing.add("acknowledged and never synced: " + message.payload());
                } else if (synced > promise.micros()) {
                    missing.add(
                            "acknowledged at %d, %,d microseconds before it was synced: %s %s"
                                    .formatted(
                                            promise.micros(),
                                            synced - promise.micros(),
                                            message.topic(),
                                            message.payload()));
                }
            }
        }

        void at(Path state, long micros) throws IOException {
            states++;
            grounds.progress().step("state " + states + " of " + cuts);
            var promised = new HashSet<String>();
            for (var promise : promises) {
                if (promise.micros() <= micros
                        && promise.message().kind() == Message.Kind.NUMBERED) {
                    promised.add(promise.message().payload());
                }
            }
            lookInto(state, promised);
            if (missing.isEmpty() && states % everyHouse == 0) {
                giveToAHouse(state, promised);
            }
            remove(state);
        }

        /// In the journal; or still in the broker's own, which keeps payloads as they came.
        private void lookInto(Path state, Set<String> promised) throws IOException {
            var left = new HashSet<>(promised);
            try (var store = new Store(state.resolve("vigilar.db"))) {
                var health = store.integrity();
                if (!health.equals("ok")) {
                    missing.add("state " + states + ": the store is damaged: " + health);
                    return;
                }
                store.after(0).forEach(row -> left.remove(row.payload()));
                stored = Math.max(stored, promised.size() - (long) left.size());
            } catch (Trouble unreadable) {
                missing.add("state " + states + ": " + unreadable.getMessage());
                return;
            }
            var journal = state.resolve("broker/journal");
            if (!left.isEmpty() && Files.isDirectory(journal)) {
                try (var files = Files.list(journal)) {
                    for (var file : files.toList()) {
                        var text = Files.readString(file, StandardCharsets.ISO_8859_1);
                        left.removeIf(text::contains);
                    }
                }
            }
            if (!left.isEmpty()) {
                missing.add(
                        "state %d: %d of %d acknowledged are neither stored nor with the broker"
                                .formatted(states, left.size(), promised.size()));
            }
        }

        private void giveToAHouse(Path state, Set<String> promised) throws IOException {
            houses++;
            grounds.progress().step("a house on state " + states);
            var again = HousePlan.of(plan.program(), grounds.folder()).onData(state);
            try (var house = House.ready(again);
                    var store = new Store(house.store())) {
                var well =
                        Await.holds(
                                Traffic.PATIENCE,
                                () -> {
                                    var left = new HashSet<>(promised);
                                    store.after(0).forEach(row -> left.remove(row.payload()));
                                    return left.isEmpty();
                                });
                var twice = new HashSet<String>();
                for (var row : store.after(0)) {
                    if (row.payload().contains("\"n\":")
                            && !twice.add(row.payload() + row.topic())) {
                        missing.add("state " + states + ": a house stored twice " + row.payload());
                    }
                }
                if (Damage.tells(house, "BROKER_DAMAGED")
                        || Damage.tells(house, "STORE_RESTORED")) {
                    missing.add("state " + states + ": a house tells of damage where none is");
                }
                if (!well) {
                    missing.add("state " + states + ": a house did not find all again");
                }
            }
        }

        private static void remove(Path state) throws IOException {
            try (var all = Files.walk(state)) {
                for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(path);
                }
            }
        }

        Outcome outcome(PowerLossCase about) {
            boolean well = missing.isEmpty() == about.syncs;
            var notes = new ArrayList<String>();
            if (about.syncs) {
                notes.addAll(missing.subList(0, Math.min(5, missing.size())));
                notes.add(houses + " of the states were given to a house");
            } else {
                notes.add(
                        well
                                ? missing.size()
                                        + " findings in "
                                        + states
                                        + " states, as there must be; such as "
                                        + missing.getFirst()
                                : "nothing is missing without a single sync: this proves nothing");
            }
            return new Outcome(
                    about.name,
                    about.syncs ? "power loss at any moment" : "the same, and no sync counts",
                    states,
                    promises.size(),
                    stored,
                    "-",
                    Recovery.NONE,
                    well ? Outcome.Result.PASSED : Outcome.Result.FAILED,
                    notes);
        }
    }
}
