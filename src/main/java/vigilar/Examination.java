package vigilar;

import vigilar.arming.Advice;
import vigilar.bus.BusSettings;
import vigilar.bus.ClientPlan;
import vigilar.bus.Link;
import vigilar.bus.MqttBus;
import vigilar.cli.Finding;
import vigilar.config.Role;
import vigilar.config.Settings;
import vigilar.intake.BrokerKeeping;
import vigilar.intake.HeardProducer;
import vigilar.intake.HearingLog;
import vigilar.intake.MosquittoConf;
import vigilar.journal.SqlArchive;
import vigilar.journal.SqlJournal;
import vigilar.names.Nameplates;
import vigilar.storage.Backups;
import vigilar.storage.RoleLock;
import vigilar.storage.SqliteDatabase;
import vigilar.supervisor.Neighbours;
import vigilar.supervisor.PartState;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// What `doctor` looks at, in the order in which a beginner would stumble over it. It opens the
/// store as the other commands do: an older one is brought up to date.
final class Examination {
    /// 5 s: a broker on the home network answers within one.
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /// 1 GiB: weeks of events and a backup.
    private static final long ENOUGH_ROOM = 1L << 30;

    /// 50 h: two nights and a bit.
    private static final Duration BACKUP_AGE = Duration.ofHours(50);

    private final Settings settings;
    private final Optional<Path> mosquittoConf;
    private final Clock clock;
    private final List<Finding> findings = new ArrayList<>();

    private Examination(Settings settings, Optional<Path> mosquittoConf, Clock clock) {
        this.settings = settings;
        this.mosquittoConf = mosquittoConf;
        this.clock = clock;
    }

    /// For the command line's `doctor`.
    static List<Finding> of(Settings settings, Optional<Path> mosquittoConf) {
        var examination = new Examination(settings, mosquittoConf, Clock.systemUTC());
        examination.all();
        return List.copyOf(examination.findings);
    }

    private void all() {
        findings.add(Finding.ok("the settings are understood"));
        Advice.on(settings.panel()).forEach(it -> findings.add(Finding.note(it)));
        room();
        areas();
        processes();
        broker();
        producers();
        page();
        backups();
    }

    private Path data() {
        return settings.storage().dataFolder();
    }

    private void room() {
        if (!SqliteDatabase.isThere(settings.storage())) {
            findings.add(
                    Finding.toDo(
                            "there is no house in " + data() + " yet",
                            "start it with: vigilar run, or name its folder with --data DIR"));
            return;
        }
        try {
            long free = Files.getFileStore(data()).getUsableSpace();
            var said = "%,d MiB are free for %s".formatted(free >> 20, data());
            findings.add(
                    free >= ENOUGH_ROOM
                            ? Finding.ok(said)
                            : Finding.toDo(said, "make room: a full disk stops the house"));
        } catch (IOException failure) {
            findings.add(Finding.toDo("the disk of " + data() + " cannot be asked: " + failure));
        }
    }

    private void processes() {
        var needed = EnumSet.allOf(Role.class);
        if (settings.bus().external().isPresent()) {
            needed.remove(Role.BROKER);
        }
        var away = needed.stream().filter(role -> !RoleLock.held(data(), role.word())).toList();
        if (away.size() == needed.size()) {
            findings.add(Finding.note("the house does not run; what follows is of its last life"));
            return;
        }
        for (var role : away) {
            findings.add(Finding.toDo("no process has the role " + role.word()));
        }
        var down = new TreeMap<String, String>();
        needed.forEach(role -> down.putAll(failing(role)));
        down.forEach(
                (part, why) -> findings.add(Finding.toDo("the part %s: %s".formatted(part, why))));
        if (away.isEmpty() && down.isEmpty()) {
            findings.add(Finding.ok("the house runs, and all its parts are up"));
        }
    }

    private Map<String, String> failing(Role role) {
        var down = new TreeMap<String, String>();
        try {
            Neighbours.lastSaid(data().resolve("run"), role.word())
                    .forEach(
                            (part, state) -> {
                                if (state instanceof PartState.Down(_, var why)) {
                                    down.put(part, why);
                                }
                            });
        } catch (IOException failure) {
            down.put("process " + role.word(), "its health cannot be read: " + failure);
        }
        return down;
    }

    /// A zone that watches nothing never alarms.
    private void areas() {
        if (!SqliteDatabase.isThere(settings.storage())) {
            return;
        }
        try (var database = SqliteDatabase.open(settings.storage())) {
            var plates = new Nameplates(SqlJournal.open(database), database, clock);
            Advice.unwatched(settings.panel(), plates::areas, new SqlArchive(database))
                    .forEach(it -> findings.add(Finding.toDo(it)));
        }
    }

