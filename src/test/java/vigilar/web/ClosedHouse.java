package vigilar.web;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import vigilar.PlantedSecrets;
import vigilar.access.Access;
import vigilar.access.AlarmPins;
import vigilar.access.CallerAddress;
import vigilar.access.DeviceTopics;
import vigilar.access.Devices;
import vigilar.access.Password;
import vigilar.access.People;
import vigilar.access.PersonName;
import vigilar.access.Scope;
import vigilar.access.SignIn;
import vigilar.access.Standing;
import vigilar.alerts.PushDesk;
import vigilar.alerts.PushSettings;
import vigilar.alerts.PushSubject;
import vigilar.arming.PanelDesk;
import vigilar.arming.SilentAlerts;
import vigilar.arming.ZoneSettings;
import vigilar.bus.Prefix;
import vigilar.intake.HearingLog;
import vigilar.intake.IntakeSettings;
import vigilar.journal.Pins;
import vigilar.journal.SqlArchive;
import vigilar.journal.SqlJournal;
import vigilar.names.Nameplates;
import vigilar.pictures.Album;
import vigilar.rules.RuleBook;
import vigilar.rules.RuleDesk;
import vigilar.rules.RuleLookback;
import vigilar.seen.Seen;
import vigilar.storage.ReadyStore;
import vigilar.storage.SqliteDatabase;
import vigilar.supervisor.Health;
import vigilar.timeline.Timeline;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A house with logins, as the web room has it: the real door, the real store, no bus.
final class ClosedHouse implements AutoCloseable {
    static final Password PASSWORD =
            new Password(PlantedSecrets.plant("a long sentence of this house"));
    static final Duration SOON = Duration.ofSeconds(20);
    static final InstantSource CLOCK = Clock.systemUTC();
    static final HttpClient BROWSER = HttpClient.newHttpClient();

    final Access access;
    final People people;
    final Devices devices;
    final PushDesk desk;
    final HearingLog hearing;
    final WebFront web;
    private final boolean ownBroker;
    private final boolean encrypted;
    private final SqliteDatabase database;
    private final Thread watch;

    ClosedHouse(Path folder) throws IOException {
        this(folder, List.of());
    }

    /// @param trustedProxies whose word is taken for where a request came from
    ClosedHouse(Path folder, List<Network> trustedProxies) throws IOException {
        this(folder, trustedProxies, true);
    }

    /// @param ownBroker devices log in with us
    ClosedHouse(Path folder, List<Network> trustedProxies, boolean ownBroker) throws IOException {
        this(folder, trustedProxies, ownBroker, Optional.empty());
    }

    /// The same house over an encrypted way.
    static ClosedHouse encrypted(Path folder, TlsFiles tls) throws IOException {
        return new ClosedHouse(folder, List.of(), true, Optional.of(tls));
    }

