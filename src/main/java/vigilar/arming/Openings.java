package vigilar.arming;

import java.time.Instant;
import java.util.Optional;

/// What it means that a zone opens or closes, phase by phase.
final class Openings {
    /// 10 a minute that a zone opened and is no alarm, in a phase: more than somebody walking
    /// through the house opens anything.
    private static final int MOST_MISSED = 10;

    private final Turn turn;

    Openings(Turn turn) {
        this.turn = turn;
    }

    /// What is felt opens nothing for long, and closes nothing either.
    void felt(Zone zone, long event) {
        boolean wasOpen = turn.state().zone(zone.id()).open();
        opened(zone, event);
        turn.set(zone.id(), turn.state().zone(zone.id()).open(wasOpen));
    }

    void opened(Zone zone, long event) {
        var before = turn.state().zone(zone.id());
        turn.set(zone.id(), before.open(true));
        boolean watched = turn.modeNow().stream().anyMatch(zone::takesPart);
        if (zone.kind() != ZoneKind.LIFE_SAFETY && before.bypass().isPresent()) {
            if (watched || zone.kind().isAlwaysOn()) {
                nearMiss(zone, event, Note.Why.BYPASSED);
            }
            return;
        }
        if (zone.kind().isAlwaysOn()) {
            alwaysOn(zone, cause(zone, event, Cause.How.ALWAYS_ON), before.open());
            return;
        }
        switch (turn.phase()) {
            case Phase.Disarmed _ -> {
                if (zone.chimes()) {
                    turn.say(new Note.Chimed(zone.id()));
                }
            }
            case Phase.Arming arming when watched -> leaving(arming, zone, event, before.open());
            case Phase.Armed armed when watched -> armed(armed.mode(), zone, event);
            case Phase.Pending pending when watched -> entering(pending, zone, event);
            case Phase.Triggered alarm when watched -> alarmed(alarm, zone, event, before.open());
            case Phase.Arming _, Phase.Armed _, Phase.Pending _, Phase.Triggered _ -> {
                // not watched in this mode
            }
        }
    }

    private void alwaysOn(Zone zone, Cause cause, boolean wasOpen) {
        boolean isKnown = wasOpen && turn.isCause(zone.id());
        if (!isKnown) {
            turn.alarm(zone, cause);
        } else if (zone.kind() == ZoneKind.LIFE_SAFETY) {
            turn.again(zone, cause);
        } // else a leak says again what it said
    }

    private void leaving(Phase.Arming arming, Zone zone, long event, boolean wasOpen) {
        if (zone.kind() != ZoneKind.ENTRY_EXIT) {
            nearMiss(zone, event, Note.Why.LEAVING);
            return;
        }
        boolean again = arming.left() && !wasOpen && !arming.restarted();
        var until =
                again
                        ? turn.now().plus(turn.plan().exitDelay(turn.state(), arming.mode()))
                        : arming.until();
        turn.runs(
                new Phase.Arming(
                        arming.mode(),
                        arming.since(),
                        until,
                        arming.restarted() || again,
                        true,
                        arming.unheard()));
        if (again) {
            turn.say(new Note.ExitRestarted(zone.id(), until));
        }
    }

    private void armed(Mode mode, Zone zone, long event) {
        if (isAlone(zone, event)) {
            return;
        }
        switch (zone.kind()) {
            case ENTRY_EXIT -> comesIn(mode, zone, event);
            case INTERIOR -> turn.alarm(zone, burglary(zone, event, Cause.How.INSIDE));
            case INSTANT -> turn.alarm(zone, burglary(zone, event, Cause.How.INSTANT));
            case ALWAYS, LIFE_SAFETY -> throw new IllegalStateException("always on: " + zone.id());
        }
    }

    private void comesIn(Mode mode, Zone zone, long event) {
        turn.entry(mode, zone, cause(zone, event, Cause.How.ENTRY), turn.entryDelay(zone, mode));
    }

    private void entering(Phase.Pending pending, Zone zone, long event) {
        if (isOnPath(zone)) {
            nearMiss(zone, event, Note.Why.ON_ENTRY_PATH);
        } else if (isAlone(zone, event)) {
            return;
        } else if (!turn.rules().warnsOffPath() || pending.offPath().isPresent()) {
            turn.alarm(zone, burglary(zone, event, Cause.How.OFF_PATH));
        } else {
            var alarmAt = earlier(pending.until(), turn.now().plus(PanelRules.OFF_PATH_GRACE));
            turn.runs(
                    new Phase.Pending(
                            pending.mode(),
                            pending.since(),
                            alarmAt,
                            pending.cause(),
                            Optional.of(zone.id())));
            turn.say(new Note.OffPath(zone.id(), alarmAt));
        }
    }

    /// Somebody may leave because of a smoke alarm, or come home to one: then there is time as
    /// always.
    private void alarmed(Phase.Triggered alarm, Zone zone, long event, boolean wasOpen) {
        if (alarm.beneath().isPresent()) {
            switch (alarm.beneath().get()) {
                case Phase.Arming arming -> leaving(arming, zone, event, wasOpen);
                case Phase.Pending pending -> entering(pending, zone, event);
            }
            return;
        }
        if (isAlone(zone, event)) {
            return;
        }
        boolean broken = alarm.causes().stream().anyMatch(it -> it.how() != Cause.How.ALWAYS_ON);
        if (!broken && zone.kind() == ZoneKind.ENTRY_EXIT) {
            alarm.mode().ifPresent(it -> comesIn(it, zone, event));
        } else {
            var how = zone.kind() == ZoneKind.INTERIOR ? Cause.How.INSIDE : Cause.How.INSTANT;
            turn.alarm(zone, burglary(zone, event, how));
        }
    }

