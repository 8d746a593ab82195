package vigilar.intake;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import vigilar.bus.Delivery;
import vigilar.bus.Link;
import vigilar.bus.Prefix;
import vigilar.event.EventId;
import vigilar.journal.SqlJournal;
import vigilar.storage.ReadyStore;
import vigilar.storage.SqliteDatabase;
import vigilar.supervisor.Health;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// What was passed over in a flood comes again after a kill: the broker never heard that we were
/// done with it.
class RedeliveryOfFloodsTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final String DOOR = "zigbee2mqtt/door";

    @TempDir Path folder;
    private final List<Integer> acknowledged = new ArrayList<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private SqliteDatabase database;
    private SqlJournal journal;

    @BeforeEach
    void open() {
        database = ReadyStore.open(folder);
        journal = SqlJournal.open(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private record Said(
            String topic, String text, int packet, boolean again, List<Integer> acknowledged)
            implements Delivery {
        @Override
        public byte[] payload() {
            return text.getBytes(UTF_8);
        }

        @Override
        public boolean retained() {
            return false;
        }

        @Override
        public long connection() {
            return 1;
        }

        @Override
        public boolean resumed() {
            return true;
        }

        @Override
        public Optional<String> receipt() {
            return Optional.empty();
        }

        @Override
        public void acknowledge() {
            acknowledged.add(packet);
        }
    }

    /// A run of intake; the one before was killed, and the broker heard none of what it
    /// acknowledged.
    private Rounds run() {
        var health = new Health(Clock.systemUTC());
        var line = new Line(health, new AtomicReference<Line.@Nullable Gap>());
        line.changed(new Link.Up(NOON, true));
        line.delivers(1);
        var memory = Memory.load(database, new BusSession("session", "mqtt"), Moves.NONE, NOON);
        return new Rounds(
                journal,
                database,
                new Producers(IntakeSettings.whole(Prefix.STANDARD), memory),
                memory,
                line,
                Clock.systemUTC(),
                new IntakeMeters(meters));
    }

    private Inbox.Received one(String text, int packet, boolean again, boolean surplus) {
        var said = new Said(DOOR, text, packet, again, acknowledged);
        var room =
                surplus
                        ? Optional.of(new Budget.Surplus(Lane.SECURITY, false))
                        : Optional.<Budget.Surplus>empty();
        return new Inbox.Received(said, NOON, System.nanoTime(), room);
    }

    private static String contact(boolean closed, int linkquality) {
        return "{\"contact\":%s,\"linkquality\":%d}".formatted(closed, linkquality);
    }

    /// The door opens, and then says twenty times that it is closed.
    private List<Inbox.Received> flood(boolean again) {
        var flood = new ArrayList<Inbox.Received>();
        flood.add(one(contact(false, 1), 2, again, !again));
        for (int i = 0; i < 20; i++) {
            flood.add(one(contact(true, i), 3 + i, again, !again));
        }
        return flood;
    }

    private List<String> stored() {
        return journal.after(EventId.BEFORE_ALL, 100).stream()
                .map(entry -> entry.event().type().name())
                .filter(type -> type.startsWith("CONTACT"))
                .toList();
    }

    @Test
    void a_door_that_was_closed_last_is_not_open_after_a_kill_in_a_flood() {
        var killed = run();
        killed.round(List.of(one(contact(true, 200), 1, false, false)));
        killed.round(flood(false));
        assertThat(stored()).isEmpty();
        run().round(flood(true));
        assertThat(stored()).isEmpty();
    }

    @Test
    void what_was_passed_over_is_acknowledged_in_order_and_known_when_it_comes_again() {
        var killed = run();
        killed.round(flood(false));
        run().round(flood(true));
        assertThat(acknowledged).hasSize(42).startsWith(2, 3, 4, 5, 6);
        assertThat(acknowledged.subList(0, 21)).isSorted();
        assertThat(acknowledged.subList(21, 42)).isSorted();
        assertThat(meters.get("vigilar.repeated").counter().count()).isEqualTo(21);
    }

    @Test
    void an_opening_that_the_house_never_heard_of_is_told_after_a_kill() {
        var killed = run();
        killed.round(List.of(one(contact(true, 200), 1, false, false)));
        killed.round(flood(false));
        var after = new ArrayList<>(flood(true));
        after.add(one(contact(false, 7), 40, true, false));
        run().round(after);
        assertThat(stored()).containsExactly("CONTACT_OPEN");
    }
}
