package vigilar.intake;

import io.micrometer.core.instrument.MeterRegistry;

import org.jspecify.annotations.Nullable;

import vigilar.bus.Bus;
import vigilar.bus.ClientPlan;
import vigilar.journal.EventJournal;
import vigilar.storage.Database;
import vigilar.storage.StorageException;
import vigilar.supervisor.Health;

import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/// The house's ear: takes what devices say from the broker, and lets the broker forget it once it
/// is durable. One loop, for the supervisor.
public final class Intake {
    /// The part's name on the health board.
    public static final String PART = "intake";

    /// 65,535, the most there is. Mosquitto 2.0 sends a session all it kept at once, whatever we
    /// ask for, and a client that gets more than it asked for hangs up: after an outage with a
    /// longer queue than this bound it would do so for ever. How many bytes of them wait unread is
    /// the bus's to bound: its network thread reads no further then.
    private static final int RECEIVE_MAXIMUM = 65_535;

    private final Bus bus;
    private final EventJournal journal;
    private final Database database;
    private final IntakeSettings settings;
    private final Health health;
    private final InstantSource clock;
    private final IntakeMeters meters;
    private final Moves moves;
    private final AtomicReference<Line.@Nullable Gap> gap = new AtomicReference<>();

    public Intake(
            Bus bus,
            EventJournal journal,
            Database database,
            IntakeSettings settings,
            Health health,
            InstantSource clock,
            MeterRegistry meters,
            Moves moves) {
        this.bus = bus;
        this.journal = journal;
        this.database = database;
        this.settings = settings;
        this.health = health;
        this.clock = clock;
        this.moves = moves;
        this.meters = new IntakeMeters(meters);
    }

    /// How the sessions begin that brokers keep for the house with this store.
    ///
    /// @throws java.util.concurrent.CompletionException when the store cannot be written
    public static String sessionsOf(Database database) {
        return houseOf(database) + "-";
    }

    /// A name that no other house on a broker has, and that stays: letters, digits and `-`.
    ///
    /// @throws java.util.concurrent.CompletionException when the store cannot be written
    public static String houseOf(Database database) {
        return "vigilar-" + database.write(IntakeStore::installation).join();
    }

    /// Listens until interrupted. Loads what it must know, connects, and from then on commits and
    /// acknowledges; on interruption it finishes the commit under way, and what it has not
    /// committed stays with the broker.
    ///
    /// @throws StorageException when something could not be stored: nothing of it is acknowledged,
    ///   and the next run gets it again
    public void run() throws InterruptedException {
        var session = sessionsOf(database) + settings.share();
        var memory =
                Memory.load(
                        database,
                        new BusSession(session, BusSession.brokerOf(settings.broker())),
                        moves,
                        clock.instant());
        var producers = new Producers(settings, memory);
        var line = new Line(health, gap);
        var inbox =
                new Inbox(
                        clock,
                        System::nanoTime,
                        settings.broker()
                                .map(
                                        _ ->
                                                new Budget(
                                                        new Lane.Of(settings),
                                                        settings.topicRate(),
                                                        database.read(HearingStore::familiar))),
                        line.handOut());
        var plan =
                new ClientPlan(
                        PART,
                        new ClientPlan.Session.Lasting(session),
                        // Some brokers keep a queue per filter; what they deliver again then comes
                        // in another order. See docs/design/durability.md.
                        producers.filters(),
                        RECEIVE_MAXIMUM,
                        delivery -> {
                            line.delivers(delivery.connection());
                            inbox.receive(delivery);
                        },
                        line);
        var client = bus.client(plan);
        var rounds =
                new Rounds(
                        journal,
                        database,
                        producers,
                        memory,
                        line,
                        new Settlement(client::caughtUp),
                        clock,
                        meters);
        try (client) {
            client.start();
            while (true) {
                rounds.round(inbox.take(Rounds.LOOK));
            }
        } catch (InterruptedException stop) {
            // The client is closed by now, in order: its acknowledgements are out.
            rounds.stopped();
            throw stop;
        } finally {
            line.close();
            inbox.close();
        }
    }

    /// Waiting for the writer.
    static final class Waiting {
        private Waiting() {}

        /// The result, once durable. An interruption does not cut the wait short (the commit
        /// happens anyway, and a message that is durable shall be acknowledged); it is kept for
        /// later.
        static <T> T done(CompletableFuture<T> writing) {
            try {
                return writing.join(); // join does not answer to interruption, and keeps it
            } catch (java.util.concurrent.CompletionException failed) {
                throw failed.getCause() instanceof StorageException why
                        ? why
                        : new StorageException("a commit of intake failed", failed);
            }
        }
    }
}
