package vigilar.arming;

/// How the panel takes it when a zone opens (the field's usual zone types).
public enum ZoneKind {
    /// The way in and out: leaving by it is not an alarm within the exit delay, coming in by it
    /// starts the entry delay.
    ENTRY_EXIT,
    /// A window, another door: an alarm at once.
    INSTANT,
    /// Inside: an alarm at once, unless somebody has just come in by an entry door (a follower).
    INTERIOR,
    /// Tampering, a leak: an alarm whether armed or not.
    ALWAYS,
    /// Smoke, gas, a call for help: an alarm whether armed or not. Is never bypassed, never shut
    /// down, and goes out without a pause.
    LIFE_SAFETY;

    /// True if it alarms in every state.
    boolean isAlwaysOn() {
        return this == ALWAYS || this == LIFE_SAFETY;
    }
}
