package vigilar.arming;

import org.jdbi.v3.core.Handle;

import vigilar.event.SourceId;
import vigilar.journal.EventArchive;
import vigilar.journal.SqlArchive;
import vigilar.storage.Database;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ObjLongConsumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Where people ask the panel, from whichever process: it says how the panel stands and passes on
/// what is asked. Decides nothing. Safe for any number of threads.
public final class PanelDesk {
    /// A second more than a request holds: what is unanswered then will not be done. The panel
    /// answers within some milliseconds, from another process within half a second.
    public static final Duration PATIENCE = PanelKeeper.REQUESTS_HOLD.plusSeconds(1);

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final PanelStore store;
    private final SilentAlerts silent;
    private final EventArchive archive;
    private final ZoneSettings.Panel settings;
    private final Supplier<Map<SourceId, String>> areas;
    private final Devices devices;
    private final InstantSource clock;

    /// A device that tells of danger by itself: smoke, gas, a leak, a call for help.
    ///
    /// @param name as people call it
    /// @param tellsOf in words
    /// @param troubles why it may not do so
    public record Detector(String name, Set<String> tellsOf, Set<Trouble> troubles) {
        public Detector {
            tellsOf = Set.copyOf(tellsOf);
            troubles = Set.copyOf(troubles);
        }
    }

    /// Somebody through whom devices are heard, and who says that they are off.
    ///
    /// @param source whose events are what they say of themselves
    public record Away(String name, SourceId source) {}

    /// What the house knows of its devices beside its zones. Safe for all threads.
    public interface Devices {
        /// Those that tell of danger by themselves, and how they are.
        List<Detector> detectors();

        List<Away> away();

        /// Whether what devices say reaches the house at all.
        boolean areHeard();
    }

    private static final class Unknown implements Devices {
        @Override
        public List<Detector> detectors() {
            return List.of();
        }

        @Override
        public List<Away> away() {
            return List.of();
        }

        @Override
        public boolean areHeard() {
            return true;
        }
    }

    /// In a house of whose devices nobody knows more.
    public PanelDesk(
            Database database,
            ZoneSettings.Panel settings,
            Supplier<Map<SourceId, String>> areas,
            InstantSource clock) {
        this(database, settings, areas, new Unknown(), clock);
    }

    /// @param areas where people say that devices stand
    public PanelDesk(
            Database database,
            ZoneSettings.Panel settings,
            Supplier<Map<SourceId, String>> areas,
            Devices devices,
            InstantSource clock) {
        this.devices = devices;
        this.store = new PanelStore(database);
        this.silent = new SilentAlerts(database);
        this.archive = new SqlArchive(database);
        this.settings = settings;
        this.areas = areas;
        this.clock = clock;
    }

    /// A zone as people see it.
    ///
    /// @param heard whether anything was heard of it; until then nobody knows how it stands
    public record ZoneLine(Zone zone, ZoneState known, boolean heard) {}

    /// How the panel stands.
    ///
    /// @param countdown to what; empty: nothing ends by itself
    /// @param left of it
    /// @param out whether everybody counts as out while there is time to leave
    /// @param causes of an alarm or an entry delay
    /// @param blockers what stands against each mode
    /// @param doubt nobody knows whether it should stand otherwise: why, in words
    public record View(
            ArmState state,
            Instant since,
            Optional<Countdown> countdown,
            Optional<Duration> left,
            Optional<Mode> mode,
            boolean out,
            List<Cause> causes,
            List<ZoneLine> zones,
            Map<Mode, List<Blocker>> blockers,
            Optional<String> doubt) {
        public View {
            causes = List.copyOf(causes);
            zones = List.copyOf(zones);
            blockers = Map.copyOf(blockers);
        }

        /// The causes in words.
        public List<String> why() {
            return causes.stream().map(PanelWords::words).toList();
        }
    }

    /// As it is stored; a house whose panel has never run is disarmed.
    public View view() {
        var stored = store.read();
        var state =
                stored.map(PanelStore.Stored::state)
                        .orElseGet(() -> PanelState.disarmed(Instant.EPOCH));
        var now = clock.instant().plus(stored.map(PanelStore.Stored::ahead).orElse(Duration.ZERO));
        var plan = planOf(state);
        boolean deaf = !devices.areHeard();
        var blockers = new EnumMap<Mode, List<Blocker>>(Mode.class);
        for (var mode : Mode.values()) {
            blockers.put(mode, plan.blockers(state, mode, deaf));
        }
        var phase = state.phase();
        var countdown = Countdown.of(phase);
        return new View(
                phase.state(),
                phase.since(),
                countdown,
                countdown.map(it -> Duration.between(now, it.until())),
                phase.armedAs(),
                phase instanceof Phase.Arming it && (it.left() || it.unheard()),
                causes(phase),
                plan.zones()
                        .map(
                                it ->
                                        new ZoneLine(
                                                it,
                                                state.zone(it.id()),
                                                state.zones().containsKey(it.id())))
                        .toList(),
                blockers,
                store.doubt().map(PanelDesk::words));
    }

    private static String words(PanelStore.Doubt doubt) {
        return "The store was damaged or gone, and how the panel stood last could not be read: it"
                + " stands as "
                + doubt.asOf().map(it -> "in the backup of " + it).orElse("in a new house")
                + ". If the house was armed, arm it again.";
    }

    /// What nobody should rely on although the house can be armed, a line each. None of it stands
    /// against arming.
    public List<String> notices() {
        var state = state();
        return Notices.of(
                settings,
                state,
                planOf(state).dangers(state),
                devices,
                MotionWatch.missing(archive, settings, areas));
    }

