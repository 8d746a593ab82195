package vigilar;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import vigilar.access.Devices;
import vigilar.access.Secret;
import vigilar.alerts.PushDesk;
import vigilar.alerts.PushJobs;
import vigilar.alerts.PushSender;
import vigilar.bridge.Announcer;
import vigilar.bridge.SseBridge;
import vigilar.bus.Bus;
import vigilar.bus.EmbeddedBroker;
import vigilar.bus.MqttBus;
import vigilar.cli.CannotStart;
import vigilar.cli.House;
import vigilar.config.Role;
import vigilar.config.Settings;
import vigilar.intake.HearingLog;
import vigilar.intake.Intake;
import vigilar.intake.RefusalLog;
import vigilar.journal.BrokerNews;
import vigilar.journal.EventJournal;
import vigilar.journal.LifeLog;
import vigilar.journal.Pins;
import vigilar.journal.RescueNews;
import vigilar.journal.SqlArchive;
import vigilar.journal.SqlCursor;
import vigilar.journal.SqlJournal;
import vigilar.keypad.ArmRequests;
import vigilar.names.Nameplates;
import vigilar.pictures.Album;
import vigilar.pictures.PictureRound;
import vigilar.seen.Seen;
import vigilar.storage.Database;
import vigilar.storage.RoleLock;
import vigilar.storage.SqliteDatabase;
import vigilar.supervisor.Failures;
import vigilar.supervisor.Health;
import vigilar.supervisor.Neighbours;
import vigilar.supervisor.Supervisor;
import vigilar.timeline.Timeline;
import vigilar.tls.HouseholdCa;
import vigilar.web.Household;
import vigilar.web.KnownDevices;
import vigilar.web.MachineName;
import vigilar.web.RefusedMessage;
import vigilar.web.TlsFiles;
import vigilar.web.WaysIn;
import vigilar.web.WebFront;
import vigilar.web.WebSettings;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The only place that builds services. It reads top to bottom like the route of a message.
final class Wiring implements House {
    /// 20 s: our own broker is up before intake starts; only a machine in trouble takes longer.
    private static final Duration OWN_BROKER_PATIENCE = Duration.ofSeconds(20);

    /// 3 s: a broker that is there answers within one; one that is away must not keep the page.
    private static final Duration OTHER_BROKER_PATIENCE = Duration.ofSeconds(3);

    private static final Logger LOG = LoggerFactory.getLogger(Wiring.class);

    private final HouseClock clock;
    private final PrometheusMeterRegistry metrics =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Health health;
    private final Supervisor supervisor;
    private final Closing closing = new Closing();
    private final Settings settings;
    private final Set<Role> roles;
    private @Nullable EmbeddedBroker broker;
    private @Nullable WebFront web;
    private Optional<Secret> setupCode = Optional.empty();

    Wiring(Settings settings, Set<Role> roles) {
        this(settings, roles, HouseClock.ofThisMachine());
    }

    Wiring(Settings settings, Set<Role> roles, HouseClock clock) {
        this.settings = settings;
        this.roles = EnumSet.copyOf(roles);
        this.clock = clock;
        health = new Health(clock);
        supervisor = new Supervisor(health, clock);
    }

    @Override
    public void claim() {
        var folder = settings.storage().dataFolder();
        for (var role : roles) {
            var lock = RoleLock.take(folder, role.word());
            closing.add(
                    lock.orElseThrow(
                            () ->
                                    new CannotStart(
                                            "the role %s already runs on %s (process %d); stop it, or name another folder with --data DIR"
                                                    .formatted(
                                                            role.word(),
                                                            folder,
                                                            RoleLock.holder(folder, role.word())
                                                                    .orElse(0)))));
        }
    }

