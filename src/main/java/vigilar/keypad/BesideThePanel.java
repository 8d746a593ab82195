package vigilar.keypad;

import vigilar.arming.PanelDesk;
import vigilar.arming.PanelKeeper;
import vigilar.bus.Link;
import vigilar.supervisor.Health;
import vigilar.supervisor.PartState;

import java.time.Duration;

/// Where a part of this room works: in the process that runs the panel, for as long as it does. So
/// two processes never both look at a PIN, nor say both how the panel stands. Safe for all threads.
///
/// @param part its name on the health board
/// @param seat of this process among those that may run the panel
record BesideThePanel(String part, PanelDesk desk, PanelKeeper.Seat seat, Health health) {
    /// 250 ms: how soon it is seen that another process took the panel.
    static final Duration LOOK = Duration.ofMillis(250);

    /// What is done from taking the panel to losing it.
    @FunctionalInterface
    interface Turn {
        /// Returns once [#isOurs] does not hold any more.
        void serve() throws InterruptedException;
    }

    /// Until interrupted.
    ///
    /// @param turn done each time that the panel comes to run here
    void work(Turn turn) throws InterruptedException {
        health.starting(part);
        while (true) {
            switch (desk.whose(seat)) {
                case OURS -> turn.serve();
                case ANOTHERS -> health.up(part); // standing by is well, too
                case NOBODYS -> {} // the panel begins in a moment
            }
            Thread.sleep(LOOK);
        }
    }

    /// Whether the panel that is ours is at work.
    boolean panelRuns() {
        return health.parts().get(PanelKeeper.PART) instanceof PartState.Up;
    }

    boolean isOurs() {
        return desk.whose(seat) == PanelDesk.Whose.OURS;
    }

    /// A part is as well as its link to the broker.
    void tell(Link link) {
        switch (link) {
            case Link.Starting _ -> health.starting(part);
            case Link.Up _ -> health.up(part);
            case Link.Away(_, var why) -> health.down(part, why);
        }
    }
}
