package vigilar.arming;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import vigilar.event.EventId;
import vigilar.event.Occurrence;
import vigilar.event.SourceId;
import vigilar.journal.EventArchive;
import vigilar.journal.EventJournal;
import vigilar.journal.SqlArchive;
import vigilar.storage.Database;
import vigilar.storage.StorageException;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Runs the panel: follows the journal, keeps the deadlines, answers requests. What it decides is
/// stored in the transaction of the events that say so, with how far it has come, so that each
/// event is decided on once whenever the process dies. One loop, for the supervisor; of several
/// processes one runs it and the others stand by, see [PanelLease].
public final class PanelKeeper {
    /// The part's name on the health board.
    public static final String PART = "panel";

    /// 500 ms: how soon what other processes wrote is seen; this process's own wakes at once.
    private static final Duration PATIENCE = Duration.ofMillis(500);

    /// 10 s: a request that waited longer is not what anybody still wants.
    public static final Duration REQUESTS_HOLD = Duration.ofSeconds(10);

    /// Once a minute, and at an orderly end, it is noted that the panel runs: after a power cut it
    /// says at most a minute too much of how long it was off, for a write a minute.
    private static final Duration ALIVE_EVERY = Duration.ofMinutes(1);

    /// 1 s: a clock that is kept right leaps by less, and no keypad shows it.
    private static final Duration LEAP = Duration.ofSeconds(1);

    /// 256 events or requests: one round takes some milliseconds.
    private static final int MOST_AT_A_TIME = 256;

    private static final Logger LOG = LoggerFactory.getLogger(PanelKeeper.class);

    private final EventJournal journal;
    private final PanelStore store;
    private final EventArchive archive;
    private final ZoneSettings.Panel settings;
    private final Supplier<Map<SourceId, String>> areas;
    private final BooleanSupplier hears;
    private final InstantSource wall;
    private final LongSupplier nanos;
    private final Seat seat;
    private final Consumer<Standing> told;
    private final Semaphore something = new Semaphore(0);

    /// How this process stands to the panel.
    public enum Standing {
        /// It runs here.
        RUNS,
        /// Another process runs it, and this one would take its place.
        STANDS_BY
    }

    /// This process among those that share the store.
    ///
    /// @param roles whose locks it holds: no other process has any of them while this one lives, so
    ///   that a panel that is held by one of them is held by the dead
    /// @param first whether it takes at once what nobody holds; the others leave it some seconds
    public record Seat(NavigableSet<String> roles, boolean first) {
        public Seat {
            roles = Collections.unmodifiableNavigableSet(new TreeSet<>(roles));
        }
    }

    /// @param areas where people say that devices stand
    /// @param hears whether news of devices reach the house: who leaves while they do not is heard
    ///   by nobody
    /// @param nanos a clock that only goes forward, such as [System#nanoTime]
    /// @param told how this process stands, at the start and whenever it changes
    public PanelKeeper(
            EventJournal journal,
            Database database,
            ZoneSettings.Panel settings,
            Supplier<Map<SourceId, String>> areas,
            BooleanSupplier hears,
            InstantSource wall,
            LongSupplier nanos,
            Seat seat,
            Consumer<Standing> told) {
        this.journal = journal;
        this.store = new PanelStore(database);
        this.archive = new SqlArchive(database);
        this.settings = settings;
        this.areas = areas;
        this.hears = hears;
        this.wall = wall;
        this.nanos = nanos;
        this.seat = seat;
        this.told = told;
        database.onCommit(something::release);
    }

    /// Runs until interrupted.
    ///
    /// @throws StorageException when a decision could not be stored: none was made then, and the
    ///   next life makes it
    public void run() throws InterruptedException {
        var now = Instant.ofEpochMilli(wall.instant().toEpochMilli());
        store.begin(PanelState.disarmed(now), journal.head(), now);
        while (true) {
            var lease = new PanelLease(store, seat);
            long fence = lease.take(() -> told.accept(Standing.STANDS_BY));
            try {
                live(lease, fence);
            } catch (PanelStore.Fenced taken) {
                LOG.warn("the panel was taken over from here, which was too slow or stood still");
            }
        }
    }

