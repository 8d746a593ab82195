package vigilar.access;

import org.jdbi.v3.core.Handle;

import vigilar.event.Occurrence;
import vigilar.journal.EventJournal;
import vigilar.journal.RowChanges;
import vigilar.storage.Database;

import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/// The devices that may log in at the embedded broker. We make their passwords, of 256 random bits:
/// nobody can try those, so a plain SHA-256 is stored, and a login costs no more than a lookup.
/// Safe for any number of threads; each call may wait for the store and throws a storage exception
/// when it fails.
public final class Devices {
    /// 500: a row of a home with a sensor at each window; a bound at all.
    private static final int MOST = 500;

    /// 20 filters of 256 characters: what one program needs.
    private static final int MOST_TOPICS = 20;

    private static final int LONGEST_TOPIC = 256;

    /// As the name of a source in topics: it stands there.
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    /// Levels without control characters; wildcards as whole levels, `#` last, none first: whoever
    /// hears everything hears other people's codes.
    private static final Pattern TOPIC =
            Pattern.compile("[^+#/$\\p{Cntrl}][^+#/\\p{Cntrl}]*(/(\\+|[^+#/\\p{Cntrl}]+))*(/#)?");

    private static final String NOBODY = "there is no device of that name";

    /// 1 h: a device gone mad says too much for days, and one line an hour is enough.
    private static final Duration SAID_AGAIN = Duration.ofHours(1);

    private final EventJournal journal;
    private final Database database;
    private final InstantSource clock;

    /// When it was last told of each; as many as there are devices.
    private final Map<String, Instant> slowedAt = new ConcurrentHashMap<>();

    public Devices(EventJournal journal, Database database, InstantSource clock) {
        this.journal = journal;
        this.database = database;
        this.clock = clock;
    }

    /// Everything that may log in or might again, by name.
    public List<DeviceLogin> all() {
        return database.read(DeviceStore::all);
    }

    /// Lets a device in.
    ///
    /// @param name what it logs in with and is called in topics: 1 to 64 letters, digits, `.`, `_`,
    ///   `-`; not `vigilar…`, which is ourselves
    /// @param topics filters beside those of the kind; none may begin with a wildcard
    public NewPassword add(String name, DeviceKind kind, List<String> topics) {
        if (!NAME.matcher(name).matches() || name.startsWith("vigilar")) {
            return new NewPassword.Refused(
                    "a device's name has 1 to 64 letters a to z, digits, '.', '_' or '-', begins"
                            + " with a letter or digit, and not with 'vigilar'");
        }
        if (topics.size() > MOST_TOPICS || !topics.stream().allMatch(Devices::mayBeGiven)) {
            return new NewPassword.Refused(
                    "topics are %d filters at most, such as garage/door or garage/#; none begins with a wildcard"
                            .formatted(MOST_TOPICS));
        }
        return withPassword(
                Audit.deviceAdded(clock.instant(), name),
                (rows, hash) -> {
                    if (DeviceStore.find(rows, name).isPresent()) {
                        throw new Writes.Undone("there is a device " + name + " already");
                    }
                    if (DeviceStore.all(rows).size() >= MOST) {
                        throw new Writes.Undone("there are too many devices");
                    }
                    DeviceStore.add(rows, name, kind, topics, hash);
                });
    }

    private static boolean mayBeGiven(String topic) {
        return topic.length() <= LONGEST_TOPIC && TOPIC.matcher(topic).matches();
    }

    /// Makes a new password; the old one is void, and what is connected with it is hung up on.
    public NewPassword newPassword(String name) {
        if (!NAME.matcher(name).matches()) {
            return new NewPassword.Refused(NOBODY);
        }
        return withPassword(
                Audit.deviceChanged(clock.instant(), name, "a new password"),
                (rows, hash) -> changed(DeviceStore.setPassword(rows, name, hash)));
    }

    /// Keeps a device out, or lets it in again with the password it has.
    public Change setDisabled(String name, boolean disabled) {
        return change(
                name,
                disabled ? "disabled" : "let in again",
                rows -> changed(DeviceStore.setDisabled(rows, name, disabled)));
    }

    public Change remove(String name) {
        return change(
                name,
                "removed",
                rows -> {
                    changed(DeviceStore.remove(rows, name));
                    DenialStore.forget(rows, name);
                });
    }

    /// Notes that the broker refused something; completes once that is stored.
    ///
    /// @param device the login it was about; empty if whoever asked had none
    /// @param address where a stranger asked from; else empty
    /// @param topic empty if it was about the login itself
    public CompletableFuture<Void> refused(
            String device, String address, String topic, String why) {
        var denial = new DeviceDenial(device, address, topic, why, 1, clock.instant());
        return database.<Boolean>write(
                        rows -> {
                            DenialStore.add(rows, denial);
                            return true;
                        })
                .thenAccept(_ -> {});
    }

    /// Notes that a device says too much and has to wait, and tells it on the timeline, once an
    /// hour; completes once that is stored.
    public CompletableFuture<Void> slowed(String device, String why) {
        var now = clock.instant();
        var denial = new DeviceDenial(device, "", "", why, 1, now);
        boolean news = isNews(device, now);
        return journal.append(
                        news ? List.of(Audit.deviceSlowed(now, device, why)) : List.of(),
                        rows -> DenialStore.add(rows, denial))
                .thenAccept(_ -> {})
                .whenComplete(
                        (_, failure) -> {
                            if (failure != null && news) {
                                slowedAt.remove(device); // nobody was told
                            }
                        });
    }

    private boolean isNews(String device, Instant now) {
        return slowedAt.merge(
                        device,
                        now,
                        (last, _) ->
                                Duration.between(last, now).abs().compareTo(SAID_AGAIN) < 0
                                        ? last
                                        : now)
                .equals(now);
    }

    /// What was refused lately, newest first, at most 200.
    public List<DeviceDenial> refused() {
        return database.read(DenialStore::latest);
    }

    /// The login of that name.
    public Optional<DeviceLogin> find(String name) {
        return database.read(rows -> DeviceStore.find(rows, name)).map(DeviceStore.Stored::login);
    }

    /// Who logs in with that, unless disabled.
    public Optional<DeviceLogin> check(String name, String password) {
        var given = new Secret(password).hash();
        return database.read(rows -> DeviceStore.find(rows, name))
                .filter(stored -> MessageDigest.isEqual(stored.hash(), given))
                .map(DeviceStore.Stored::login)
                .filter(login -> !login.disabled());
    }

    private interface PasswordRows {
        void change(Handle rows, byte[] hash);
    }

    private NewPassword withPassword(Occurrence said, PasswordRows change) {
        var secret = Secret.token("");
        return switch (Writes.change(journal, said, rows -> change.change(rows, secret.hash()))) {
            case Change.Done _ -> new NewPassword.Made(secret);
            case Change.Refused(var why) -> new NewPassword.Refused(why);
        };
    }

    private Change change(String name, String what, RowChanges rows) {
        if (!NAME.matcher(name).matches()) {
            return new Change.Refused(NOBODY);
        }
        return Writes.change(journal, Audit.deviceChanged(clock.instant(), name, what), rows);
    }

    private static void changed(int rows) {
        if (rows == 0) {
            throw new Writes.Undone(NOBODY);
        }
    }
}
