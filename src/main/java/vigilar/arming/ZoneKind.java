package vigilar.arming;

import java.util.Set;

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

    /// What counts of a device that is in the zone only because of where it stands, by type of
    /// event: in an area there is more than one means. A window zone shall not alarm because
    /// somebody walks there, nor the way in begin because of a knock; a lamp is in none of them.
    Set<String> inAreas() {
        return switch (this) {
            case ENTRY_EXIT -> Set.of("CONTACT_OPEN", "CONTACT_CLOSED");
            case INSTANT -> Set.of("CONTACT_OPEN", "CONTACT_CLOSED", "VIBRATION");
            case INTERIOR -> Set.of("MOTION_START", "MOTION_END", "PERSON_DETECTED");
            case ALWAYS, LIFE_SAFETY -> Set.of();
        };
    }

    /// What of a device is nothing to the zone, also where the zone names it: who knocks at a door
    /// comes in by it as little as they leave.
    boolean isDeafTo(String type) {
        return this == ENTRY_EXIT && type.equals("VIBRATION");
    }

    /// True if it alarms in every state.
    boolean isAlwaysOn() {
        return this == ALWAYS || this == LIFE_SAFETY;
    }
}
