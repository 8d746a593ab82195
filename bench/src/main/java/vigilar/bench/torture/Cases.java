package vigilar.bench.torture;

import vigilar.bench.field.HousePlan;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// All cases, in the order in which they run.
final class Cases {
    private static final UnaryOperator<HousePlan> AS_IT_IS = plan -> plan;

    /// The parts of `quick`.
    private static final List<TortureCase> QUICK =
            List.of(
                    new FaultCase(
                            "kill-everything",
                            "After SIGKILL of the whole house at any moment, all that was"
                                + " acknowledged is stored once, and viewers go on without a hole.",
                            "SIGKILL of all processes at once",
                            5,
                            100,
                            AS_IT_IS,
                            Kills::everything));

    private Cases() {}

    static List<TortureCase> quick() {
        return QUICK;
    }

    static List<TortureCase> all() {
        return QUICK;
    }

    static Optional<TortureCase> named(String name) {
        return all().stream().filter(it -> it.name().equals(name)).findFirst();
    }
}
