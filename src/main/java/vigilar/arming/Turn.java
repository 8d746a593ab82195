package vigilar.arming;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// One step under way: the state as it becomes, and what is said of it. Used by one thread, once.
final class Turn {
    /// 5 s: beyond it a deadline was missed, not met late.
    private static final Duration LATE = Duration.ofSeconds(5);

    /// 50 causes of one alarm are kept: more are told, and change nothing.
    static final int MOST_CAUSES = 50;

    /// 1 min: what a sensor says again and again is told once in it.
    static final Duration TOLD_EVERY = Duration.ofMinutes(1);

    private final ZonePlan plan;
    private final Instant now;
    private final List<Note> notes = new ArrayList<>();
    private PanelState state;

    Turn(ZonePlan plan, PanelState state, Instant now) {
        this.plan = plan;
        this.state = state;
        this.now = now;
    }

    Instant now() {
        return now;
    }

    ZonePlan plan() {
        return plan;
    }

    PanelRules rules() {
        return plan.rules();
    }

    PanelState state() {
        return state;
    }

    Phase phase() {
        return state.phase();
    }

    Step done() {
        return new Step(state, notes);
    }

    void say(Note note) {
        notes.add(note);
    }

    void enter(Phase phase) {
        state = state.with(phase);
    }

    void set(ZoneId zone, ZoneState known) {
        state = state.with(zone, known);
    }

    /// All but that somebody left it out.
    void forgets(ZoneId zone) {
        var known = state.zone(zone);
        state = state.without(zone);
        known.bypass().ifPresent(it -> set(zone, ZoneState.QUIET.bypassed(it, known.outUntil())));
    }

    void bypass(ZoneId zone, Bypass why, String by) {
        set(zone, state.zone(zone).bypassed(why, outUntil(zone, why)));
        say(new Note.BypassedZone(zone, why, by));
    }

    /// What alarms in a disarmed house, too, would else be left out for ever where nobody arms.
    private Optional<Instant> outUntil(ZoneId zone, Bypass why) {
        boolean forGood =
                why == Bypass.BY_HAND
                        && modeNow().isEmpty()
                        && plan.zone(zone).stream().anyMatch(it -> it.kind().isAlwaysOn());
        return why == Bypass.SHUT_DOWN || forGood
                ? Optional.of(now.plus(PanelRules.OUT_FOR))
                : Optional.empty();
    }

    void endBypass(ZoneId zone, String by) {
        var known = state.zone(zone);
        known.bypass()
                .ifPresent(
                        why -> {
                            // what closes and opens again and again has alarmed as often as before
                            set(zone, why == Bypass.SHUT_DOWN ? known.afresh() : known.takenIn());
                            say(new Note.BypassEnded(zone, why, by));
                        });
    }

    /// @param by who asked for it just now; empty: it was said when the time to leave began
    void armed(Mode mode, String by) {
        enter(
                phase() instanceof Phase.Triggered alarm
                        ? alarm.armedAs(mode).with(Optional.empty())
                        : new Phase.Armed(mode, now));
        say(new Note.Armed(mode, by));
    }

    /// How this armed period began: see [PanelState#stayedHome].
    void stayedHome() {
        state = state.stayedHome(true);
    }

    /// Somebody says, while there is time to leave, that everybody is out.
    void saidToBeOut(String who) {
        state = state.saidToBeOut(who);
    }

    /// Another armed period begins, or none.
    void begins() {
        state = state.afresh();
    }

    /// How long whoever comes in by it may take.
    Duration entryDelay(Zone zone, Mode mode) {
        return plan.entryDelay(state, zone, mode);
    }

    /// Time to disarm, or at once an alarm where there is none.
    void entry(Mode mode, Zone zone, Cause cause, Duration delay) {
        if (delay.isZero()) {
            alarm(zone, cause);
            return;
        }
        var until = now.plus(delay);
        runs(new Phase.Pending(mode, now, until, cause, Optional.empty()));
        say(new Note.EntryBegan(cause, until));
    }

    /// There is time to leave or to disarm, beneath an alarm if there is one.
    void runs(Phase.Delay delay) {
        enter(phase() instanceof Phase.Triggered alarm ? alarm.with(Optional.of(delay)) : delay);
    }

