package vigilar.event;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// What keeping an event is worth. The two kinds have times and room of their own, so that a flood
/// of one never pushes out the other.
public enum Worth {
    /// What an insurer, the police or a worried family asks for years later: alarms, what ended
    /// them, who could come in, and whether the house was awake.
    ALARM,
    /// The everyday: doors, motion, batteries.
    ROUTINE;

    /// From this severity on an event is worth [#ALARM], whatever its type.
    public static final Severity FROM = Severity.ALERT;

    /// And these are, however mild: an alarm without its end is half a story.
    public static final Set<EventType> TYPES =
            types(
                    // what ends an alarm
                    "SMOKE_CLEARED",
                    "GAS_CLEARED",
                    "CARBON_MONOXIDE_CLEARED",
                    "WATER_LEAK_CLEARED",
                    "TAMPER_CLEARED",
                    "POWER_RESTORED",
                    // whether the house was awake and could hear
                    "SYSTEM_STARTED",
                    "SYSTEM_STOPPED",
                    "SYSTEM_UNCLEAN_STOP",
                    "HEARING_LOST",
                    "HEARING_GAP",
                    "PRODUCER_LOST",
                    "PRODUCER_ONLINE", // ends it
                    "CLOCK_SET", // the times before and after do not compare
                    "RECORD_GAP",
                    "STORE_RESTORED",
                    "STORE_MENDED",
                    "STORE_UNSOUND",
                    "BROKER_DAMAGED",
                    "RECORDING_LOST",
                    "RECORDING_RESTORED",
                    // what the panel did
                    "ARMING", // says by whom
                    "ARMING_REFUSED",
                    "ARMING_OVERRIDDEN",
                    "EVERYBODY_OUT", // says by whom
                    "EXIT_RESTARTED",
                    "ARMED",
                    "DISARMED",
                    "STAYED_HOME",
                    "EXIT_ERROR",
                    "ENTRY_DELAY",
                    "ENTRY_PATH_LEFT",
                    "ALARM",
                    "ALARM_ALSO",
                    "ALARM_CONFIRMED",
                    "ALARM_REPORTED",
                    "ALARM_CANCELLED",
                    "ALARM_OVER",
                    "DANGER_GOES_ON",
                    "OPENED_UNHEARD",
                    "ZONES_FULL",
                    "SIREN_ENDED",
                    "SIRENS_SILENCED",
                    "RULES_CHANGED", // they arm, and sound sirens
                    "ZONE_BYPASSED",
                    "ZONE_RESTORED",
                    "PANEL_RESUMED",
                    "PANEL_UNSURE",
                    "CUT_WHILE_ENTERING",
                    // who may come in
                    "SIGNED_IN",
                    "SIGN_IN_FAILURES",
                    "PERSON_ADDED",
                    "PERSON_CHANGED",
                    "PASSWORD_CHANGED",
                    "PIN_ADDED",
                    "PIN_CHANGED",
                    "PIN_REMOVED",
                    "PIN_NOT_ALLOWED",
                    "WRONG_PIN",
                    "ACCESS_UNSURE",
                    "API_TOKEN_ADDED",
                    "DEVICE_LOGIN_ADDED",
                    "DEVICE_LOGIN_CHANGED");

    private static Set<EventType> types(String... names) {
        return Arrays.stream(names).map(EventType::new).collect(Collectors.toUnmodifiableSet());
    }

    /// What an event of that kind is worth.
    public static Worth of(EventType type, Severity severity) {
        return severity.compareTo(FROM) >= 0 || TYPES.contains(type) ? ALARM : ROUTINE;
    }

    /// As rows and people have it.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
