package vigilar.cli;

import vigilar.config.Settings;

import java.util.List;

/// What would be made of a message, line by line for people.
///
/// @param refused true if it was not understood
public record Tried(List<String> lines, boolean refused) {
    public Tried {
        lines = List.copyOf(lines);
    }

    /// Tries a message and stores nothing.
    @FunctionalInterface
    public interface Trier {
        /// @param retained as if the broker had kept it from before the house listened
        Tried of(Settings settings, String topic, String payload, boolean retained);
    }
}
