package vigilar.access;

import org.jdbi.v3.core.Handle;

import vigilar.access.FailedTryStore.Counter;
import vigilar.access.PinLimits.Want;
import vigilar.arming.Mode;
import vigilar.arming.SilentAlerts;
import vigilar.event.Occurrence;
import vigilar.journal.EventJournal;
import vigilar.journal.RowChanges;
import vigilar.storage.Database;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/// The PINs of the alarm panel: who has one, and whose it is that somebody typed. A PIN is looked
/// at here and nowhere else, by whoever received it; what goes on is a name. Several processes may
/// do this on one store, and count wrong ones together. Safe for any number of threads; each call
/// may wait for the store and throws a storage exception when it fails.
public final class AlarmPins {
    /// 50: a family, its guests, and who waters the flowers.
    private static final int MOST = 50;

    /// By all doors together: a keypad by MQTT, the page, a program.
    private static final List<Counter> COUNTED = List.of(new Counter("pin", Pauses.PINS));

    private static final int SALT_BYTES = 16;

    private static final String NOBODY = "nobody of that name has a PIN";

    private final EventJournal journal;
    private final Database database;
    private final InstantSource clock;
    private final ZoneId zone;
    private final SilentAlerts silent;

    /// @param zone of the house, for times of day
    public AlarmPins(EventJournal journal, Database database, InstantSource clock, ZoneId zone) {
        this.journal = journal;
        this.database = database;
        this.clock = clock;
        this.zone = zone;
        this.silent = new SilentAlerts(database);
    }

    /// Everybody who has one, by name.
    public List<PinHolder> all() {
        return database.read(PinStore::all);
    }

    /// True once somebody has a PIN: from then on disarming asks for it.
    public boolean areAskedFor() {
        return database.read(PinStore::any);
    }

    /// Gives somebody a PIN who has none.
    ///
    /// @param duress another one for use under threat; empty: none
    public Change add(PersonName name, PinCode pin, Optional<PinCode> duress, PinLimits limits) {
        return give(
                Audit.pin(clock.instant(), "PIN_ADDED", name, "has a PIN now"),
                pin,
                duress,
                (rows, hash, other) -> add(rows, name, hash, other, limits));
    }

    /// Gives somebody a PIN in the place of the one that they have, with all that went with it. No
    /// moment passes in which they have none, so whoever has the only one can change it, too.
    ///
    /// @param duress another one for use under threat; empty: none any more
    public Change replace(
            PersonName name, PinCode pin, Optional<PinCode> duress, PinLimits limits) {
        return give(
                Audit.pin(clock.instant(), "PIN_CHANGED", name, "has another PIN now"),
                pin,
                duress,
                (rows, hash, other) -> {
                    if (PinStore.remove(rows, name) == 0) {
                        throw new Writes.Undone(NOBODY);
                    }
                    add(rows, name, hash, other, limits);
                });
    }

    /// What is done with PINs once they are hashed.
    private interface Gift {
        void give(Handle rows, String hash, Optional<String> duress);
    }

    private Change give(Occurrence said, PinCode pin, Optional<PinCode> duress, Gift gift) {
        if (duress.filter(pin::equals).isPresent()) {
            return new Change.Refused("the PIN for use under threat must be another one");
        }
        var salt = salt();
        return PasswordHashes.inTurn(
                        () -> {
                            var hash = PasswordHashes.make(pin, salt);
                            var other = duress.map(it -> PasswordHashes.make(it, salt));
                            return Writes.change(
                                    journal, said, rows -> gift.give(rows, hash, other));
                        })
                .orElse(new Change.Refused("too many PINs are looked at just now; try again"));
    }

    private static void add(
            Handle rows, PersonName name, String hash, Optional<String> duress, PinLimits limits) {
        var all = PinStore.all(rows);
        if (all.size() >= MOST) {
            throw new Writes.Undone(MOST + " have a PIN: remove one first");
        }
        if (all.stream().anyMatch(it -> it.name().equals(name))) {
            throw new Writes.Undone(name + " has a PIN: give another one beside their name");
        }
        if (PinStore.find(rows, hash).isPresent()
                || duress.flatMap(it -> PinStore.find(rows, it)).isPresent()) {
            throw new Writes.Undone("that PIN is taken: choose another one");
        }
        if (!limits.isForGood() && all.stream().noneMatch(it -> it.limits().isForGood())) {
            throw new Writes.Undone(
                    "first give a PIN that always disarms: without one nobody could, at times");
        }
        PinStore.add(rows, name, hash, duress.orElse(""), limits);
    }

    public Change remove(PersonName name) {
        return Writes.change(
                journal,
                Audit.pin(clock.instant(), "PIN_REMOVED", name, "has no PIN any more"),
                rows -> {
                    if (PinStore.remove(rows, name) == 0) {
                        throw new Writes.Undone(NOBODY);
                    }
                    if (!PinStore.somebodyAlwaysDisarms(rows)) {
                        throw new Writes.Undone(
                                "that is the last PIN that always disarms: remove the others"
                                        + " first");
                    }
                });
    }