    private ZonePlan planOf(PanelState state) {
        return new Translation(settings, state.zones().keySet(), Map::of).plan();
    }

    private PanelState state() {
        return store.read()
                .map(PanelStore.Stored::state)
                .orElseGet(() -> PanelState.disarmed(Instant.EPOCH));
    }

    /// What of the settings is worth changing, a line each.
    public List<String> advice() {
        var all = new ArrayList<>(Advice.unwatched(settings, areas, archive));
        all.addAll(Advice.crowded(planOf(state())));
        all.addAll(Advice.on(settings));
        return List.copyOf(all);
    }

    /// Whether zones go by where devices stand: then moving one is a matter of the alarm.
    public boolean goesByAreas() {
        return settings.zones().stream().anyMatch(it -> !it.areas().isEmpty());
    }

    private static List<Cause> causes(Phase phase) {
        return switch (phase) {
            case Phase.Disarmed _, Phase.Arming _, Phase.Armed _ -> List.of();
            case Phase.Pending pending -> List.of(pending.cause());
            case Phase.Triggered alarm -> alarm.causes();
        };
    }

    /// Asks, and waits for what becomes of it.
    ///
    /// @param request by somebody who may
    /// @return empty: the panel did not answer, and will not do it any more
    public Optional<PanelOutcome> ask(PanelRequest request) {
        var outcome = answered(request);
        if (request instanceof PanelRequest.Disarm(var by, var duress)
                && duress
                && outcome.filter(PanelOutcome::done).isEmpty()) {
            silent.say(by, clock.instant()); // whatever became of it, somebody is under threat
        }
        return outcome;
    }

    private Optional<PanelOutcome> answered(PanelRequest request) {
        if (store.read().isEmpty()) {
            return Optional.empty(); // no panel has ever run here
        }
        long id = pass(request, (_, _) -> {});
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end && !Thread.currentThread().isInterrupted()) {
            var outcome = store.outcome(id);
            if (outcome.isPresent()) {
                return outcome;
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return Optional.empty();
    }

    /// How the panel stands, for who looks once a second.
    ///
    /// @param by who or what led to it: a person, a zone; empty: nobody knows
    /// @param mode in which the house is armed, or will be
    /// @param delay the time to leave or to disarm that runs, also beneath an alarm
    /// @param left of it
    public record Standing(
            ArmState state,
            Instant since,
            String by,
            Optional<Mode> mode,
            Optional<Countdown.What> delay,
            Optional<Duration> left) {}

    /// As it is stored; empty: no panel has ever run here.
    public Optional<Standing> standing() {
        return store.read()
                .map(
                        stored -> {
                            var phase = stored.state().phase();
                            var now = clock.instant().plus(stored.ahead());
                            var delay = Countdown.of(phase).filter(it -> it.what().isDelay());
                            return new Standing(
                                    phase.state(),
                                    phase.since(),
                                    stored.by(),
                                    phase.armedAs(),
                                    delay.map(Countdown::what),
                                    delay.map(it -> Duration.between(now, it.until())));
                        });
    }

    /// Whose the panel is, as a process sees it.
    public enum Whose {
        /// It runs here, or nobody has it and this process takes it first.
        OURS,
        /// Another process runs it.
        ANOTHERS,
        NOBODYS
    }

    /// @param seat of the process that asks
    public Whose whose(PanelKeeper.Seat seat) {
        return store.held()
                .map(
                        held ->
                                PanelLease.isOf(seat, held)
                                        ? Whose.OURS
                                        : held.holder().isEmpty() ? Whose.NOBODYS : Whose.ANOTHERS)
                .orElse(Whose.NOBODYS);
    }

    /// The roles of the process that has the panel; empty: none has.
    public Set<String> holder() {
        return store.held()
                .map(PanelStore.Holding::holder)
                .filter(it -> !it.isEmpty())
                .map(it -> Set.of(it.split("\\+", -1)))
                .orElseGet(Set::of);
    }

    /// Passes on what somebody may ask, and does not wait for what becomes of it: [#outcome] knows
    /// that within [#PATIENCE], or it will not be done.
    ///
    /// @param with goes into the same transaction, with the number of the request
    public long pass(PanelRequest request, ObjLongConsumer<Handle> with) {
        return store.ask(heard(request), clock.instant(), with);
    }

    /// While somebody is off through whom doors are heard nobody can tell that a house was left.
    private PanelRequest heard(PanelRequest request) {
        return request instanceof PanelRequest.Arm(var mode, var force, _, var by)
                        && mode == Mode.AWAY
                        && devices.away().stream()
                                .anyMatch(it -> Translation.tellsOfDoors(it.source()))
                ? new PanelRequest.Arm(mode, force, true, by)
                : request;
    }

    /// Who is off although the house is armed: nobody hears what is to be watched.
    public Set<SourceId> offWhileArmed() {
        boolean armed =
                standing()
                        .filter(it -> it.mode().isPresent() && it.state() != ArmState.ARMING)
                        .isPresent();
        return armed
                ? devices.away().stream().map(Away::source).collect(Collectors.toSet())
                : Set.of();
    }

    /// The same within a transaction that is under way: for what is asked because of what else it
    /// stores.
    public static void leave(Handle rows, PanelRequest request, Instant now) {
        PanelStore.leave(rows, request, now);
    }

    /// What the panel said to the request of that number; empty: nothing yet.
    public Optional<PanelOutcome> outcome(long number) {
        return store.outcome(number);
    }

    /// What was passed on under that number; empty: that was too long ago.
    public Optional<PanelRequest> passed(long number) {
        return store.request(number);
    }
}