    /// The time to leave or to disarm that runs, also beneath an alarm.
    Optional<Phase.Delay> delay() {
        return switch (phase()) {
            case Phase.Delay delay -> Optional.of(delay);
            case Phase.Triggered alarm -> alarm.beneath();
            case Phase.Disarmed _, Phase.Armed _ -> Optional.empty();
        };
    }

    void alarm(Zone zone, Cause cause) {
        alarm(zone, cause, now);
    }

    /// It is an alarm, or one more reason for the one there is.
    ///
    /// @param due when it should have been
    void alarm(Zone zone, Cause cause, Instant due) {
        boolean lifeSafety = zone.kind() == ZoneKind.LIFE_SAFETY;
        if (!lifeSafety && isCause(zone.id()) && isLoud()) {
            onceMore(zone, cause);
            return;
        }
        var earlier = recentlyTripped(zone.id());
        set(zone.id(), state.zone(zone.id()).tripped(now));
        if (phase() instanceof Phase.Triggered alarm) {
            also(alarm, cause, lifeSafety, due);
        } else {
            first(cause, lifeSafety, due);
        }
        if (!lifeSafety) {
            earlier.ifPresent(it -> confirm(it, zone.id()));
        }
        if (!lifeSafety
                && !zone.isShared()
                && state.zone(zone.id()).trips() >= rules().tripsUntilShutDown()
                && modeNow().isPresent()) {
            bypass(zone.id(), Bypass.SHUT_DOWN, "");
        }
    }

    private boolean isLoud() {
        return phase() instanceof Phase.Triggered alarm && alarm.quietAt().isPresent();
    }

    /// Whoever breaks in is seen again and again: one alarm, however often a zone tells of it. Else
    /// the first burglary would shut down what sees the second.
    private void onceMore(Zone zone, Cause cause) {
        if (isNews(zone)) {
            set(zone.id(), state.zone(zone.id()).trippedAgain(now));
            say(new Note.AlarmAlso(cause));
        }
    }

    private boolean isNews(Zone zone) {
        return state.zone(zone.id()).lastTrip().stream()
                .noneMatch(it -> now.isBefore(it.plus(TOLD_EVERY)));
    }

    private void first(Cause cause, boolean lifeSafety, Instant due) {
        boolean atOnce = lifeSafety || rules().abortWindow().isZero();
        var beneath = cause.how() == Cause.How.ALWAYS_ON ? delay() : Optional.<Phase.Delay>empty();
        enter(
                new Phase.Triggered(
                        modeNow(),
                        now,
                        Optional.of(now.plus(rules().siren())),
                        atOnce ? Optional.empty() : Optional.of(now.plus(rules().abortWindow())),
                        List.of(cause),
                        false,
                        beneath));
        siren(cause, lifeSafety, due);
        if (atOnce) {
            say(new Note.Reported(cause));
        }
    }

    private void siren(Cause cause, boolean lifeSafety, Instant due) {
        var late = Duration.between(due, now);
        say(
                new Note.Alarm(
                        cause,
                        lifeSafety,
                        late.compareTo(LATE) > 0 ? Optional.of(late) : Optional.empty()));
    }

    /// A danger to life that the alarm names is told of once more: the siren has its whole time
    /// again. A sensor that says it each second is written down once a minute.
    void again(Zone zone, Cause cause) {
        if (!(phase() instanceof Phase.Triggered alarm)) {
            return;
        }
        enter(alarm.soundsUntil(now.plus(rules().siren())));
        boolean silent = alarm.quietAt().isEmpty();
        boolean isNews = isNews(zone);
        if (silent || isNews) {
            set(zone.id(), state.zone(zone.id()).tripped(now));
        }
        if (silent) {
            siren(cause, true, now);
        } else if (isNews) {
            say(new Note.AlarmAlso(cause));
        }
    }

    /// True if the alarm that there is names the zone.
    boolean isCause(ZoneId zone) {
        return phase() instanceof Phase.Triggered alarm
                && alarm.causes().stream().anyMatch(it -> it.zone().equals(zone));
    }