    private void live(PanelLease lease, long fence) throws InterruptedException {
        var stored = store.read().orElseThrow();
        var life = new Life(fence, stored, clockAfter(stored));
        try {
            life.resume(stored.alive());
            told.accept(Standing.RUNS);
            while (true) {
                something.drainPermits();
                lease.keep(fence);
                if (!life.goOn()
                        && !something.tryAcquire(
                                life.patience().toMillis(), TimeUnit.MILLISECONDS)) {
                    journal.refresh(); // what other processes appended wakes nobody here
                }
            }
        } catch (InterruptedException stop) {
            store.leave(fence, life.moment());
            throw stop;
        } catch (StorageException failed) {
            if (Thread.currentThread().isInterrupted()) { // told to stop while it read
                store.leave(fence, life.moment());
            }
            throw failed;
        }
    }

    /// Within a delay or an alarm it goes on as far from the wall clock as it was, so that a clock
    /// that was set meanwhile moves no deadline; else the wall clock is right again.
    private SteadyClock clockAfter(PanelStore.Stored stored) {
        var ahead = stored.state().phase().deadline().isPresent() ? stored.ahead() : Duration.ZERO;
        return new SteadyClock(wall, ahead, nanos, stored.alive());
    }

    /// From one taking of the panel to its end.
    private final class Life {
        private final long fence;
        private final SteadyClock clock;
        private final Translation translation;
        private final List<Fact> recalled;
        private PanelState state;
        private String by;
        private EventId seen;
        private EventId kept;
        private PanelStore.Moment noted;

        Life(long fence, PanelStore.Stored stored, SteadyClock clock) {
            this.fence = fence;
            this.clock = clock;
            this.state = stored.state();
            this.by = stored.by();
            this.seen = stored.seen();
            this.kept = seen;
            this.noted = new PanelStore.Moment(clock.instant(), stored.ahead());
            this.translation = new Translation(settings, state.zones().keySet(), areas);
            this.recalled = translation.recall(archive, seen);
        }

        void resume(Instant offSince) {
            var facts = new ArrayList<Fact>(List.of(new Fact.Resumed(offSince)));
            facts.addAll(recalled);
            decide(facts, Optional.empty());
            store.doubt().filter(it -> !it.told()).ifPresent(this::tell);
        }

        /// Phones are told: whoever left an armed house relies on it.
        private void tell(PanelStore.Doubt doubt) {
            var said = Said.unsure(doubt.asOf(), state, wall.instant());
            journal.append(List.of(said), PanelStore::toldDoubt).join();
        }

        /// One round. What is due and what was asked waits for no more than one round of events,
        /// however many there are.
        ///
        /// @return true if there are more events
        boolean goOn() {
            var next = journal.after(seen, MOST_AT_A_TIME);
            var facts = new ArrayList<Fact>();
            translation.newRound();
            if (!hears.getAsBoolean()) {
                facts.add(new Fact.Unheard());
            }
            for (var entry : next) {
                facts.addAll(translation.of(entry.event()));
                seen = entry.event().id();
            }
            decide(facts, Optional.empty()); // one commit, however many there are
            store.waiting(MOST_AT_A_TIME).forEach(this::answer);
            if (state.deadline().stream().anyMatch(it -> !clock.instant().isBefore(it))) {
                decide(List.of(new Fact.TimePassed()), Optional.empty());
            }
            var now = moment();
            if (isWorthNoting(now) || (!facts.isEmpty() && isDecidedOn())) {
                store.alive(fence, seen, now);
                noted = now;
                kept = seen;
            }
            return next.size() == MOST_AT_A_TIME;
        }

        /// What changed nothing before a deadline may be an alarm after it: a word of the hall that
        /// belonged to one alarm would begin the next one, if the power is cut meanwhile.
        private boolean isDecidedOn() {
            return state.deadline().isPresent() && !seen.equals(kept);
        }

        /// Also when somebody set the wall clock: what is left of a delay is told by how far that
        /// is from ours.
        private boolean isWorthNoting(PanelStore.Moment now) {
            return Duration.between(noted.at(), now.at()).compareTo(ALIVE_EVERY) >= 0
                    || now.ahead().minus(noted.ahead()).abs().compareTo(LEAP) > 0;
        }

        private void answer(PanelStore.Waiting waiting) {
            var age = Duration.between(waiting.asked(), wall.instant());
            // also when the clock was set back meanwhile: nobody knows then how long it waited
            boolean tooOld = age.abs().compareTo(REQUESTS_HOLD) > 0;
            var fact = waiting.request().fact();
            var known = hears.getAsBoolean() ? fact : whileDeaf(fact);
            decide(tooOld ? List.of() : List.of(known), Optional.of(waiting));
        }