    private static boolean isOnPath(Zone zone) {
        return zone.kind() == ZoneKind.ENTRY_EXIT || zone.kind() == ZoneKind.INTERIOR;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /// True if the zone belongs to a group of which too few have opened in time. A way in is never
    /// alone: whoever comes in by it has time to disarm, and the others count it.
    private boolean isAlone(Zone zone, long event) {
        if (zone.group().isEmpty()) {
            return false;
        }
        var group = zone.group().get();
        turn.set(zone.id(), turn.state().zone(zone.id()).felt(turn.now()));
        var since = turn.now().minus(group.within());
        long felt =
                turn.plan()
                        .of(group)
                        .filter(
                                it ->
                                        turn.state().zone(it.id()).felt().stream()
                                                .anyMatch(at -> !at.isBefore(since)))
                        .count();
        if (felt >= group.needed() || zone.kind() == ZoneKind.ENTRY_EXIT) {
            return false;
        }
        nearMiss(zone, event, Note.Why.ALONE);
        return true;
    }

    private Cause burglary(Zone zone, long event, Cause.How how) {
        // a way in needs no others of its group
        var together = zone.group().isPresent() && zone.kind() != ZoneKind.ENTRY_EXIT;
        return cause(zone, event, together ? Cause.How.TOGETHER : how);
    }

    private Cause cause(Zone zone, long event, Cause.How how) {
        return new Cause(zone.id(), turn.now(), event, how);
    }

    /// A sensor gone mad opens two hundred times a second.
    private void nearMiss(Zone zone, long event, Note.Why why) {
        var known = turn.state().zone(zone.id());
        var minute =
                known.missed()
                        .filter(it -> !it.since().isBefore(turn.phase().since()))
                        .filter(it -> turn.now().isBefore(it.since().plus(Turn.TOLD_EVERY)));
        int times = minute.map(ZoneState.Missed::times).orElse(0);
        if (times >= MOST_MISSED) {
            return;
        }
        var since = minute.map(ZoneState.Missed::since).orElse(turn.now());
        turn.set(zone.id(), known.missed(new ZoneState.Missed(since, times + 1)));
        turn.say(new Note.NearMiss(zone.id(), event, why));
    }

    /// How a zone stands, from what is no news: no alarm, but what is closed is watched again.
    void known(ZoneId zone, boolean open) {
        var before = turn.state().zone(zone);
        turn.set(zone, before.open(open));
        if (before.open() != open) {
            turn.plan().zone(zone).ifPresent(this::leftUnheard);
        }
        if (!open) {
            watchAgain(zone);
        }
    }

    /// Nobody knows how it stands, so it counts as closed; left out it stays.
    void neverHeard(ZoneId zone) {
        known(zone, false);
        turn.forgets(zone);
    }

    /// Open, and nobody heard it open. It may be long ago, and a cache that does not know the end
    /// says the same: so no siren, but it is said aloud wherever it would have been one.
    void found(Zone zone, long event) {
        var before = turn.state().zone(zone.id());
        turn.set(zone.id(), before.open(true));
        boolean watched =
                zone.kind().isAlwaysOn() || turn.modeNow().stream().anyMatch(zone::takesPart);
        if (before.open() || !watched) {
            return;
        }
        if (before.bypass().isPresent() && zone.kind() != ZoneKind.LIFE_SAFETY) {
            nearMiss(zone, event, Note.Why.BYPASSED);
        } else if (zone.kind().isAlwaysOn()) {
            turn.say(new Note.OpenedUnheard(zone.id(), event));
        } else if (turn.delay().orElse(null) instanceof Phase.Arming) {
            leftUnheard(zone);
            nearMiss(zone, event, Note.Why.LEAVING);
        } else if (turn.delay().orElse(null) instanceof Phase.Pending && isOnPath(zone)) {
            nearMiss(zone, event, Note.Why.ON_ENTRY_PATH);
        } else if (!isAlone(zone, event)) {
            turn.say(new Note.OpenedUnheard(zone.id(), event));
        }
    }

    /// A way out that stands otherwise than one knew was used, most likely just now: nobody shall
    /// be taken for at home because the link was away while they left.
    private void leftUnheard(Zone zone) {
        if (turn.delay().orElse(null) instanceof Phase.Arming arming
                && zone.kind() == ZoneKind.ENTRY_EXIT
                && zone.takesPart(arming.mode())) {
            turn.runs(arming.hasLeft());
        }
    }

    /// What stood open past its alarm is left out until it closes, however one learns of that.
    private void watchAgain(ZoneId zone) {
        if (turn.state().zone(zone).bypass().equals(Optional.of(Bypass.AFTER_ALARM))) {
            turn.endBypass(zone, "");
        }
    }

    void closed(Zone zone) {
        var before = turn.state().zone(zone.id());
        turn.set(zone.id(), before.open(false));
        watchAgain(zone.id());
        if (turn.delay().orElse(null) instanceof Phase.Arming arming
                && before.open()
                && zone.kind() == ZoneKind.ENTRY_EXIT
                && zone.takesPart(arming.mode())) {
            turn.runs(
                    new Phase.Arming(
                            arming.mode(),
                            arming.since(),
                            zone.armsOnClose() ? turn.now() : arming.until(),
                            arming.restarted(),
                            true,
                            arming.unheard()));
        }
    }
}
