package vigilar.bench.torture;

import vigilar.bench.field.Clock;
import vigilar.bench.field.House;
import vigilar.bench.field.HousePlan;
import vigilar.bench.field.Ledger;
import vigilar.bench.field.Store;
import vigilar.bench.field.Trouble;
import vigilar.bench.powerloss.Recording;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;

/// The power goes while a house is under traffic, and with it all that was not synced.
///
/// @param isControl once the house is ready the syncs of the store count as none, as with
///   `synchronous=OFF`; then those of the broker. Both times acknowledged messages must be missing
///   from the disks that are left, or the proof is none
record PowerLossCase(String name, String promise, boolean isControl) implements TortureCase {
    private static final int MESSAGES = 600;

    /// Every state is looked into; these many are also given to a house, which takes seconds.
    private static final int QUICK_HOUSES = 1;

    private static final int FULL_HOUSES = 20;

    private static final int NO_HOUSES = 0;

    private static final int MOST_FINDINGS = 5;

    private static final String POWER_LOSS = "power loss at any moment";

    /// What the house did, and what it promised meanwhile.
    private record Recorded(
            HousePlan plan,
            Path trace,
            Recording recording,
            long readyMicros,
            List<Ledger.Promise> promises) {}

    @Override
    public Outcome run(Grounds grounds) {
        for (var need : List.of(Need.STRACE, Need.OUR_BROKER)) {
            var missing = need.missing(grounds);
            if (missing.isPresent()) {
                return Outcome.skipped(name, missing.get());
            }
        }
        int cuts = grounds.rounds(100, 500);
        var recorded = record(grounds);
        return isControl ? control(grounds, recorded, cuts) : proof(grounds, recorded, cuts);
    }

    private static Recorded record(Grounds grounds) {
        var plan = grounds.plan();
        var trace = plan.scratch().resolve("trace");
        var house = House.ready(plan.below(Recording.command(trace)));
        long ready = Clock.micros();
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
        return new Recorded(plan, trace, Recording.read(trace, plan.data()), ready, promises);
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

    private Outcome proof(Grounds grounds, Recorded recorded, int cuts) {
        var disks =
                new RebuiltDisks(
                        grounds,
                        recorded.plan,
                        recorded.promises,
                        cuts,
                        grounds.rounds(QUICK_HOUSES, FULL_HOUSES));
        var found = new ArrayList<>(disks.neverSynced(recorded.recording));
        cut(grounds, recorded.recording, recorded, cuts, grounds.chance(name), disks);
        found.addAll(disks.found());
        var notes = new ArrayList<>(found.subList(0, Math.min(MOST_FINDINGS, found.size())));
        if (!found.isEmpty()) {
            notes.add("the recording is kept: " + kept(recorded.trace));
        }
        notes.add(disks.houses() + " of the states were given to a house");
        return outcome(
                POWER_LOSS, recorded, disks.looked(), disks.stored(), found.isEmpty(), notes);
    }

    private Outcome control(Grounds grounds, Recorded recorded, int cuts) {
        var chance = grounds.chance(name);
        var notes = new ArrayList<String>();
        boolean bothLose = true;
        int looked = 0;
        for (var whose : List.of("the store", "the broker")) {
            Predicate<Path> its = path -> path.startsWith("broker") == whose.equals("the broker");
            var disks =
                    new RebuiltDisks(
                            grounds, recorded.plan, recorded.promises, cuts / 2, NO_HOUSES);
            var recording = recorded.recording.withoutSyncsAfter(recorded.readyMicros, its);
            cut(grounds, recording, recorded, cuts / 2, chance, disks);
            looked += disks.looked();
            bothLose &= disks.lacking() > 0;
            notes.add(
                    disks.lacking() > 0
                            ? "without the syncs of %s, as there must be: %d of %d disks lack what was acknowledged; %s"
                                    .formatted(
                                            whose,
                                            disks.lacking(),
                                            disks.looked(),
                                            disks.firstLack())
                            : "without the syncs of %s no disk of %d lacks anything: this proves nothing"
                                    .formatted(whose, disks.looked()));
        }
        return outcome("the same, and syncs are left out", recorded, looked, 0, bothLose, notes);
    }

    private static void cut(
            Grounds grounds,
            Recording recording,
            Recorded recorded,
            int times,
            Random chance,
            RebuiltDisks disks) {
        recording.cut(times, recorded.readyMicros, chance, grounds.folder(), disks::look);
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

    private Outcome outcome(
            String done,
            Recorded recorded,
            int states,
            long stored,
            boolean well,
            List<String> notes) {
        return new Outcome(
                name,
                done,
                states,
                recorded.promises.size(),
                stored,
                "-",
                Recovery.NONE,
                well ? Outcome.Result.PASSED : Outcome.Result.FAILED,
                notes);
    }
}
