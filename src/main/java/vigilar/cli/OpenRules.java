package vigilar.cli;

import vigilar.config.Settings;
import vigilar.rules.RuleDesk;
import vigilar.rules.RuleLookback;

/// The rules of a data folder, beside the house that may be running on it.
///
/// @param past tries rules on it
/// @param closing gives the files back
public record OpenRules(RuleDesk desk, RuleLookback past, Runnable closing)
        implements AutoCloseable {
    @Override
    public void close() {
        closing.run();
    }

    /// Opens the rules of an existing data folder; takes no role lock.
    @FunctionalInterface
    public interface Opener {
        /// @throws CannotStart when there is none
        OpenRules open(Settings settings);
    }
}