    /// Looks at a PIN that was typed. A try counts as wrong before it is looked at, so that many at
    /// once do not outrun the count.
    ///
    /// @param door where, in words: stands in the log of the house when it was wrong
    public PinEntry enter(PinCode pin, Want want, String door) {
        var begun = clock.instant();
        var pause =
                Writes.await(database.write(rows -> FailedTryStore.begin(rows, COUNTED, begun)));
        if (pause.isPositive()) {
            hear(pin); // it opens nothing, and may be a call for help
            return new PinEntry.Wait(pause);
        }
        var salt = salt();
        return PasswordHashes.inTurn(() -> PasswordHashes.make(pin, salt))
                .map(hash -> judge(hash, want, door))
                .orElseGet(
                        () -> {
                            forgive(false);
                            return new PinEntry.Busy();
                        });
    }

    /// Hears a PIN where none opens anything, in a house that is disarmed already or takes no PIN
    /// for a while: if it is one for use under threat, the owners are told. Nothing is counted and
    /// nothing said, so there is nothing to guess by; and whichever it is, it takes one commit. It
    /// stands aside for those that open something.
    public void hear(PinCode pin) {
        var salt = salt();
        PasswordHashes.aside(() -> PasswordHashes.make(pin, salt))
                .ifPresent(
                        hash ->
                                database.read(rows -> PinStore.find(rows, hash))
                                        .filter(PinStore.Match::duress)
                                        .map(it -> it.holder().name().value())
                                        .ifPresentOrElse(
                                                who -> silent.say(who, clock.instant()),
                                                () ->
                                                        Writes.await(
                                                                database.write(PinStore::idle))));
    }

    /// Looks at a PIN that comes with a way of arming, where it opens nothing: it must be right,
    /// counts if it is not, is not used up, and may be a call for help. Whichever right one it is,
    /// it takes as many commits.
    ///
    /// @param mode that it comes with
    public PinEntry look(PinCode pin, Mode mode, String door) {
        var entry = enter(pin, new Want.Arm(mode), door);
        if (entry instanceof PinEntry.Right(var who, var duress)) {
            if (duress) {
                silent.say(who.value(), clock.instant());
            } else {
                Writes.await(database.write(PinStore::idle));
            }
            giveBack(who);
        }
        return entry;
    }

    private PinEntry judge(String hash, Want want, String door) {
        var now = clock.instant();
        var match = database.read(rows -> PinStore.find(rows, hash));
        if (match.isEmpty()) {
            return wrong(now, door);
        }
        var holder = match.get().holder();
        forgive(holder.limits().isForGood());
        var objection =
                holder.limits()
                        .objection(want, now.atZone(zone))
                        .or(
                                () ->
                                        use(holder, now)
                                                ? Optional.empty()
                                                : Optional.of("used it once"));
        if (objection.isPresent()) {
            if (match.get().duress()) {
                silent.say(holder.name().value(), now); // it opens nothing, and is a call for help
            }
            say(Audit.pinNotAllowed(now, holder.name(), objection.get(), door), RowChanges.NONE);
            return new PinEntry.NotAllowed();
        }
        return new PinEntry.Right(holder.name(), match.get().duress());
    }

    private PinEntry wrong(Instant now, String door) {
        int failures = database.read(rows -> FailedTryStore.failures(rows, COUNTED.getFirst()));
        var pause = Pauses.PINS.after(failures);
        say(Audit.wrongPin(now, door, pause), RowChanges.NONE);
        return pause.isPositive() ? new PinEntry.Wait(pause) : new PinEntry.Wrong();
    }

    private boolean use(PinHolder holder, Instant now) {
        return Writes.await(
                database.write(rows -> PinStore.use(rows, holder.name(), now.toEpochMilli())));
    }

    /// @param all forgets the wrong ones of others, too: whoever may do everything has no need to
    ///   guess, but a guest could, with their own PIN between the guesses
    private void forgive(boolean all) {
        Writes.await(
                database.<Boolean>write(
                        rows -> {
                            if (all) {
                                FailedTryStore.forgive(rows, COUNTED);
                            } else {
                                FailedTryStore.forgiveOne(
                                        rows,
                                        COUNTED.getFirst(),
                                        clock.instant().minus(Pauses.LONGEST));
                            }
                            return true;
                        }));
    }

    /// Nothing came of what this PIN was used for: if it holds for one use, it is there still.
    public void giveBack(PersonName name) {
        Writes.await(database.write(rows -> PinStore.giveBack(rows, name)));
    }

    private void say(Occurrence said, RowChanges rows) {
        Writes.await(journal.append(List.of(said), rows));
    }

    private byte[] salt() {
        return database.read(PinStore::salt)
                .orElseGet(
                        () -> {
                            var salt = new byte[SALT_BYTES];
                            new SecureRandom().nextBytes(salt);
                            return Writes.await(
                                    database.write(
                                            rows -> {
                                                PinStore.setSalt(rows, salt);
                                                return PinStore.salt(rows).orElseThrow();
                                            }));
                        });
    }

    /// How long nobody's PIN is looked at, for a page that says so before somebody types.
    public Duration pause() {
        var now = clock.instant();
        return database.read(rows -> FailedTryStore.left(rows, COUNTED, now));
    }
}