        private static Fact whileDeaf(Fact fact) {
            return switch (fact) {
                case Fact.ArmAsked asked -> asked.whileDeaf();
                case Fact.RuleAsked asked -> asked.whileDeaf();
                default -> fact; // of the others none arms
            };
        }

        /// Lets these happen, one after the other, and stores what came of them all at once.
        private void decide(List<Fact> facts, Optional<PanelStore.Waiting> asked) {
            if (facts.isEmpty() && asked.isEmpty()) {
                return;
            }
            var moment = moment();
            var now = moment.at();
            var panel = new Panel(translation.plan());
            var then = new Step(state, List.of());
            var notes = new ArrayList<Note>();
            var traces = new ArrayList<Trace>();
            var ledBy = by;
            for (var fact : withDeadlines(facts)) {
                var before = then.state();
                var trace = new Trace(before, ledBy, translation.plan());
                then = panel.step(before, fact, now);
                for (var note : then.notes()) {
                    notes.add(note);
                    traces.add(trace);
                }
                ledBy =
                        Led.by(
                                ledBy,
                                before.phase(),
                                then.state().phase(),
                                asked.map(it -> it.request()));
            }
            if (notes.isEmpty() && asked.isEmpty() && then.state().equals(state)) {
                return;
            }
            var result = new Step(then.state(), notes);
            var outcome =
                    facts.isEmpty()
                            ? PanelOutcome.tooOld(state.phase().state())
                            : PanelOutcome.of(result);
            var led =
                    Led.by(
                            by,
                            state.phase(),
                            result.state().phase(),
                            asked.map(it -> it.request()));
            store(result, traces, led, asked, outcome, moment);
            state = result.state();
            by = led;
        }

        /// What was due before is decided before and by itself: so the trace of a fact has the
        /// state that it met.
        private static List<Fact> withDeadlines(List<Fact> facts) {
            return facts.stream()
                    .flatMap(
                            fact ->
                                    decidesOfBefore(fact)
                                            ? Stream.of(fact)
                                            : Stream.of(new Fact.TimePassed(), fact))
                    .toList();
        }

        private static boolean decidesOfBefore(Fact fact) {
            return fact instanceof Fact.Resumed
                    || fact instanceof Fact.TimePassed
                    || fact instanceof Fact.Unheard;
        }

        private void store(
                Step result,
                List<Trace> traces,
                String led,
                Optional<PanelStore.Waiting> asked,
                PanelOutcome outcome,
                PanelStore.Moment moment) {
            var said = new ArrayList<Occurrence>();
            // an event's time is the wall clock's, as all others'
            var at = moment.at().minus(moment.ahead());
            for (int i = 0; i < traces.size(); i++) {
                Said.of(result.notes().get(i), result.state(), at, traces.get(i))
                        .ifPresent(said::add);
            }
            try {
                journal.append(
                                said,
                                rows -> {
                                    PanelStore.save(rows, fence, result.state(), led, seen, moment);
                                    SilentAlertStore.note(rows, result.notes(), at);
                                    asked.ifPresent(
                                            it ->
                                                    PanelStore.answer(
                                                            rows, it.id(), outcome, moment.at()));
                                    if (asked.isPresent() && isOther(result.state())) {
                                        PanelStore.endDoubt(rows);
                                    }
                                })
                        .join();
                noted = moment;
                kept = seen;
            } catch (CompletionException failed) {
                throw cause(failed);
            }
        }

        private boolean isOther(PanelState then) {
            return then.phase().state() != state.phase().state();
        }

        /// Both clocks are looked at together, before anything is thought about: what a decision
        /// takes is no difference between them, or each restart made a deadline that much later.
        private PanelStore.Moment moment() {
            var now = clock.instant();
            return new PanelStore.Moment(now, Duration.between(wall.instant(), now));
        }

        private static RuntimeException cause(CompletionException failed) {
            return switch (failed.getCause()) {
                case PanelStore.Fenced taken -> taken;
                case StorageException why when why.getCause() instanceof PanelStore.Fenced taken ->
                        taken;
                case StorageException why -> why;
                case null, default -> failed;
            };
        }

        Duration patience() {
            var left =
                    state.deadline()
                            .map(it -> Duration.between(clock.instant(), it))
                            .filter(it -> it.compareTo(PATIENCE) < 0)
                            .orElse(PATIENCE);
            return left.isNegative() ? Duration.ZERO : left;
        }
    }
}
