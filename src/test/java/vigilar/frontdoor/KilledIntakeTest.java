package vigilar.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/// The process that stores what devices say is killed at the worst moments: nothing that the broker
/// took is lost, and nothing is there twice.
class KilledIntakeTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String BELL = "vigilar/sensor/bell/vibration";
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir Path folder;
    private final Deque<AutoCloseable> running = new ArrayDeque<>();

    enum Broker {
        OURS("--mqtt", "127.0.0.1:"),
        MOSQUITTO("--bus", "mqtt://127.0.0.1:");

        private final String option;
        private final String address;

        Broker(String option, String address) {
            this.option = option;
            this.address = address;
        }
    }

    @AfterEach
    void stop() throws Exception {
        while (!running.isEmpty()) {
            running.pop().close();
        }
    }

    private <T extends AutoCloseable> T run(T what) {
        running.push(what);
        return what;
    }

    private Path data() {
        return folder.resolve("data");
    }

    private int start(Broker kind) {
        return switch (kind) {
            case MOSQUITTO -> run(Mosquitto.started(folder)).port();
            case OURS -> role("broker", kind, 0).mqttPort().orElseThrow();
        };
    }

    private HouseProcess role(String roles, Broker kind, int port) {
        var process =
                run(
                        HouseProcess.start(
                                folder,
                                "run",
                                "--open",
                                "--data",
                                data().toString(),
                                "--http",
                                "127.0.0.1:0",
                                kind.option,
                                kind.address + port,
                                "--roles",
                                roles));
        process.awaitReady();
        return process;
    }

    private Connection store() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + data().resolve("vigilar.db"));
    }

    private static void openAndCloseTheFrontDoor25Times(Device door) {
        for (int n = 0; n < 25; n++) {
            door.says("vigilar/sensor/front/contact_open", "{}");
            door.says("vigilar/sensor/front/contact_closed", "{}");
        }
    }

    private static List<String> fiftyInOrder() {
        return IntStream.range(0, 50)
                .mapToObj(n -> n % 2 == 0 ? "CONTACT_OPEN" : "CONTACT_CLOSED")
                .toList();
    }

    private static List<String> types(List<JsonNode> events) {
        return events.stream().map(event -> event.get("type").asString()).toList();
    }

    /// The events of a source as the archive has them, oldest first.
    private static List<JsonNode> stored(HouseProcess web, String source) {
        var all = new ArrayList<JsonNode>();
        var after = "0";
        while (true) {
            var page =
                    JSON.readTree(
                            web.get("/api/events?limit=500&source=" + source + "&after=" + after));
            page.get("events").forEach(all::add);
            if (!page.get("more").asBoolean()) {
                return all;
            }
            after = page.get("next").asString();
        }
    }

    private static void awaitBell(HouseProcess web, int rings) {
        Await.until("the bell", SOON, () -> stored(web, "bell").size() == rings);
    }

    @ParameterizedTest
    @EnumSource
    void killed_between_commit_and_acknowledgement_fifty_messages_are_fifty_rows(Broker kind)
            throws SQLException {
        var broker = start(kind);
        var tap = run(Tap.before(broker));
        var intake = role("intake", kind, tap.port());
        tap.afterAcknowledgements(1, intake::kill);
        var device = run(Device.on(broker));
        try (var store = store();
                var sql = store.createStatement()) {
            // The bell's commit waits for us; so the fifty wait behind it for one of their own.
            sql.execute("BEGIN IMMEDIATE");
            device.says(BELL, "{}");
            Await.until("the bell rings", SOON, () -> tap.delivered() == 1);
            openAndCloseTheFrontDoor25Times(device);
            Await.until("all are on their way", SOON, () -> tap.delivered() == 51);
            sql.execute("ROLLBACK");
            assertThat(intake.exitCode()).isNotZero(); // killed at the second acknowledgement
            try (var rows =
                    sql.executeQuery(
                            "SELECT count(*) FROM event JOIN strand ON strand.id = strand"
                                    + " WHERE source = 'front'")) {
                assertThat(rows.getInt(1)).as("stored before the kill").isPositive();
            }
        }
        var again = role("intake,web", kind, broker);
        device.says(BELL, "{}");
        awaitBell(again, 2);
        assertThat(types(stored(again, "front"))).isEqualTo(fiftyInOrder());
    }

    /// The broker has heard of some of what was committed: it repeats only the rest.
    @ParameterizedTest
    @EnumSource
    void killed_in_the_middle_of_acknowledging_fifty_messages_are_fifty_rows(Broker kind)
            throws SQLException {
        var broker = start(kind);
        var tap = run(Tap.before(broker));
        var intake = role("intake", kind, tap.port());
        tap.afterAcknowledgements(21, intake::kill);
        var device = run(Device.on(broker));
        try (var store = store();
                var sql = store.createStatement()) {
            sql.execute("BEGIN IMMEDIATE");
            device.says(BELL, "{}");
            Await.until("the bell rings", SOON, () -> tap.delivered() == 1);
            openAndCloseTheFrontDoor25Times(device);
            Await.until("all are on their way", SOON, () -> tap.delivered() == 51);
            sql.execute("ROLLBACK");
            assertThat(intake.exitCode()).isNotZero(); // killed when it had acknowledged 20 of 50
        }
        var again = role("intake,web", kind, broker);
        device.says(BELL, "{}");
        awaitBell(again, 2);
        assertThat(types(stored(again, "front"))).isEqualTo(fiftyInOrder());
    }

    @ParameterizedTest
    @EnumSource
    void killed_before_the_commit_nothing_is_lost(Broker kind) throws SQLException {
        var broker = start(kind);
        var tap = run(Tap.before(broker));
        var intake = role("intake", kind, tap.port());
        var device = run(Device.on(broker));
        try (var store = store();
                var sql = store.createStatement()) {
            sql.execute("BEGIN IMMEDIATE");
            openAndCloseTheFrontDoor25Times(device);
            Await.until("all are on their way", SOON, () -> tap.delivered() == 50);
            intake.kill();
            sql.execute("ROLLBACK");
        }
        var again = role("intake,web", kind, broker);
        device.says(BELL, "{}");
        awaitBell(again, 1);
        assertThat(types(stored(again, "front"))).isEqualTo(fiftyInOrder());
    }

    @ParameterizedTest
    @EnumSource
    void killed_at_any_moment_under_load_everything_acknowledged_is_stored_once(Broker kind) {
        var broker = start(kind);
        var web = role("web", kind, broker);
        var intake = role("intake", kind, broker);
        var viewer = run(Viewer.open(web.http(), ""));
        var device = run(Device.on(broker));
        var load = new Load(device);
        var said = CompletableFuture.supplyAsync(load::run);
        var moment = new Random(1); // the moment varies enough by itself
        for (int round = 0; round < 3; round++) {
            LockSupport.parkNanos(Duration.ofMillis(100 + moment.nextInt(700)).toNanos());
            intake.kill();
            intake = role("intake", kind, broker);
        }
        load.enough = true;
        var expected = IntStream.range(0, said.join()).boxed().toList();
        device.says(BELL, "{}");
        awaitBell(web, 1);
        // Once each is what is promised here; their order is the broker's.
        assertThat(numbers(stored(web, "hall"))).containsExactlyInAnyOrderElementsOf(expected);
        viewer.awaitEventsOf("hall", expected.size(), SOON);
        assertThat(viewer.events())
                .extracting(event -> event.get("id").asLong())
                .isSorted()
                .doesNotHaveDuplicates();
    }

    private static List<Integer> numbers(List<JsonNode> events) {
        return events.stream().map(event -> event.get("payload").get("n").asInt()).toList();
    }

    /// 200 messages a second, each with a number and the time of the device.
    private static final class Load {
        private static final long PAUSE = 1_000_000_000L / 200;

        private final Device device;
        private volatile boolean enough;

        Load(Device device) {
            this.device = device;
        }

        /// How many the broker acknowledged.
        int run() {
            int n = 0;
            for (var next = System.nanoTime(); !enough; next += PAUSE) {
                LockSupport.parkNanos(next - System.nanoTime());
                device.says(
                        "vigilar/sensor/hall/motion",
                        "{\"n\":" + n++ + ",\"ts\":" + System.currentTimeMillis() + "}");
            }
            return n;
        }
    }

    @Test
    void the_same_message_with_its_own_time_said_again_and_again_is_one_row() {
        var house = run(HouseProcess.wholeHouse(folder, data()));
        var device = run(Device.on(house.mqttPort().orElseThrow()));
        for (int n = 0; n < 20; n++) {
            device.says("vigilar/sensor/bed/sos", "{\"ts\":1763900000000}");
            device.says("vigilar/sensor/bed/sos", "{\"ts\":" + (1763900000001L + n) + "}");
        }
        device.says(BELL, "{}");
        awaitBell(house, 1);
        assertThat(stored(house, "bed")).hasSize(21);
    }
}