    @Override
    public void start() {
        var database = closing.add(Soundness.open(settings.storage(), clock));
        var journal = SqlJournal.open(database, new PushJobs());
        var life = new LifeLog(journal, database, clock, words(roles));
        Soundness.noting(settings.storage(), clock, life::began);
        closing.add(life::ended);
        var brokerNews = new BrokerNews(journal, database, clock);
        var embedded =
                roles.contains(Role.BROKER)
                        ? closing.add(
                                EmbeddedBroker.ofHouse(
                                        settings.bus(),
                                        new DeviceDoor(
                                                new Devices(journal, database, clock),
                                                Beside.topics(settings)),
                                        brokerNews::note,
                                        Intake.sessionsOf(database),
                                        clock))
                        : null;
        closing.add(supervisor); // the loops end before the broker, and before the last word
        supervisor.watch(Database.PART, () -> database.watch(it -> tellStorage(it, database)));
        watchNeighbours();

        if (roles.contains(Role.WEB)) {
            web(database, journal);
        } else {
            sideDoor();
        }
        if (embedded != null) {
            broker(embedded);
            if (!settings.bus().open()) {
                watchLogins(embedded);
            }
        }
        Bus bus = new MqttBus(settings.bus(), this::brokerAddress, clock);
        if (roles.contains(Role.INTAKE)) {
            intake(bus, database, journal);
            alerts(database, journal);
            new RescueNews(journal, database).tell();
            new Keeping(settings, database, journal, brokerNews, health, clock)
                    .watchedBy(supervisor);
        }
        new Guard(settings, roles, bus, database, journal, health, clock).watchedBy(supervisor);
        if (roles.contains(Role.WEB)) {
            var bridge = new SseBridge(bus, journal, settings.bus().prefix(), health);
            supervisor.watch("bridge", bridge::run);
        }
        awaitSubscription();
    }

    private HouseholdCa householdCa() {
        return new HouseholdCa(settings.storage().dataFolder(), clock);
    }

    private void watchNeighbours() {
        var needed =
                settings.bus().external().isPresent()
                        ? EnumSet.of(Role.INTAKE)
                        : EnumSet.of(Role.BROKER, Role.INTAKE);
        needed.removeAll(roles);
        if (!roles.contains(Role.WEB)) {
            needed.clear(); // only the web has somebody to tell
        }
        var folder = settings.storage().dataFolder();
        var neighbours =
                new Neighbours(
                        folder.resolve("run"),
                        words(roles),
                        words(needed),
                        role -> RoleLock.held(folder, role),
                        health,
                        clock);
        supervisor.watch("neighbours", neighbours::run);
    }

    private void web(Database database, EventJournal journal) {
        var timeline = new Timeline(journal, clock, metrics);
        for (int share = 0; share < timeline.shares(); share++) {
            int which = share;
            var part = "timeline " + (which + 1);
            supervisor.watch(
                    part,
                    () -> {
                        health.up(part);
                        timeline.sweep(which);
                    });
        }
        var known = knownDevices(database, journal);
        var waysIn = Entrance.of(settings, database, journal, clock, this::brokerAddress);
        var household =
                new Household(
                        timeline,
                        journal,
                        new SqlArchive(database.unhurried()),
                        health,
                        RefusedMessage.in(new RefusalLog(database)),
                        metrics::scrape,
                        () -> FirstMessage.line(settings, brokerAddress()),
                        waysIn,
                        Optional.of(known),
                        PushDesk.of(database, settings.push(), clock),
                        Optional.of(new Album(database, settings.storage().dataFolder())),
                        Optional.of(new Pins(database, clock)),
                        new Seen(database),
                        Detectors.desk(settings, database, known, health, clock),
                        new ZonesAsText(settings.panel()),
                        Guard.ruleDesk(settings, journal, database, clock),
                        Guard.ruleLookback(journal, database, clock),
                        householdCa().authority());
        var front =
                closing.add(
                        new WebFront(
                                settings.web().alsoCalled(MachineName.all()), household, clock));
        web = front;
        open(front, "web");
        waysIn.ifPresent(ways -> watchWaysIn(ways, front));
        settings.web().tls().ifPresent(files -> watchCertificate(files, front));
    }

    private KnownDevices knownDevices(Database database, EventJournal journal) {
        return new KnownDevices(
                new HearingLog(database, settings.intake(), clock),
                new Nameplates(journal, database, clock));
    }

    private void watchCertificate(TlsFiles files, WebFront front) {
        supervisor.watch("certificate", () -> front.watchCertificate(health));
        if (files.certificate().equals(householdCa().page())) {
            var renewal = new CertificateRenewal(householdCa(), health);
            supervisor.watch(CertificateRenewal.PART, renewal::run);
        }
    }

