package vigilar.arming;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// The alarm panel as a pure table: state, fact and clock in; state and notes out. It reads no
/// clock, waits for nothing and keeps nothing. Safe for any number of threads.
///
/// What always holds: only [Fact.DisarmAsked] leads from an armed house to a disarmed one; life
/// safety alarms in every phase; a deadline is never moved later by a restart.
public final class Panel {
    private final ZonePlan plan;

    public Panel(ZonePlan plan) {
        this.plan = plan;
    }

    /// What becomes of the panel by a fact. What was due before goes first.
    ///
    /// @param now when the fact happened, by a clock that does not go back
    public Step step(PanelState state, Fact fact, Instant now) {
        var turn = new Turn(plan, state, now);
        if (fact instanceof Fact.Resumed(var offSince)) {
            resumed(turn, Duration.between(offSince, now));
        }
        if (fact instanceof Fact.Unheard) { // of the time before, also of that which is over now
            unheard(turn);
        }
        var deadlines = new Deadlines(turn);
        deadlines.pass();
        var openings = new Openings(turn);
        switch (fact) {
            case Fact.Opened(var id, var event) ->
                    plan.zone(id).ifPresent(zone -> openings.opened(zone, event));
            case Fact.Felt(var id, var event) ->
                    plan.zone(id).ifPresent(zone -> openings.felt(zone, event));
            case Fact.Closed(var id) -> plan.zone(id).ifPresent(openings::closed);
            case Fact.Known(var id, var open) -> openings.known(id, open);
            case Fact.NeverHeard(var id) -> openings.neverHeard(id);
            case Fact.Found(var id, var event) ->
                    plan.zone(id).ifPresent(zone -> openings.found(zone, event));
            case Fact.Crowded(var id, var most) -> turn.say(new Note.ZonesFull(id, most));
            case Fact.Troubled(var id, var trouble, var has) ->
                    turn.set(id, turn.state().zone(id).with(trouble, has));
            case Fact.ArmAsked asked -> arm(turn, asked);
            case Fact.RuleAsked asked -> armByRule(turn, asked);
            case Fact.LeftSaid(var by, var way) -> left(turn, by, way);
            case Fact.DisarmAsked(var by, var duress) -> disarm(turn, by, duress);
            case Fact.BypassAsked asked -> bypass(turn, asked);
            case Fact.TimePassed _, Fact.Resumed _, Fact.Unheard _ -> {} // done above
        }
        deadlines.pass(); // what has no delay is due at once
        return turn.done();
    }

    /// What stands against arming so: shown before somebody tries.
    public List<Blocker> blockers(PanelState state, Mode mode) {
        return plan.blockers(state, mode);
    }

    private static void resumed(Turn turn, Duration off) {
        if (turn.phase() instanceof Phase.Disarmed) {
            return;
        }
        turn.say(new Note.ResumedIn(turn.phase().state(), off));
        turn.delay()
                .ifPresent(
                        delay -> {
                            switch (delay) {
                                // who cuts the power then may be an intruder, smoke or not
                                case Phase.Pending pending ->
                                        turn.say(new Note.CutWhileEntering(pending.cause(), off));
                                case Phase.Arming _ -> {
                                    if (off.isPositive()) {
                                        unheard(turn);
                                    }
                                }
                            }
                        });
    }

