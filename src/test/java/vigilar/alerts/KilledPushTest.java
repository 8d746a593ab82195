package vigilar.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import vigilar.event.Severity;
import vigilar.frontdoor.Await;
import vigilar.frontdoor.Device;
import vigilar.frontdoor.HouseProcess;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;

/// The process that stores events and sends what they owe is killed between the two, again and
/// again: each event reaches the push service, and all copies of it travel under one key.
class KilledPushTest {
    /// 50 deaths between the event and its sending, and 10 more at the moments after that.
    private static final int ROUNDS = 60;

    private static final int BEFORE_SENDING = 50;
    private static final Duration SOON = Duration.ofSeconds(30);

    /// 40 ms: what lies between the commit and the answer of a push service on this machine.
    private static final int MOST_MILLIS = 40;

    @TempDir Path folder;
    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private final Random moment = new Random(7); // the moment varies enough by itself
    private final Map<Long, Set<String>> keys = new TreeMap<>();
    private int copies;
    private PushedPhone phone;
    private HouseProcess broker;
    private @Nullable Device device;
    private Connection store;

    /// When the kill comes.
    private enum Moment {
        /// The event is stored, and not a byte of it can have reached the push service.
        STORED,
        /// The push service has it and has not answered: nobody has noted that it went out.
        SENT,
        /// Anything between.
        ANY
    }

    @BeforeEach
    void begin() throws Exception {
        phone = run(new PushedPhone(folder));
        phone.subscribe(data(), Severity.INFO);
        broker = run(HouseProcess.start(folder, "run", "--config", config(0), "--roles", "broker"));
        store = run(DriverManager.getConnection("jdbc:sqlite:" + data().resolve("vigilar.db")));
    }

    @AfterEach
    void end() throws Exception {
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

    private String config(int port) {
        var text =
                """
                open = true
                data = "%s"
                http = "127.0.0.1:0"
                mqtt = "127.0.0.1:%d"
                %s\
                """
                        .formatted(data(), port, PushedPhone.config());
        try {
            return Files.writeString(folder.resolve("at-" + port + ".toml"), text).toString();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private HouseProcess intake() {
        var process =
                HouseProcess.start(
                        folder,
                        phone.trustOptions(),
                        "run",
                        "--config",
                        config(port()),
                        "--roles",
                        "intake");
        process.awaitReady();
        return process;
    }

    private void settled() {
        Await.until("what was owed is out", SOON, this::nothingIsOwed);
        collect();
    }

    private int port() {
        return broker.mqttPort().orElseThrow();
    }

    private Set<Long> stored() throws SQLException {
        return numbers("SELECT id FROM event");
    }

    private Set<Long> ofTheHall() throws SQLException {
        return numbers(
                "SELECT event.id FROM event JOIN strand ON strand.id = strand WHERE source ="
                        + " 'hall'");
    }

    private Set<Long> numbers(String query) throws SQLException {
        try (var sql = store.createStatement();
                var rows = sql.executeQuery(query)) {
            var numbers = new TreeSet<Long>();
            while (rows.next()) {
                numbers.add(rows.getLong(1));
            }
            return numbers;
        }
    }

    private boolean nothingIsOwed() throws SQLException {
        return numbers("SELECT event_id FROM push_job").isEmpty();
    }

    /// Notes what has reached the push service until now.
    private void collect() {
        for (var told = phone.poll(); told.isPresent(); told = phone.poll()) {
            var text = told.get().text();
            assertThat(text.path("tag").asString()).isEqualTo(told.get().topic());
            keys.computeIfAbsent(text.path("id").asLong(), _ -> new HashSet<>())
                    .add(told.get().topic());
            copies++;
        }
    }

    @Test
    void killed_between_an_event_and_its_notification_each_goes_out_under_one_key()
            throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            var kind =
                    round < BEFORE_SENDING
                            ? Moment.STORED
                            : round % 2 == 0 ? Moment.SENT : Moment.ANY;
            try (var house = intake()) {
                settled();
                assertThat(keys.keySet()).as("round %d", round).isEqualTo(stored());
                killedIn(house, kind, round + 1);
            }
        }
        try (var house = intake()) {
            settled();
            assertThat(keys.keySet()).isEqualTo(stored());
            assertThat(ofTheHall()).hasSize(ROUNDS);
            assertThat(keys.values()).allSatisfy(its -> assertThat(its).hasSize(1));
            assertThat(new HashSet<>(keys.values()))
                    .as("no two share a key")
                    .hasSameSizeAs(keys.values());
            assertThat(copies).as("some went out twice").isGreaterThan(keys.size());
            assertThat(house.stop()).isZero();
        }
    }

    private void killedIn(HouseProcess house, Moment kind, int events) throws Exception {
        switch (kind) {
            case STORED -> phone.place().keepOut();
            case SENT -> phone.place().answersAlways(Optional.of(PushPlace.HANG));
            case ANY -> phone.place().answersAlways(Optional.empty());
        }
        if (device == null) { // nobody is let in before intake has subscribed once
            device = run(Device.on(port()));
        }
        device.says("vigilar/sensor/hall/motion", "{\"n\":" + events + "}");
        Await.until("it is stored", SOON, () -> ofTheHall().size() == events);
        if (kind == Moment.SENT) {
            Await.until("it is sent", SOON, () -> !phone.place().received.isEmpty());
        } else {
            LockSupport.parkNanos(Duration.ofMillis(moment.nextInt(MOST_MILLIS)).toNanos());
        }
        house.kill();
        if (kind == Moment.STORED) {
            assertThat(phone.place().received).as("nothing had got out").isEmpty();
        }
        phone.place().answersAlways(Optional.empty());
        phone.place().letIn();
    }
}
