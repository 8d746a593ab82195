package vigilar.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import vigilar.alerts.PushDesk;
import vigilar.alerts.PushSettings;
import vigilar.alerts.PushSubject;
import vigilar.arming.PanelDesk;
import vigilar.arming.ZoneSettings;
import vigilar.bridge.Announcer;
import vigilar.bridge.SseBridge;
import vigilar.bus.FakeBus;
import vigilar.bus.Prefix;
import vigilar.intake.Intake;
import vigilar.intake.IntakeSettings;
import vigilar.intake.Moves;
import vigilar.journal.SqlArchive;
import vigilar.journal.SqlCursor;
import vigilar.journal.SqlJournal;
import vigilar.rules.RuleBook;
import vigilar.rules.RuleDesk;
import vigilar.rules.RuleLookback;
import vigilar.seen.Seen;
import vigilar.storage.ReadyStore;
import vigilar.storage.SqliteDatabase;
import vigilar.supervisor.Health;
import vigilar.supervisor.Supervisor;
import vigilar.timeline.Timeline;
import vigilar.web.Household;
import vigilar.web.PaperZones;
import vigilar.web.WebFront;
import vigilar.web.WebSettings;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// An intake side and a web side that share only a database file and a bus: the real rooms, a fake
/// broker that the test breaks and heals.
class FakeBusHouseTest {
    /// The safety poll comes after 5 s while the bus is up: what is sooner came by the bridge.
    private static final Duration ONLY_BY_THE_BRIDGE = Duration.ofSeconds(3);

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String PUBLISHED = "vigilar/events/published";

    @TempDir Path folder;
    private final Clock clock = Clock.systemUTC();
    private final FakeBus bus = new FakeBus(clock);
    private final Health intakeHealth = new Health(clock);
    private final Health webHealth = new Health(clock);
    private final Supervisor intakeSide = new Supervisor(intakeHealth, clock);
    private final Supervisor webSide = new Supervisor(webHealth, clock);
    private SqliteDatabase intakeStore;
    private SqliteDatabase webStore;
    private WebFront web;

    @BeforeEach
    void build() throws IOException {
        intakeStore = ReadyStore.open(folder);
        webStore = ReadyStore.open(folder);
        startWeb(SqlJournal.open(webStore));
    }

    private void startIntake() {
        var journal = SqlJournal.open(intakeStore);
        var meters = new SimpleMeterRegistry();
        var settings = IntakeSettings.whole(Prefix.STANDARD);
        var intake =
                new Intake(
                        bus,
                        journal,
                        intakeStore,
                        settings,
                        intakeHealth,
                        clock,
                        meters,
                        Moves.NONE);
        var cursor = new SqlCursor(intakeStore, "announcer");
        var announcer = new Announcer(bus, journal, cursor, Prefix.STANDARD, intakeHealth, meters);
        intakeSide.watch("intake", intake::run);
        intakeSide.watch("announcer", announcer::run);
        Await.until("intake subscribed", SOON, () -> bus.filters().contains("vigilar/#"));
    }

    private void startWeb(SqlJournal journal) throws IOException {
        var timeline = new Timeline(journal, clock, new SimpleMeterRegistry());
        for (int n = 0; n < timeline.shares(); n++) {
            int share = n;
            webSide.watch("timeline " + n, () -> timeline.sweep(share));
        }
        var door = InetSocketAddress.createUnresolved("127.0.0.1", 0);
        web =
                new WebFront(
                        new WebSettings(door, Set.of(), true),
                        new Household(
                                timeline,
                                journal,
                                new SqlArchive(webStore),
                                webHealth,
                                List::of,
                                () -> "",
                                Optional::empty,
                                Optional.empty(),
                                Optional.empty(),
                                PushDesk.of(
                                        webStore,
                                        new PushSettings(folder, PushSubject.NOBODY, false),
                                        clock),
                                Optional.empty(),
                                Optional.empty(),
                                new Seen(webStore),
                                new PanelDesk(webStore, ZoneSettings.Panel.NONE, Map::of, clock),
                                new PaperZones(),
                                new RuleDesk(journal, webStore, _ -> RuleBook.EMPTY, clock),
                                new RuleLookback(new SqlArchive(webStore), ZoneOffset.UTC, _ -> ""),
                                folder.resolve("none")),
                        clock);
        web.start();
        var bridge = new SseBridge(bus, journal, Prefix.STANDARD, webHealth);
        webSide.watch("bridge", bridge::run);
    }

    @AfterEach
    void close() throws IOException {
        web.close();
        intakeSide.close();
        webSide.close();
        intakeStore.close();
        webStore.close();
    }

    private String url() {
        return "http://127.0.0.1:" + web.address().getPort();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(url() + path)).build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private void say(String topic, String payload) {
        bus.say(topic, payload.getBytes(StandardCharsets.UTF_8), false);
    }

    @Test
    void a_summary_wakes_an_open_stream() {
        startIntake();
        Await.until("bridge", SOON, () -> bus.filters().contains(PUBLISHED));
        try (var viewer = Viewer.open(url(), "")) {
            for (int n = 1; n <= 3; n++) {
                say("vigilar/sensor/hall/motion", "{\"n\":" + n + "}");
                viewer.awaitEventsOf("hall", n, ONLY_BY_THE_BRIDGE);
            }
        }
    }

    @Test
    void without_the_bus_the_page_is_served_and_readyz_names_the_bridge() throws Exception {
        bus.goAway("connection refused: the broker is not there");
        Await.until("named", SOON, () -> get("/readyz").body().contains("connection refused"));
        assertThat(get("/readyz").statusCode()).isEqualTo(503);
        assertThat(get("/readyz").body()).contains("bridge");
        assertThat(get("/").statusCode()).isEqualTo(200);
        bus.comeBack();
        Await.until("bridge is up", SOON, () -> bus.connected().contains("bridge"));
        Await.until("no longer named", SOON, () -> !get("/readyz").body().contains("refused"));
    }

    @Test
    void an_unclassified_topic_leaves_no_row_and_no_publication() {
        startIntake();
        say("vigilar/kettle/kitchen/boils", "{}");
        say("vigilar/sensor/hall/motion", "{}");
        Await.until("the known one is published", SOON, () -> publications() == 1);
        assertThat(new SqlArchive(webStore).known().sources())
                .extracting(Object::toString)
                .containsExactly("hall");
    }

    private long publications() {
        return bus.published().stream().filter(said -> said.topic().equals(PUBLISHED)).count();
    }
}