    private ClosedHouse(
            Path folder, List<Network> trustedProxies, boolean ownBroker, Optional<TlsFiles> tls)
            throws IOException {
        this.ownBroker = ownBroker;
        encrypted = tls.isPresent();
        database = ReadyStore.open(folder);
        var journal = SqlJournal.open(database);
        access = new Access(journal, database, CLOCK);
        people = new People(journal, database, CLOCK);
        devices = new Devices(journal, database, CLOCK);
        desk = PushDesk.of(database, new PushSettings(folder, PushSubject.NOBODY, true), CLOCK);
        hearing = new HearingLog(database, IntakeSettings.whole(Prefix.STANDARD), CLOCK);
        var household =
                new Household(
                        new Timeline(journal, CLOCK, new SimpleMeterRegistry()),
                        journal,
                        new SqlArchive(database),
                        new Health(CLOCK),
                        List::of,
                        () -> "vigilar_up 1\n",
                        Optional::empty,
                        Optional.of(
                                new WaysIn(
                                        access,
                                        people,
                                        new AlarmPins(journal, database, CLOCK, ZoneOffset.UTC),
                                        new SilentAlerts(database),
                                        deviceDesk())),
                        Optional.of(
                                new KnownDevices(
                                        hearing, new Nameplates(journal, database, CLOCK))),
                        desk,
                        Optional.of(new Album(database, folder)),
                        Optional.of(new Pins(database, CLOCK)),
                        new Seen(database),
                        new PanelDesk(database, ZoneSettings.Panel.NONE, Map::of, CLOCK),
                        new PaperZones(),
                        new RuleDesk(journal, database, _ -> RuleBook.EMPTY, CLOCK),
                        new RuleLookback(new SqlArchive(database), ZoneOffset.UTC, _ -> ""),
                        folder.resolve("tls").resolve("household-ca.crt"));
        var door = InetSocketAddress.createUnresolved("127.0.0.1", 0);
        var settings =
                new WebSettings(
                        door,
                        Set.of(),
                        false,
                        tls,
                        trustedProxies,
                        List.of("https://dashboard.lan"));
        web = new WebFront(settings, household, CLOCK);
        web.start();
        watch =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    try {
                                        web.endStaleStreams();
                                    } catch (InterruptedException _) {
                                        Thread.currentThread().interrupt();
                                    }
                                });
    }

    private Optional<DeviceDesk> deviceDesk() {
        return ownBroker
                ? Optional.of(
                        new DeviceDesk(
                                devices,
                                new DeviceTopics("vigilar", "zigbee2mqtt", "frigate"),
                                () -> InetSocketAddress.createUnresolved("10.0.0.5", 1883)))
                : Optional.empty();
    }

    @Override
    public void close() throws IOException {
        watch.interrupt();
        web.close();
        database.close();
    }

    String base() {
        return (encrypted ? "https" : "http") + "://127.0.0.1:" + web.address().getPort();
    }

    HttpRequest.Builder at(String path) {
        return HttpRequest.newBuilder(URI.create(base() + path)).timeout(Duration.ofSeconds(20));
    }

    static HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return BROWSER.send(request.build(), BodyHandlers.ofString());
    }

    HttpRequest.Builder post(String path, String form) {
        return at(path).header("Origin", base())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form));
    }

    static PersonName name(Standing standing) {
        return PersonName.typed(standing.name()).orElseThrow();
    }

    /// A device that said something once.
    void hasHeard(String source) {
        database.write(
                        rows ->
                                rows.execute(
                                        "INSERT INTO heard_device VALUES (?, 'Zigbee2MQTT', 't',"
                                                + " '', '', '', '', 1, 1, 1)",
                                        source))
                .join();
    }

    void somebodyIs(Standing... standings) {
        for (var standing : standings) {
            people.add(name(standing), standing, PASSWORD);
        }
    }

    /// That reader understood something on the topic just now.
    ///
    /// @param atMostOnce it came with QoS 0
    void hasHeardOn(String topic, String reader, boolean atMostOnce) {
        database.write(
                        rows ->
                                rows.execute(
                                        "INSERT OR REPLACE INTO heard_topic VALUES"
                                                + " (?, ?, 'UNDERSTOOD', '', ?, ?, 1, 0, 0)",
                                        topic,
                                        reader,
                                        atMostOnce,
                                        CLOCK.instant().toEpochMilli()))
                .join();
    }

    String session(Standing standing) {
        var from = new CallerAddress("127.0.0.1");
        return access.signIn(standing.name(), PASSWORD, from, "")
                        instanceof SignIn.Welcome(_, var token)
                ? PlantedSecrets.plant(token.text())
                : "";
    }

    /// An owner's token.
    String token(Scope scope) {
        var owners = people.all().stream().filter(each -> each.standing() == Standing.OWNER);
        var person = owners.findFirst().orElseThrow();
        return people.addToken(person, "a test", Set.of(scope), Duration.ofDays(1))
                        instanceof People.NewToken.Made(var token)
                ? PlantedSecrets.plant(token.text())
                : "";
    }
}
