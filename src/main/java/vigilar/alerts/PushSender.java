package vigilar.alerts;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import vigilar.event.Event;
import vigilar.event.EventId;
import vigilar.event.SourceId;
import vigilar.journal.EventJournal;
import vigilar.names.Nameplate;
import vigilar.storage.Database;
import vigilar.supervisor.Health;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;

/// Sends what is owed. Each subscription is served by itself, so that a push service that hangs
/// keeps nobody else waiting; after a failure its next try waits longer and longer. A job is
/// deleted after the service's answer: a crash in between sends it again, under the same topic. One
/// loop, for the supervisor.
public final class PushSender {
    /// The part's name on the health board.
    public static final String PART = "alerts";

    /// 500 ms: how soon a job that comes due is seen while nothing happens in the house.
    private static final Duration PATIENCE = Duration.ofMillis(500);

    /// 100 for one device: more after a long absence nobody reads; all are on the page.
    private static final int MOST_WAITING = 100;

    /// 3 tries in vain, 35 s: from then on somebody should know.
    private static final int TROUBLE = 3;

    private static final Logger LOG = LoggerFactory.getLogger(PushSender.class);

    private final EventJournal journal;
    private final PushStore store;
    private final Courier courier;
    private final Predicate<Event> pictured;
    private final Function<SourceId, Nameplate> called;
    private final Health health;
    private final InstantSource clock;
    private final MeterRegistry meters;
    private final AtomicInteger waiting = new AtomicInteger();

    PushSender(
            EventJournal journal,
            PushStore store,
            Courier courier,
            Predicate<Event> pictured,
            Function<SourceId, Nameplate> called,
            Health health,
            InstantSource clock,
            MeterRegistry meters) {
        this.journal = journal;
        this.store = store;
        this.courier = courier;
        this.pictured = pictured;
        this.called = called;
        this.health = health;
        this.clock = clock;
        this.meters = meters;
        Gauge.builder("vigilar.push.waiting", waiting, AtomicInteger::get)
                .description("notifications that are owed and not yet delivered")
                .register(meters);
    }

    /// The sender of a house.
    ///
    /// @param pictured whether an event has a picture, or will have one
    /// @param called what people call a device
    public static PushSender of(
            Database database,
            EventJournal journal,
            PushSettings settings,
            Predicate<Event> pictured,
            Function<SourceId, Nameplate> called,
            Health health,
            InstantSource clock,
            MeterRegistry meters) {
        return new PushSender(
                journal,
                new PushStore(database),
                PushDesk.courier(settings, clock),
                pictured,
                called,
                health,
                clock,
                meters);
    }

    /// Sends until interrupted.
    ///
    /// @throws ExecutionException when a job could not be read or stored
    public void run() throws InterruptedException, ExecutionException {
        Map<Long, Future<?>> serving = new HashMap<>();
        var hands = Executors.newVirtualThreadPerTaskExecutor();
        try {
            while (true) {
                var seen = journal.head();
                dismiss(serving);
                var owed = store.owed(clock.instant(), TROUBLE);
                for (long subscription : owed.due()) {
                    serving.computeIfAbsent(subscription, it -> hire(hands, it));
                }
                tellHealth(owed);
                if (!journal.awaitBeyond(seen, PATIENCE)) {
                    journal.refresh(); // what other processes appended wakes nobody here
                }
            }
        } finally {
            hands.shutdownNow();
        }
    }

    private Future<?> hire(ExecutorService hands, long subscription) {
        return hands.submit(
                () -> {
                    serve(subscription);
                    return true;
                });
    }

    private static void dismiss(Map<Long, Future<?>> serving)
            throws InterruptedException, ExecutionException {
        for (var it = serving.values().iterator(); it.hasNext(); ) {
            var one = it.next();
            if (one.isDone()) {
                it.remove();
                one.get();
            }
        }
    }

    private void tellHealth(PushStore.Owed owed) {
        waiting.set(owed.waiting());
        owed.stuck()
                .ifPresentOrElse(
                        why -> health.down(PART, "notifications do not get through: " + why),
                        () -> health.up(PART));
    }