    /// Our own broker is a part of the house, and was looked at there.
    private void broker() {
        if (settings.bus().external().isEmpty()) {
            return;
        }
        var url = settings.bus().external().get().url();
        var outcome = new CompletableFuture<Link>();
        var plan =
                ClientPlan.publisher(
                        "doctor",
                        link -> {
                            if (!(link instanceof Link.Starting)) {
                                outcome.complete(link);
                            }
                        });
        try (var client = new MqttBus(settings.bus(), settings.bus()::mqtt, clock).client(plan)) {
            client.start();
            findings.add(
                    switch (outcome.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                        case Link.Away(_, var why) ->
                                Finding.toDo("the broker %s: %s".formatted(url, why));
                        case Link.Up _, Link.Starting _ ->
                                Finding.ok("the broker %s lets us in".formatted(url));
                    });
        } catch (TimeoutException _) {
            findings.add(
                    Finding.toDo(
                            "the broker %s does not answer within %d s"
                                    .formatted(url, PATIENCE.toSeconds())));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException defect) {
            throw new IllegalStateException(defect);
        }
    }

    private void producers() {
        if (!SqliteDatabase.isThere(settings.storage())) {
            return;
        }
        var broker = settings.bus().external().map(BusSettings.External::url);
        try (var database = SqliteDatabase.open(settings.storage())) {
            var log = new HearingLog(database, settings.intake(), clock);
            var read = broker.flatMap(this::mosquitto);
            read.map(log::producers).orElseGet(log::producers).forEach(this::producer);
        }
    }

    private void producer(HeardProducer producer) {
        var assurance = producer.assurance();
        var said =
                "%s: %s. %s".formatted(producer.name(), assurance.grade().words(), assurance.why());
        findings.add(
                switch (assurance.grade()) {
                    case DURABLE -> Finding.ok(said);
                    case NOT_HEARD -> Finding.note(said);
                    case BEST_EFFORT ->
                            Finding.toDo(said, assurance.toChange().toArray(String[]::new));
                });
        if (producer.online().equals(Optional.of(false))) {
            findings.add(Finding.toDo(producer.name() + " said that it is offline"));
        }
    }

    /// What its settings say, if they were named or lie where they usually do.
    private Optional<BrokerKeeping> mosquitto(URI broker) {
        try {
            var file = mosquittoConf.isPresent() ? mosquittoConf : MosquittoConf.usual(broker);
            return file.isEmpty() ? Optional.empty() : Optional.of(MosquittoConf.read(file.get()));
        } catch (IOException failure) {
            findings.add(Finding.toDo("the broker's settings cannot be read: " + failure));
            return Optional.empty();
        }
    }

    private void page() {
        var web = settings.web();
        if (web.open()) {
            findings.add(Finding.note("the house is open (--open): for trying it out only"));
        } else if (web.tls().isEmpty()) {
            findings.add(
                    Finding.note(
                            "the page speaks plain HTTP: others on the network can read along, and"
                                    + " browsers allow no notifications",
                            "vigilar tls init, or web.certificate and web.key"));
        } else {
            findings.add(Finding.ok("the page speaks HTTPS"));
        }
    }

    private void backups() {
        if (!settings.nightlyBackup()) {
            findings.add(Finding.note("no nightly backups: backup.nightly = false"));
            return;
        }
        try {
            var newest = newest(new Backups(data(), clock).folder());
            var old = clock.instant().minus(BACKUP_AGE);
            findings.add(
                    newest.isEmpty()
                            ? Finding.note(
                                    "no backup yet; a house that runs makes the first at once")
                            : newest.get().isBefore(old)
                                    ? Finding.toDo(
                                            "the newest backup is of "
                                                    + newest.get().truncatedTo(ChronoUnit.SECONDS),
                                            "see the part backup, or make one: vigilar backup")
                                    : Finding.ok(
                                            "the newest backup is of "
                                                    + newest.get()
                                                            .truncatedTo(ChronoUnit.SECONDS)));
        } catch (IOException failure) {
            findings.add(Finding.toDo("the backups cannot be looked at: " + failure));
        }
    }

    private static Optional<Instant> newest(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        Optional<Instant> newest = Optional.empty();
        try (var files = Files.newDirectoryStream(folder)) {
            for (var file : files) {
                var made = Files.getLastModifiedTime(file).toInstant();
                newest = newest.filter(it -> it.isAfter(made)).or(() -> Optional.of(made));
            }
        }
        return newest;
    }
}
