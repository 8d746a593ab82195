package vigilar.keypad;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import vigilar.access.AlarmPins;
import vigilar.arming.PanelDesk;
import vigilar.arming.PanelKeeper;
import vigilar.arming.PanelOutcome;
import vigilar.arming.PanelRequest;
import vigilar.arming.SilentAlerts;
import vigilar.bus.Bus;
import vigilar.bus.BusClient;
import vigilar.bus.ClientPlan;
import vigilar.bus.Delivery;
import vigilar.bus.Link;
import vigilar.bus.Publication;
import vigilar.storage.Database;
import vigilar.storage.Invariant;
import vigilar.storage.StorageException;
import vigilar.supervisor.Failures;
import vigilar.supervisor.Health;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Where keypads ask the panel by MQTT: takes each request, looks at its PIN at once, passes on who
/// asks for what, and says what became of it. In the process that runs the panel. One loop, for the
/// supervisor.
///
/// The broker keeps nothing for us while we are away: a request holds for ten seconds, and of what
/// waited in a broker nobody knows how old it is. A keypad that heard no answer says its request
/// again under the same id.
public final class ArmRequests {
    /// What holds in the tables of this room: an answer that is waited for under a number that the
    /// panel has not given yet would be somebody else's.
    public static final List<Invariant> RULES =
            List.of(
                    Invariant.of(
                            "a keypad waits for an answer to what was never asked",
                            """
                            SELECT 'request ' || number FROM keypad_request
                            WHERE asked > coalesce((SELECT seq FROM sqlite_sequence
                                WHERE name = 'panel_request'), 0)\
                            """));

    /// The part's name on the health board.
    public static final String PART = "arm requests";

    /// 16 unacknowledged: a house has a handful of keypads, and one asks again and again only when
    /// it is broken or wicked.
    private static final int RECEIVE_MAXIMUM = 16;

    /// 20 ms while the panel has not answered yet, which takes it some milliseconds.
    private static final Duration SOON = Duration.ofMillis(20);

    /// 5 s for the broker to take an answer, and 1 s until it is tried again.
    private static final Duration BROKER_PATIENCE = Duration.ofSeconds(5);

    private static final Duration AGAIN = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(ArmRequests.class);

    private final Bus bus;
    private final PanelTopics topics;
    private final PanelDesk desk;
    private final KeypadStore store;
    private final PinCheck check;
    private final BesideThePanel beside;
    private final Refusals refusals;
    private final InstantSource clock;

    /// Where a message that is refused is told to people.
    @FunctionalInterface
    public interface Refusals {
        /// @param why quotes nothing of the message
        void refused(String topic, String why);
    }

    /// @param pins empty in an open house
    /// @param seat of this process among those that may run the panel
    public ArmRequests(
            Bus bus,
            PanelTopics topics,
            Database database,
            PanelDesk desk,
            Optional<AlarmPins> pins,
            PanelKeeper.Seat seat,
            Refusals refusals,
            Health health,
            InstantSource clock) {
        this.bus = bus;
        this.topics = topics;
        this.desk = desk;
        this.store = new KeypadStore(database);
        this.check = new PinCheck(pins, new SilentAlerts(database), clock);
        this.beside = new BesideThePanel(PART, desk, seat, health);
        this.refusals = refusals;
        this.clock = clock;
    }

    /// Listens until interrupted, as long as the panel runs here.
    ///
    /// @throws StorageException when something could not be stored: nothing of it is acknowledged
    public void run() throws InterruptedException {
        beside.work(() -> new Turn().serve());
    }

    /// A message and when it reached us, on the monotonic clock.
    private record Arrived(Delivery delivery, long nanos) {
        Duration age() {
            return Duration.ofNanos(System.nanoTime() - nanos);
        }
    }

    /// From taking the panel to losing it.
    private final class Turn implements ClientPlan.LinkWatcher {
        private final BlockingQueue<Arrived> inbox = new LinkedBlockingQueue<>(RECEIVE_MAXIMUM * 4);
        private final List<Waiting> waiting = new ArrayList<>();
        private boolean unsaid = true; // a former life may have left some
        private long sayFromNanos = System.nanoTime();
        private volatile boolean closed;

        /// A request that the panel has not answered yet.
        private record Waiting(
                long number,
                Optional<RequestId> id,
                long passed,
                Optional<PanelRequest> request,
                long untilNanos) {}

        void serve() throws InterruptedException {
            var plan =
                    new ClientPlan(
                                    "arm-requests",
                                    new ClientPlan.Session.Passing(),
                                    List.of(topics.request()),
                                    RECEIVE_MAXIMUM,
                                    it -> inbox.put(new Arrived(it, System.nanoTime())),
                                    this)
                            .seeingRetain();
            for (var one : store.open()) {
                takeUp(one);
            }
            try (var client = bus.client(plan)) {
                client.start();
                while (beside.isOurs()) {
                    var patience = waiting.isEmpty() ? BesideThePanel.LOOK : SOON;
                    var next = inbox.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
                    if (next != null && beside.isOurs()) {
                        handle(next);
                        next.delivery().acknowledge(); // it is refused, or with the panel
                    }
                    waiting.removeIf(this::isSettled);
                    say(client);
                }
            } finally {
                closed = true;
            }
        }

        private void takeUp(KeypadStore.Open one) {
            if (one.passed() == 0) {
                answer(one.number(), one.id(), Answer.INTERRUPTED);
            } else {
                await(one.number(), one.id(), one.passed(), desk.passed(one.passed()));
            }
        }

