package vigilar.arming;

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
        endShutDowns();
        for (boolean more = true; more; ) {
            more =
                    switch (turn.phase()) {
                        case Phase.Arming arming when isDue(arming) -> exitOver(arming);
                        case Phase.Pending pending when isDue(pending) -> notDisarmed(pending);
                        case Phase.Triggered alarm when isDue(alarm) -> alarmGoesOn(alarm);
                        case Phase.Disarmed _,
                                Phase.Arming _,
                                Phase.Armed _,
                                Phase.Pending _,
                                Phase.Triggered _ ->
                                false;
                    };
        }
    }

    private boolean isDue(Phase phase) {
        return phase.deadline().stream().noneMatch(turn.now()::isBefore);
    }

    /// Of zones too that stand no longer in the plan: else they would be due for ever.
    private void endShutDowns() {
        var known = turn.state().zones();
        known.forEach(
                (id, zone) -> {
                    boolean over =
                            zone.bypass().equals(Optional.of(Bypass.SHUT_DOWN))
                                    && zone.lastTrip().stream()
                                            .map(at -> at.plus(PanelRules.SHUT_DOWN_FOR))
                                            .noneMatch(turn.now()::isBefore);
                    if (over) {
                        turn.endBypass(id, "");
                    }
                });
    }

    private boolean exitOver(Phase.Arming arming) {
        var mode = arming.mode();
        if (mode == Mode.AWAY
                && turn.rules().homeWhenNobodyLeft()
                && !arming.left()
                && hasWayOut()) {
            mode = Mode.HOME;
            turn.say(new Note.StayedHome());
        }
        var open = stillOpen(mode);
        if (open.isEmpty()) {
            turn.armed(mode);
            return true;
        }
        turn.enter(new Phase.Armed(mode, turn.now()));
        open.forEach(it -> turn.say(new Note.ExitError(it.id())));
        var worst = open.getFirst();
        turn.entry(mode, worst, new Cause(worst.id(), turn.now(), 0, Cause.How.EXIT_ERROR));
        return true;
    }

    private boolean hasWayOut() {
        return turn.plan()
                .zones()
                .anyMatch(it -> it.kind() == ZoneKind.ENTRY_EXIT && it.takesPart(Mode.AWAY));
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

    private boolean notDisarmed(Phase.Pending pending) {
        turn.alarm(zone(pending.cause()), overdue(pending), pending.until());
        return true;
    }

    private static Cause overdue(Phase.Pending pending) {
        return pending.offPath().isPresent()
                ? pending.cause().as(Cause.How.OFF_PATH)
                : pending.cause().as(Cause.How.ENTRY_NOT_DISARMED);
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
        var entry = alarm.entry();
        boolean quiet = !turn.now().isBefore(alarm.quietAt());
        if (!quiet && entry.isPresent() && isDue(entry.get())) {
            turn.enter(Turn.withEntry(alarm, Optional.empty()));
            turn.alarm(zone(entry.get().cause()), overdue(entry.get()), entry.get().until());
            return true;
        }
        if (alarm.reportAt().isPresent()
                && (quiet || !turn.now().isBefore(alarm.reportAt().get()))) {
            var untold = turn.untold(alarm);
            turn.enter(
                    new Phase.Triggered(
                            alarm.mode(),
                            alarm.since(),
                            alarm.quietAt(),
                            Optional.empty(),
                            alarm.causes(),
                            alarm.confirmed(),
                            entry));
            untold.forEach(it -> turn.say(new Note.Reported(it)));
            return true;
        }
        sirenEnds(alarm);
        return true;
    }

    /// Stays armed, without what still stands open.
    private void sirenEnds(Phase.Triggered alarm) {
        turn.enter(
                alarm.mode()
                        .<Phase>map(
                                mode ->
                                        alarm.entry().isPresent()
                                                ? alarm.entry().get()
                                                : new Phase.Armed(mode, turn.now()))
                        .orElseGet(() -> new Phase.Disarmed(turn.now())));
        turn.say(new Note.SirenEnded(alarm.mode()));
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
