package vigilar.arming;

import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;

/// What of a phase the panel decides by, without its moments and names: two phases of one shape
/// answer each fact alike. Read off the records, so that whatever a phase is given next is seen.
final class PhaseShape {
    private PhaseShape() {}

    static String of(Phase phase) {
        var parts = new StringJoiner(", ", phase.getClass().getSimpleName() + " [", "]");
        for (var component : phase.getClass().getRecordComponents()) {
            var part = part(phase, component.getName(), value(phase, component));
            if (!part.isEmpty()) {
                parts.add(part);
            }
        }
        return parts.toString();
    }

    private static Object value(Phase phase, RecordComponent component) {
        try {
            return component.getAccessor().invoke(phase);
        } catch (ReflectiveOperationException failure) {
            throw new LinkageError(failure.getMessage(), failure);
        }
    }

    private static String part(Phase phase, String name, Object value) {
        return switch (value) {
            case Instant _, Cause _ -> "";
            case Boolean is -> is ? name : "";
            // which zones a mode watches is pinned by the armed house, once for each mode
            case Mode mode -> phase instanceof Phase.Armed ? mode.name() : "";
            case Optional<?> it when it.isEmpty() -> "";
            case Optional<?> it when it.get() instanceof Phase beneath -> name + " " + of(beneath);
            case Optional<?> _ -> name;
            // with danger only, who comes in still has time to disarm
            case List<?> causes -> causes.stream().anyMatch(PhaseShape::isBreakIn) ? name : "";
            default ->
                    throw new AssertionError(
                            "nobody said whether the panel decides by %s of %s"
                                    .formatted(name, phase));
        };
    }

    private static boolean isBreakIn(Object cause) {
        return ((Cause) cause).how() != Cause.How.ALWAYS_ON;
    }
}