        private void await(
                long number, Optional<RequestId> id, long passed, Optional<PanelRequest> request) {
            var until = System.nanoTime() + PanelDesk.PATIENCE.toNanos();
            waiting.add(new Waiting(number, id, passed, request, until));
        }

        private void handle(Arrived arrived) {
            var delivery = arrived.delivery();
            if (delivery.payload().length == 0) {
                return; // somebody clears what the broker keeps
            }
            var read = ArmRequest.read(delivery.payload());
            var id =
                    switch (read) {
                        case ArmRequest.Read.Understood(var request) -> request.id();
                        case ArmRequest.Read.Nonsense(_, var named) -> named;
                    };
            if (delivery.retained()) {
                tellRetained();
            }
            var claim = store.claim(id, clock.instant());
            if (!claim.fresh()) {
                if (!delivery.retained()) {
                    cameBefore(claim, id);
                }
                return;
            }
            if (delivery.retained()) {
                answer(claim.number(), id, Answer.RETAINED);
                return;
            }
            switch (read) {
                case ArmRequest.Read.Nonsense(var why, _) -> {
                    refusals.refused(topics.request(), why);
                    answer(claim.number(), id, Answer.notUnderstood(why));
                }
                case ArmRequest.Read.Understood(var request) ->
                        decide(claim.number(), request, arrived);
            }
        }

        /// Who heard nothing says it again and is answered again. A keypad that counts anew after a
        /// power cut does not: it would take what became of another wish for the answer to its own.
        private void cameBefore(KeypadStore.Claim claim, Optional<RequestId> id) {
            if (claim.worn()) {
                var unnamed = store.claim(Optional.empty(), clock.instant());
                refusals.refused(topics.request(), Answer.WORN.message());
                answer(unnamed.number(), id, Answer.WORN);
                return;
            }
            store.sayAgain(claim.number(), clock.instant());
            unsaid = true;
        }

        /// At each start, until somebody clears it.
        private void tellRetained() {
            var why =
                    "a command that the broker kept is never obeyed, and comes again at each start."
                            + " Clear it: mosquitto_pub -h BROKER -r -n -t "
                            + topics.request();
            LOG.warn("{}", why);
            refusals.refused(topics.request(), why);
        }

        private void decide(long number, ArmRequest request, Arrived arrived) {
            var age = age(request, arrived);
            var standing = desk.standing();
            if (age.compareTo(PanelKeeper.REQUESTS_HOLD) > 0) {
                refusals.refused(
                        topics.request(),
                        "a request of %d s ago is not obeyed: it holds for %d"
                                .formatted(age.toSeconds(), PanelKeeper.REQUESTS_HOLD.toSeconds()));
                answer(number, request.id(), Answer.expired(age));
            } else if (standing.isEmpty()) {
                answer(number, request.id(), Answer.NO_ANSWER);
            } else {
                switch (check.judge(request, standing.get())) {
                    case PinCheck.Verdict.Answered(var answer) ->
                            answer(number, request.id(), answer);
                    case PinCheck.Verdict.May(var asked) -> {
                        long passed =
                                desk.pass(
                                        asked, (rows, it) -> KeypadStore.passed(rows, number, it));
                        await(number, request.id(), passed, Optional.of(asked));
                    }
                }
            }
        }

        /// How old it is as far as we can tell: since it reached us, and by its own time, if it
        /// says one. A clock that is ahead says nothing.
        private Duration age(ArmRequest request, Arrived arrived) {
            var since = arrived.age();
            return request.said()
                    .map(said -> Duration.between(said, clock.instant()))
                    .filter(own -> own.compareTo(since) > 0)
                    .orElse(since);
        }

        private boolean isSettled(Waiting one) {
            var outcome = desk.outcome(one.passed());
            if (outcome.isEmpty() && System.nanoTime() < one.untilNanos()) {
                return false;
            }
            if (outcome.filter(PanelOutcome::done).isEmpty()) {
                one.request().ifPresent(check::notDone);
            }
            answer(
                    one.number(),
                    one.id(),
                    outcome.map(it -> inWords(it, one.passed())).orElse(Answer.NO_ANSWER));
            return true;
        }

        private Answer inWords(PanelOutcome outcome, long passed) {
            boolean arms =
                    desk.passed(passed).filter(PanelRequest.Arm.class::isInstance).isPresent();
            return arms ? Answer.armed(outcome, desk.notices()) : Answer.of(outcome);
        }

        private void answer(long number, Optional<RequestId> id, Answer answer) {
            var state = desk.standing().map(it -> it.state().name()).orElse("");
            store.answer(number, answer.json(id, state));
            unsaid = true;
        }

        /// Says what was answered; what the broker does not take is said again, as long as somebody
        /// may wait for it.
        private void say(BusClient client) throws InterruptedException {
            if (!unsaid
                    || !(client.link() instanceof Link.Up)
                    || System.nanoTime() < sayFromNanos) {
                return;
            }
            for (var one : store.unsaid(clock.instant())) {
                try {
                    client.publish(
                                    new Publication(
                                            topics.outcome(),
                                            one.answer().getBytes(StandardCharsets.UTF_8),
                                            false))
                            .get(BROKER_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
                } catch (ExecutionException | TimeoutException refused) {
                    LOG.warn("an answer was not taken: {}", Failures.inWords(refused));
                    sayFromNanos = System.nanoTime() + AGAIN.toNanos();
                    return;
                }
                store.said(one.number());
            }
            unsaid = false;
        }

        @Override
        public void changed(Link link) {
            if (!closed) {
                beside.tell(link);
            }
        }
    }
}
