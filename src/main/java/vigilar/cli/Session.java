package vigilar.cli;

import vigilar.supervisor.ParentWatch;

import java.util.Optional;

/// From the start of a house to its end, however that comes.
final class Session {
    private final Surroundings surroundings;

    Session(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /// What is done beside the house: the demo's devices and its folder.
    interface Guest extends AutoCloseable {
        /// The house is ready.
        void welcome(Ready ready);

        /// Before the house stops.
        void leave();

        /// After the house has stopped.
        @Override
        void close();
    }

    /// Returns only when the start fails, or when the program is told to stop by other means than a
    /// signal.
    ///
    /// @param child stop when standard input ends
    int live(Running house, Optional<? extends Guest> guest, boolean child) {
        surroundings.stop().onStop(() -> end(house, guest));
        if (child) {
            ParentWatch.start(surroundings.in(), () -> System.exit(ExitCode.OK));
        }
        try {
            var ready = house.start();
            surroundings.out().println(ready.line());
            ready.firstStep().ifPresent(surroundings.out()::println);
            surroundings.out().flush();
            guest.ifPresent(it -> it.welcome(ready));
            house.stay();
            return ExitCode.OK;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return ExitCode.OK;
        } finally {
            surroundings.stop().forget();
            end(house, guest);
        }
    }

    private static void end(Running house, Optional<? extends Guest> guest) {
        try {
            guest.ifPresent(Guest::leave);
        } finally {
            try {
                house.close();
            } finally {
                guest.ifPresent(Guest::close);
            }
        }
    }
}
