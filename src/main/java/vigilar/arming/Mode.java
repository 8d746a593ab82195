package vigilar.arming;

import java.util.Optional;

/// In which way the house is armed.
public enum Mode {
    /// People are at home and awake: the shell is watched, the inside is not.
    HOME,
    /// Nobody is there.
    AWAY,
    /// People sleep: the shell, and what they do not walk through at night.
    NIGHT;

    /// The mode of that name in any case, with or without `ARMED_`; empty: none.
    public static Optional<Mode> named(String text) {
        for (var mode : values()) {
            if (mode.name().equalsIgnoreCase(text) || ("ARMED_" + mode).equalsIgnoreCase(text)) {
                return Optional.of(mode);
            }
        }
        return Optional.empty();
    }
}