    private void watchWaysIn(WaysIn ways, WebFront front) {
        setupCode = ways.access().firstSetupCode();
        supervisor.watch(
                "sign-ins",
                () -> {
                    health.up("sign-ins");
                    front.endStaleStreams();
                });
    }

    private void open(WebFront front, String part) {
        try {
            front.start();
        } catch (IOException failure) {
            throw new CannotStart(Failures.inWords(failure), failure);
        }
        supervisor.watch(
                part,
                () -> {
                    front.start();
                    health.up(part);
                    front.awaitFailure();
                });
    }

    private void tellStorage(Optional<String> trouble, SqliteDatabase database) {
        trouble.or(database::damage)
                .ifPresentOrElse(
                        why -> health.down(Database.PART, why), () -> health.up(Database.PART));
        Soundness.endIfDamaged(database, settings.storage(), clock);
    }

    /// Every process says how it is; one without the web does so on any free loopback port.
    private void sideDoor() {
        var any = InetSocketAddress.createUnresolved("127.0.0.1", 0);
        var door =
                closing.add(
                        WebFront.conditionOnly(
                                new WebSettings(any, Set.of(), true), health, metrics::scrape));
        open(door, "side door");
        LOG.info("healthz, readyz and metrics at http://127.0.0.1:{}", door.address().getPort());
    }

    private void broker(EmbeddedBroker embedded) {
        embedded.start();
        broker = embedded;
        supervisor.watch(
                "broker",
                () -> {
                    embedded.start();
                    health.up("broker");
                    embedded.awaitFailure();
                });
    }

    /// Who was disabled is hung up on.
    private void watchLogins(EmbeddedBroker embedded) {
        supervisor.watch(
                "device logins",
                () -> {
                    health.up("device logins");
                    embedded.watchLogins();
                });
    }

    private void intake(Bus bus, Database database, EventJournal journal) {
        var intake =
                new Intake(
                        bus,
                        journal,
                        database,
                        settings.intake(),
                        health,
                        clock,
                        metrics,
                        Nameplates::move);
        supervisor.watch("intake", intake::run);
        var said = new SqlCursor(database, "announcer");
        var announcer = new Announcer(bus, journal, said, settings.bus().prefix(), health, metrics);
        supervisor.watch("announcer", announcer::run);
    }

    /// Beside intake, since some process must: needs neither the bus nor the page.
    private void alerts(Database database, EventJournal journal) {
        var sender =
                PushSender.of(
                        database,
                        journal,
                        settings.push(),
                        PictureRound.expecting(settings.pictures()),
                        new Nameplates(journal, database, clock)::of,
                        health,
                        clock,
                        metrics);
        supervisor.watch(PushSender.PART, sender::run);
        if (settings.pictures().frigate().isPresent()) {
            var round = PictureRound.of(database, journal, settings.pictures(), health, clock);
            supervisor.watch(PictureRound.PART, round::run);
        }
    }

    private void awaitSubscription() {
        if (!roles.contains(Role.INTAKE)) {
            return;
        }
        var patience = broker == null ? OTHER_BROKER_PATIENCE : OWN_BROKER_PATIENCE;
        try {
            if (!health.awaitUp("intake", patience) && broker != null) {
                throw new CannotStart(
                        "intake did not subscribe within " + patience + "; see the log");
            }
            if (broker != null) {
                health.awaitUp(ArmRequests.PART, patience); // what is asked after `ready` is heard
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private InetSocketAddress brokerAddress() {
        return broker == null ? settings.bus().mqtt() : broker.address();
    }

    private static Set<String> words(Set<Role> roles) {
        return roles.stream().map(Role::word).collect(Collectors.toSet());
    }

    @Override
    public Optional<InetSocketAddress> http() {
        return Optional.ofNullable(web).map(WebFront::address);
    }

    @Override
    public Optional<InetSocketAddress> mqtt() {
        return Optional.ofNullable(broker).map(EmbeddedBroker::address);
    }

    @Override
    public Optional<Secret> setupCode() {
        return setupCode;
    }

    @Override
    public void close() {
        closing.close();
    }
}
