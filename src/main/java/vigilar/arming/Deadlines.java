package vigilar.arming;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What happens because time has passed.
final class Deadlines {
    private final Turn turn;

    Deadlines(Turn turn) {
        this.turn = turn;
    }

    /// Everything that is due by now. What begins by it begins now, also when it was due long ago:
    /// a siren that should have sounded while the power was off sounds when it is back.
    void pass() {
        endBypasses();
        for (boolean more = true; more; ) {
            more =
                    switch (turn.phase()) {
                        case Phase.Delay delay when isDue(delay) -> delayOver(delay);
                        case Phase.Triggered alarm when isDue(alarm) -> alarmGoesOn(alarm);
                        case Phase.Triggered alarm when isClear(alarm) -> alarmOver(alarm);
                        case Phase.Disarmed _, Phase.Armed _, Phase.Delay _, Phase.Triggered _ ->
                                false;
                    };
        }
    }

    private boolean isDue(Phase phase) {
        return isDue(phase.deadline());
    }

    private boolean isDue(Optional<Instant> moment) {
        return moment.stream().anyMatch(it -> !turn.now().isBefore(it));
    }

    /// Of zones too that stand no longer in the plan: else they would be due for ever.
    private void endBypasses() {
        var known = turn.state().zones();
        known.forEach(
                (id, zone) -> {
                    if (isDue(zone.outUntil())) {
                        turn.endBypass(id, "");
                    }
                });
    }

    private boolean delayOver(Phase.Delay delay) {
        switch (delay) {
            case Phase.Arming arming -> exitOver(arming, "");
            case Phase.Pending pending ->
                    turn.alarm(zone(pending.cause()), overdue(pending), pending.until());
        }
        return true;
    }

    /// @param by who asked for it just now; empty: it was said when the time to leave began
    void exitOver(Phase.Arming arming, String by) {
        var mode = arming.mode();
        if (nobodyLeft(arming)) {
            mode = Mode.HOME;
            turn.stayedHome();
            turn.say(new Note.StayedHome());
        }
        turn.armed(mode, by);
        var open = stillOpen(mode);
        if (open.isEmpty()) {
            return;
        }
        open.forEach(it -> turn.say(new Note.ExitError(it.id())));
        var worst = open.stream().min(gravest(mode)).orElseThrow();
        turn.entry(
                mode,
                worst,
                new Cause(worst.id(), turn.now(), 0, Cause.How.EXIT_ERROR),
                turn.entryDelay(worst, mode));
    }

    /// No way out was used, and each would have told so: past one that is lost, left out or stands
    /// open one leaves unheard, and then it stays as somebody asked.
    private boolean nobodyLeft(Phase.Arming arming) {
        var ways = turn.plan().waysOut(Mode.AWAY).map(it -> turn.state().zone(it.id())).toList();
        return arming.mode() == Mode.AWAY
                && turn.rules().homeWhenNobodyLeft()
                && !arming.left()
                && !arming.unheard()
                && !ways.isEmpty()
                && ways.stream()
                        .noneMatch(
                                it -> it.open() || it.bypass().isPresent() || it.has(Trouble.LOST));
    }

    /// A window must not have the long time of some door; of two with the same time nobody comes
    /// home by the window.
    private Comparator<Zone> gravest(Mode mode) {
        return Comparator.<Zone, Duration>comparing(it -> turn.entryDelay(it, mode))
                .thenComparing(it -> it.kind() == ZoneKind.ENTRY_EXIT);
    }

    private List<Zone> stillOpen(Mode mode) {
        return turn.plan()
                .zones()
                .filter(it -> it.kind() == ZoneKind.ENTRY_EXIT || it.kind() == ZoneKind.INSTANT)
                .filter(it -> it.takesPart(mode))
                .filter(
                        it -> {
                            var known = turn.state().zone(it.id());
                            return known.open() && known.bypass().isEmpty();
                        })
                .toList();
    }