    private void arm(Turn turn, Fact.ArmAsked asked) {
        var state = turn.phase().state();
        if (state == ArmState.PENDING || state == ArmState.TRIGGERED) {
            turn.say(new Note.NotNow(state, asked.by()));
            return;
        }
        var mode = asked.mode();
        if (turn.phase() instanceof Phase.Armed armed && armed.mode() == mode) {
            turn.say(new Note.Already(mode, asked.by()));
            return;
        }
        var blockers = plan.blockers(turn.state(), mode, asked.deaf());
        if (!blockers.isEmpty() && !asked.force()) {
            turn.say(new Note.NotReady(mode, blockers, asked.by()));
            return;
        }
        if (turn.phase() instanceof Phase.Disarmed) {
            turn.state().zones().forEach((id, known) -> turn.set(id, known.atArming()));
        }
        if (!blockers.isEmpty()) {
            turn.say(new Note.Overridden(mode, blockers, asked.by()));
            blockers.stream()
                    .filter(this::mustBeLeftOut)
                    .forEach(it -> turn.bypass(it.zone(), Bypass.FORCED, asked.by()));
        }
        if (!(turn.phase() instanceof Phase.Arming arming && arming.mode() == mode)) {
            turn.begins();
        }
        var delay = plan.exitDelay(turn.state(), mode);
        if (delay.isZero()) { // over at once, with all that belongs to its end: a door may be open
            new Deadlines(turn)
                    .exitOver(
                            new Phase.Arming(mode, turn.now(), turn.now(), false, false, true),
                            asked.by());
            return;
        }
        var until = turn.now().plus(delay);
        // who asks again on the way out has left all the same
        turn.enter(
                turn.phase() instanceof Phase.Arming arming && arming.mode() == mode
                        ? new Phase.Arming(
                                mode,
                                turn.now(),
                                until,
                                arming.restarted(),
                                arming.left(),
                                arming.unheard() || asked.left())
                        : new Phase.Arming(mode, turn.now(), until, false, false, asked.left()));
        turn.say(new Note.ArmingBegan(mode, until, asked.left(), asked.by()));
    }

    /// Whoever left then did so unheard.
    private static void unheard(Turn turn) {
        if (turn.delay().orElse(null) instanceof Phase.Arming arming) {
            turn.runs(arming.goesUnheard());
        }
    }

    /// Of who arms home or night nobody expects that they leave; and an armed away is what whoever
    /// says so wants.
    private static void left(Turn turn, String by, String way) {
        if (turn.delay().orElse(null) instanceof Phase.Arming arming
                && arming.mode() == Mode.AWAY) {
            unheard(turn);
            if (turn.state().outBy().isEmpty()) {
                turn.saidToBeOut(PanelWords.who(by));
                turn.say(new Note.EverybodyOut(by, way));
            }
        } else if (turn.phase().state() != ArmState.ARMED_AWAY) {
            var state = turn.state();
            turn.say(
                    new Note.NobodyLeaves(
                            PanelWords.nobodyLeaves(state.phase(), state.stayedHome()), by));
        }
    }

    /// Nobody is there to insist that a house which hears no device is armed. It is, and says so:
    /// an armed one alarms as soon as it hears again, a disarmed one does not.
    private void armByRule(Turn turn, Fact.RuleAsked asked) {
        if (!(turn.phase() instanceof Phase.Disarmed)) {
            turn.say(new Note.NotNow(turn.phase().state(), asked.by()));
            return;
        }
        boolean onlyDeaf = asked.deaf() && plan.blockers(turn.state(), asked.mode()).isEmpty();
        arm(turn, new Fact.ArmAsked(asked.mode(), onlyDeaf, true, asked.deaf(), asked.by()));
    }

    /// A zone with nothing but a low battery still works, and life safety is never left out.
    private boolean mustBeLeftOut(Blocker blocker) {
        return !blocker.isOnlyWeak()
                && plan.zone(blocker.zone()).stream()
                        .anyMatch(it -> it.kind() != ZoneKind.LIFE_SAFETY);
    }

    private static void disarm(Turn turn, String by, boolean duress) {
        var before = turn.phase();
        if (duress) {
            turn.say(new Note.Duress(by));
        }
        if (before instanceof Phase.Disarmed) {
            return;
        }
        turn.enter(new Phase.Disarmed(turn.now()));
        turn.begins();
        turn.state().zones().forEach((id, known) -> turn.set(id, known.afresh()));
        boolean told = before instanceof Phase.Triggered alarm && alarm.reportAt().isEmpty();
        turn.say(new Note.Disarmed(before.state(), by, told));
        if (before instanceof Phase.Triggered alarm && alarm.reportAt().isPresent()) {
            turn.say(new Note.Cancelled(alarm.causes().getFirst(), by));
        }
    }

    private void bypass(Turn turn, Fact.BypassAsked asked) {
        var zone = plan.zone(asked.zone());
        if (zone.isEmpty()
                || zone.get().kind() == ZoneKind.LIFE_SAFETY
                || (asked.out() && zone.get().isShared())) {
            turn.say(new Note.NoBypass(asked.zone(), asked.by()));
        } else if (asked.out()) {
            turn.bypass(asked.zone(), Bypass.BY_HAND, asked.by());
        } else {
            turn.endBypass(asked.zone(), asked.by());
        }
    }
}
