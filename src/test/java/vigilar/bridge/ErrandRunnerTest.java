package vigilar.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import vigilar.bus.Bus;
import vigilar.bus.BusClient;
import vigilar.bus.BusException;
import vigilar.bus.ClientPlan;
import vigilar.bus.FakeBus;
import vigilar.bus.Link;
import vigilar.bus.Prefix;
import vigilar.bus.Publication;
import vigilar.frontdoor.Await;
import vigilar.journal.SqlJournal;
import vigilar.rules.Errands;
import vigilar.storage.ReadyStore;
import vigilar.storage.SqliteDatabase;
import vigilar.supervisor.Health;
import vigilar.supervisor.PartState;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// What rules want said, on a bus that does not always take it.
class ErrandRunnerTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir Path folder;
    private final FakeBus broker = new FakeBus(Clock.systemUTC());
    private final Health health = new Health(Clock.systemUTC());
    private volatile String forbidden = "";
    private SqliteDatabase database;
    private Thread running = Thread.ofVirtual().unstarted(() -> {});

    @BeforeEach
    void open() {
        database = ReadyStore.open(folder);
    }

    @AfterEach
    void close() throws InterruptedException {
        running.interrupt();
        running.join();
        database.close();
    }

    private void start() {
        var errands =
                new Errands(
                        SqlJournal.open(database),
                        database,
                        _ -> Optional.empty(),
                        Clock.systemUTC());
        var runner = new ErrandRunner(new Strict(), Prefix.STANDARD, errands, health);
        running =
                Thread.startVirtualThread(
                        () -> {
                            try {
                                runner.run();
                            } catch (InterruptedException _) {
                                Thread.currentThread().interrupt();
                            }
                        });
    }

    /// Somebody wants that said, below the prefix of the house or not.
    private void wants(String topic, boolean below) {
        database.write(
                        rows ->
                                rows.execute(
                                        "INSERT INTO errand (rule, topic, below, payload, retained,"
                                                + " due_ms, until_ms, siren, begun_ms) VALUES"
                                                + " ('r', ?, ?, 'x', 0, 0, ?, '', 0)",
                                        topic,
                                        below,
                                        Long.MAX_VALUE))
                .join();
    }

    private List<String> said() {
        return broker.published().stream().map(Publication::topic).toList();
    }

    private int waiting() {
        return database.read(
                rows -> rows.createQuery("SELECT count(*) FROM errand").mapTo(Integer.class).one());
    }

    @Test
    void what_rules_want_said_is_said_in_their_order_and_then_forgotten() {
        wants("light/a", false);
        wants("system/alert", true);
        start();
        Await.until("said", SOON, () -> waiting() == 0);
        assertThat(said()).containsExactly("light/a", "vigilar/system/alert");
    }

    @Test
    void a_topic_on_which_the_house_may_not_speak_holds_up_no_other_and_health_names_it() {
        forbidden = "siren/set";
        wants("siren/set", false);
        wants("light/a", false);
        wants("siren/set", false);
        start();
        Await.until("the other is said", SOON, () -> said().contains("light/a"));
        Await.until(
                "health",
                SOON,
                () ->
                        health.parts().get(ErrandRunner.PART) instanceof PartState.Down down
                                && down.why().startsWith("siren/set: "));
        assertThat(waiting()).isEqualTo(2);
        forbidden = "";
        Await.until("all is said", SOON, () -> waiting() == 0);
        Await.until(
                "well again",
                SOON,
                () -> health.parts().get(ErrandRunner.PART) instanceof PartState.Up);
    }

    @Test
    void what_could_not_be_said_while_the_broker_was_away_is_said_when_it_is_back() {
        broker.goAway("a power cut");
        wants("light/a", false);
        start();
        Await.until(
                "health",
                SOON,
                () -> health.parts().get(ErrandRunner.PART) instanceof PartState.Down);
        assertThat(said()).isEmpty();
        broker.comeBack();
        Await.until("said", SOON, () -> said().equals(List.of("light/a")));
    }

    /// Refuses what is forbidden, as a broker with access rules does.
    private final class Strict implements Bus {
        @Override
        public BusClient client(ClientPlan plan) {
            var inner = broker.client(plan);
            return new BusClient() {
                @Override
                public void start() {
                    inner.start();
                }

                @Override
                public CompletableFuture<Void> publish(Publication publication) {
                    return publication.topic().equals(forbidden)
                            ? CompletableFuture.failedFuture(new BusException("Not authorized"))
                            : inner.publish(publication);
                }

                @Override
                public CompletableFuture<Void> caughtUp(long connection) {
                    return inner.caughtUp(connection);
                }

                @Override
                public Link link() {
                    return inner.link();
                }

                @Override
                public void close() {
                    inner.close();
                }
            };
        }
    }
}