    private static Cause overdue(Phase.Pending pending) {
        if (pending.offPath().isPresent()) {
            return pending.cause().as(Cause.How.OFF_PATH);
        }
        boolean leftOpen = pending.cause().how() == Cause.How.EXIT_ERROR;
        return pending.cause().as(leftOpen ? Cause.How.LEFT_OPEN : Cause.How.ENTRY_NOT_DISARMED);
    }

    /// A zone that stands no longer in the plan still alarms: it was one when it opened.
    private Zone zone(Cause cause) {
        return turn.plan()
                .zone(cause.zone())
                .orElseGet(() -> Zone.of(cause.zone().value(), ZoneKind.INSTANT, Mode.values()));
    }

    /// Where both are overdue, since the power was off, the alarm ends first: the time to disarm
    /// that ran beneath it is an alarm then that begins now, with a siren of its own.
    private boolean alarmGoesOn(Phase.Triggered alarm) {
        boolean quiet = isDue(alarm.quietAt());
        var beneath = alarm.beneath().filter(it -> !quiet && isDue(it));
        if (beneath.isPresent()) {
            turn.enter(alarm.with(Optional.empty()));
            return delayOver(beneath.get());
        }
        if (alarm.reportAt().isPresent() && (quiet || isDue(alarm.reportAt()))) {
            var untold = turn.untold(alarm);
            turn.enter(alarm.told());
            untold.forEach(it -> turn.say(new Note.Reported(it)));
            return true;
        }
        return sirenEnds(alarm);
    }

    /// The neighbours have heard it long enough; over it is not while there is danger to life.
    private boolean sirenEnds(Phase.Triggered alarm) {
        var dangers = dangers(alarm);
        if (dangers.isEmpty()) {
            return alarmOver(alarm);
        }
        turn.enter(alarm.goesOn(dangers));
        turn.say(new Note.DangerGoesOn(dangers.getFirst().zone()));
        leaveOutWhatIsOpen(alarm);
        return true;
    }

    /// The dangers to life that go on and that nobody has taken back by disarming.
    private List<Cause> dangers(Phase.Triggered alarm) {
        return turn.plan()
                .zones()
                .filter(it -> it.kind() == ZoneKind.LIFE_SAFETY)
                .flatMap(it -> danger(alarm, it.id()).stream())
                .limit(Turn.MOST_CAUSES)
                .toList();
    }

    private Optional<Cause> danger(Phase.Triggered alarm, ZoneId id) {
        var known = turn.state().zone(id);
        var named = alarm.causes().stream().filter(it -> it.zone().equals(id)).findFirst();
        return known.lastTrip()
                .filter(_ -> known.open())
                .map(at -> named.orElse(new Cause(id, at, 0, Cause.How.ALWAYS_ON)));
    }

    private boolean isClear(Phase.Triggered alarm) {
        return alarm.quietAt().isEmpty() && dangers(alarm).isEmpty();
    }

    /// Stays armed, without what still stands open.
    private boolean alarmOver(Phase.Triggered alarm) {
        turn.enter(
                alarm.mode()
                        .<Phase>map(
                                mode ->
                                        alarm.beneath().isPresent()
                                                ? alarm.beneath().get()
                                                : new Phase.Armed(mode, turn.now()))
                        .orElseGet(() -> new Phase.Disarmed(turn.now())));
        turn.say(new Note.SirenEnded(alarm.mode()));
        leaveOutWhatIsOpen(alarm);
        return true;
    }

    private void leaveOutWhatIsOpen(Phase.Triggered alarm) {
        if (alarm.mode().isPresent()) {
            alarm.causes().stream()
                    .map(Cause::zone)
                    .distinct()
                    .filter(it -> zoneIsLeftOpen(it))
                    .forEach(it -> turn.bypass(it, Bypass.AFTER_ALARM, ""));
        }
    }

    private boolean zoneIsLeftOpen(ZoneId id) {
        var known = turn.state().zone(id);
        return known.open()
                && known.bypass().isEmpty()
                && turn.plan().zone(id).stream().anyMatch(it -> it.kind() != ZoneKind.LIFE_SAFETY);
    }
}
