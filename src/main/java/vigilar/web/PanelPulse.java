package vigilar.web;

import vigilar.arming.PanelDesk;
import vigilar.arming.PanelKeeper;
import vigilar.storage.Database;
import vigilar.supervisor.Health;
import vigilar.supervisor.PartState;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/// Whether the panel is at work, in whichever process: how it stood last looks like a house that is
/// watched. Safe for all threads.
final class PanelPulse {
    /// 10 s after its time nothing is late only because the machine is busy, or because another
    /// process is taking the panel.
    static final Duration LATE = Duration.ofSeconds(10);

    private static final String MEANS = " Nothing alarms, and nothing that is asked here is done. ";
    private static final String DOWN =
            "The panel does not run."
                    + MEANS
                    + "Look whether the disk is full, and what the log of Vigilar says; it keeps"
                    + " trying (%s).";
    private static final String NOT_YET =
            "The panel does not run yet."
                    + MEANS
                    + "Wait some seconds; if it stays so, the log of Vigilar says why.";
    private static final String STANDS_STILL =
            "The panel stands still: it has not done what was due."
                    + MEANS
                    + "If it stays so, start Vigilar again.";

    private final PanelDesk desk;
    private final Health health;

    PanelPulse(PanelDesk desk, Health health) {
        this.desk = desk;
        this.health = health;
    }

    /// Why it watches nobody, and what to do, in words; empty: all is well.
    ///
    /// @param view how it stands by its last word
    Optional<String> trouble(PanelDesk.View view) {
        var holder = desk.holder();
        var parts = Stream.of(PanelKeeper.PART, Database.PART).map(it -> health.partIn(holder, it));
        var down = parts.flatMap(Optional::stream).flatMap(PanelPulse::why).findFirst();
        if (down.isPresent()) {
            return down.map(DOWN::formatted);
        }
        if (holder.isEmpty() || !isUp(health.partIn(holder, PanelKeeper.PART))) {
            return Optional.of(NOT_YET);
        }
        return view.left().filter(it -> it.plus(LATE).isNegative()).map(_ -> STANDS_STILL);
    }

    private static Stream<String> why(PartState state) {
        return state instanceof PartState.Down(_, var why) ? Stream.of(why) : Stream.empty();
    }

    private static boolean isUp(Optional<PartState> state) {
        return state.filter(it -> it instanceof PartState.Up).isPresent();
    }
}
