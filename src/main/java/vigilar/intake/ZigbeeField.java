package vigilar.intake;

import static vigilar.event.Severity.ALERT;
import static vigilar.event.Severity.CRITICAL;
import static vigilar.event.Severity.INFO;
import static vigilar.event.Severity.WARNING;

import tools.jackson.databind.JsonNode;

import vigilar.event.EventType;
import vigilar.event.Severity;

import java.util.List;
import java.util.Optional;

/// A field of a Zigbee device's flat JSON that says something about the house: a row of the table.
///
/// @param key its name, and that of the point
/// @param polarity its two values, unless the device describes others
/// @param outcomes `on` and, where somebody wants to hear of it, `off`
record ZigbeeField(String key, Polarity polarity, List<Outcome> outcomes) {
    /// The values of a binary field, as text in lower case.
    ///
    /// @param on the one that is worth a word: open, wet, moving
    record Polarity(String on, String off) {
        static final Polarity USUAL = new Polarity("true", "false");

        /// `on`, `off`, or empty when it is neither of the two.
        Optional<String> word(JsonNode value) {
            var text = textOf(value);
            if (text.equals(on)) {
                return Optional.of("on");
            }
            return text.equals(off) ? Optional.of("off") : Optional.empty();
        }

        /// A value that may be compared; empty for what is no plain value.
        static String textOf(JsonNode value) {
            return value.isValueNode() && !value.isNull()
                    ? value.asString().strip().toLowerCase(java.util.Locale.ROOT)
                    : "";
        }
    }

    private static final Polarity TRUE_IS_CLOSED = new Polarity("false", "true");

    static final ZigbeeField BATTERY =
            row("battery_low", on("BATTERY_LOW", WARNING), off("BATTERY_OK"));

    static final List<ZigbeeField> BINARY =
            List.of(
                    row("contact", TRUE_IS_CLOSED, on("CONTACT_OPEN", INFO), off("CONTACT_CLOSED")),
                    row("occupancy", on("MOTION_START", INFO), off("MOTION_END")),
                    row("presence", on("MOTION_START", INFO), off("MOTION_END")),
                    row("moving", on("MOTION_START", INFO), off("MOTION_END")),
                    row("vibration", on("VIBRATION", WARNING)),
                    row("tamper", on("TAMPER", ALERT), off("TAMPER_CLEARED")),
                    row("water_leak", on("WATER_LEAK", ALERT), off("WATER_LEAK_CLEARED")),
                    row("smoke", on("SMOKE", CRITICAL), off("SMOKE_CLEARED")),
                    row("gas", on("GAS", CRITICAL), off("GAS_CLEARED")),
                    row(
                            "carbon_monoxide",
                            on("CARBON_MONOXIDE", CRITICAL),
                            off("CARBON_MONOXIDE_CLEARED")),
                    row("sos", on("PANIC", CRITICAL)),
                    row("noise_detected", on("NOISE_DETECTED", WARNING)),
                    BATTERY);

    /// Numbers of which the newest is kept.
    static final List<String> READINGS =
            List.of("battery", "voltage", "linkquality", "temperature", "humidity");

    ZigbeeField {
        outcomes = List.copyOf(outcomes);
    }

    /// True for a key that this table knows, in whatever part.
    static boolean isKnown(String key) {
        return key.equals("action")
                || READINGS.contains(key)
                || BINARY.stream().anyMatch(field -> field.key().equals(key));
    }

    /// What that state is to people; empty when nobody wants to hear of it.
    Optional<Outcome> outcome(String word) {
        return outcomes.stream().filter(outcome -> outcome.word().equals(word)).findFirst();
    }

    private static ZigbeeField row(String key, Outcome... outcomes) {
        return row(key, Polarity.USUAL, outcomes);
    }

    private static ZigbeeField row(String key, Polarity polarity, Outcome... outcomes) {
        return new ZigbeeField(key, polarity, List.of(outcomes));
    }

    private static Outcome on(String type, Severity severity) {
        return new Outcome("on", new EventType(type), severity, "");
    }

    private static Outcome off(String type) {
        return new Outcome("off", new EventType(type), INFO, "");
    }
}