    /// Works off what is due for one subscription.
    private void serve(long subscription) throws InterruptedException, ExecutionException {
        int dropped = store.keepGravest(subscription, MOST_WAITING).get();
        if (dropped > 0) {
            LOG.warn(
                    "{} notifications for device {} are left out: too many wait",
                    dropped,
                    subscription);
            count("left_out", dropped);
        }
        while (!Thread.currentThread().isInterrupted()) {
            var job = store.next(subscription, clock.instant());
            if (job.isEmpty()) {
                return;
            }
            var to = store.address(subscription);
            var letter = letter(job.get());
            if (to.isEmpty()) {
                store.remove(subscription).get(); // unsubscribed meanwhile: nothing is owed
            } else if (letter.isEmpty()) {
                settle(job.get(), "left_out", "the event is no longer kept");
            } else {
                handOver(job.get(), letter.get(), to.get());
            }
        }
    }

    private Optional<Event> event(EventId id) {
        var before = new EventId(id.sequence() - 1);
        return journal.after(before, 1).stream()
                .map(entry -> entry.event())
                .filter(event -> event.id().equals(id))
                .findFirst();
    }

    private Optional<Letter> letter(Job job) {
        return job.isSilent()
                ? store.silent(-job.about()).map(it -> Letter.silent(it, journal.epoch()))
                : event(new EventId(job.about())).map(it -> letter(job, it));
    }

    private Letter letter(Job job, Event event) {
        var rule = store.ruleAlert(event);
        return job.shorter()
                ? Letter.shorter(event, rule, journal.epoch())
                : Letter.about(
                        event,
                        rule,
                        journal.epoch(),
                        pictured.test(event),
                        called.apply(Letter.device(event, rule)));
    }

    private void handOver(Job job, Letter letter, Address to)
            throws InterruptedException, ExecutionException {
        var left = letter.postage().keep().minus(Duration.between(job.queued(), clock.instant()));
        if (!left.isPositive()) {
            settle(job, "too_old", "not delivered in time");
            return;
        }
        var keep = left.compareTo(letter.postage().keep()) > 0 ? letter.postage().keep() : left;
        switch (courier.deliver(letter, keep, to)) {
            case Answer.Taken taken -> {
                store.tries.delivered(job, clock.instant(), taken.words()).get();
                count(job, "delivered");
            }
            case Answer.Gone gone -> {
                settle(job, "gone", gone.words());
                store.remove(job.subscription()).get();
                LOG.info("device {} is removed: {}", job.subscription(), gone.words());
            }
            case Answer.TooLarge large when job.shorter() -> settle(job, "refused", large.words());
            case Answer.TooLarge large -> {
                store.tries.shorten(job, clock.instant(), large.words()).get();
                count(job, "failed");
            }
            case Answer.NotAllowed not -> {
                settle(job, "not_allowed", not.words());
                LOG.warn("device {} is not told: {}", job.subscription(), not.words());
            }
            case Answer.NotNow(var words, var asked) ->
                    postpone(new TryStore.Vain(job, clock.instant(), words, asked));
        }
    }

    private void settle(Job job, String outcome, String answer)
            throws InterruptedException, ExecutionException {
        store.tries.settle(job, clock.instant(), outcome, answer).get();
        count(job, outcome);
    }

    private void postpone(TryStore.Vain vain) throws InterruptedException, ExecutionException {
        store.tries.postpone(vain).get();
        count(vain.job(), "failed");
        LOG.debug(
                "device {}: {}; next try at {}",
                vain.job().subscription(),
                vain.answer(),
                vain.next());
    }

    private void count(Job job, String outcome) {
        if (!job.isSilent()) {
            count(outcome, 1);
        }
    }

    private void count(String outcome, int how) {
        Counter.builder("vigilar.push.tries")
                .description("notifications by what came of them")
                .tag("outcome", outcome)
                .register(meters)
                .increment(how);
    }
}