    private void also(Phase.Triggered alarm, Cause cause, boolean lifeSafety, Instant due) {
        boolean silent = alarm.quietAt().isEmpty();
        boolean urgent = lifeSafety && !isCause(cause.zone());
        var untold = urgent ? untold(alarm) : List.<Cause>of();
        boolean firstOfItsKind = isFirstOfItsKind(alarm, cause, lifeSafety);
        boolean news = urgent || (alarm.reportAt().isEmpty() && firstOfItsKind);
        enter(
                new Phase.Triggered(
                        alarm.mode(),
                        alarm.since(),
                        lifeSafety || silent
                                ? Optional.of(now.plus(rules().siren()))
                                : alarm.quietAt(),
                        urgent ? Optional.empty() : alarm.reportAt(),
                        withOneMore(alarm.causes(), cause, urgent || firstOfItsKind),
                        alarm.confirmed(),
                        // once it is a break-in, nobody is waited for any more
                        cause.how() == Cause.How.ALWAYS_ON ? alarm.beneath() : Optional.empty()));
        if (silent) {
            siren(cause, lifeSafety, due);
        } else {
            say(new Note.AlarmAlso(cause));
        }
        untold.forEach(it -> say(new Note.Reported(it)));
        if (news) {
            say(new Note.Reported(cause));
        }
    }

    /// What those outside have not heard of yet while an alarm can still be taken back: that there
    /// is a break-in, and what alarms in a disarmed house, too (a leak, tampering); each once. A
    /// danger to life is told at once, and then all that waited is.
    List<Cause> untold(Phase.Triggered alarm) {
        if (alarm.reportAt().isEmpty()) {
            return List.of();
        }
        var kinds = new HashSet<Boolean>();
        var untold =
                alarm.causes().stream()
                        .filter(it -> !isLifeSafety(it))
                        .filter(it -> kinds.add(isAlwaysOn(it)))
                        .toList();
        // none: other settings since a restart call it a danger to life
        return untold.isEmpty() ? List.of(alarm.causes().getFirst()) : untold;
    }

    /// Whether those outside, who know of the others, hear of it: of each danger to life, of the
    /// first break-in, of the first leak or tampering.
    private boolean isFirstOfItsKind(Phase.Triggered alarm, Cause cause, boolean lifeSafety) {
        return !lifeSafety
                && alarm.causes().stream()
                        .filter(it -> !isLifeSafety(it))
                        .noneMatch(it -> isAlwaysOn(it) == isAlwaysOn(cause));
    }

    private static boolean isAlwaysOn(Cause cause) {
        return cause.how() == Cause.How.ALWAYS_ON;
    }

    private boolean isLifeSafety(Cause cause) {
        return plan.zone(cause.zone()).stream().anyMatch(it -> it.kind() == ZoneKind.LIFE_SAFETY);
    }

    /// Of too many the first stay; what those outside must hear of has its place all the same.
    private List<Cause> withOneMore(List<Cause> causes, Cause cause, boolean mustStay) {
        var kept = new ArrayList<>(causes);
        if (kept.size() >= MOST_CAUSES && mustStay) {
            kept.remove(leastMissed(kept));
        }
        if (kept.size() < MOST_CAUSES) {
            kept.add(cause);
        }
        return kept;
    }

    /// The last one of whose kind there is another, and of nothing but dangers to life the last.
    private Cause leastMissed(List<Cause> causes) {
        var kinds = new HashSet<Boolean>();
        var others =
                causes.stream()
                        .filter(it -> !isLifeSafety(it))
                        .filter(it -> !kinds.add(isAlwaysOn(it)))
                        .toList();
        return others.isEmpty() ? causes.getLast() : others.getLast();
    }

    private Optional<ZoneId> recentlyTripped(ZoneId other) {
        return plan.zones()
                .filter(it -> it.kind() != ZoneKind.LIFE_SAFETY)
                .map(Zone::id)
                .filter(it -> !it.equals(other))
                .filter(
                        it ->
                                state.zone(it).lastTrip().stream()
                                        .anyMatch(
                                                at ->
                                                        !at.plus(PanelRules.CONFIRMS_WITHIN)
                                                                .isBefore(now)))
                .findFirst();
    }

    private void confirm(ZoneId first, ZoneId second) {
        if (phase() instanceof Phase.Triggered alarm && !alarm.confirmed()) {
            enter(alarm.asConfirmed());
            say(new Note.Confirmed(first, second));
        }
    }

    /// As the house is armed, or will be when the time to leave is over; empty: not.
    Optional<Mode> modeNow() {
        return phase().armedAs();
    }
}
