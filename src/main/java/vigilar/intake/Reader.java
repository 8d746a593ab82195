package vigilar.intake;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/// Looks at the fields of a message and says which of its row's outcomes it is, by its word. What
/// it does not like it says to the fields; then the word does not matter. Pure.
@FunctionalInterface
interface Reader {
    String read(Fields fields);

    /// For rows that always mean the same.
    static Reader always(String word) {
        return _ -> word;
    }

    /// Words by which detectors name what drives.
    Set<String> VEHICLES = Set.of("vehicle", "car", "truck", "bus", "motorcycle", "bicycle");

    /// Something is so, unless `value` is false.
    static String flag(Fields fields) {
        return fields.flag("value", true) ? "on" : "off";
    }

    static String detection(Fields fields) {
        var detection = fields.object("detection");
        detection.number("confidence");
        var label = detection.text("label").toLowerCase(Locale.ROOT);
        if (label.equals("person")) {
            return "person";
        }
        return VEHICLES.contains(label) ? "vehicle" : "motion";
    }

    static String cameraError(Fields fields) {
        fields.text("message");
        return "error";
    }

    static String pet(Fields fields) {
        fields.text("species");
        fields.number("confidence");
        var place =
                fields.word("location", "interior", Set.of("exterior", "transition", "interior"));
        if (fields.textOrNumber("pet_id").isBlank()) {
            return "unknown";
        }
        return place.equals("interior") ? "indoors" : "elsewhere";
    }

    static String wildlife(Fields fields) {
        fields.text("species");
        fields.number("confidence");
        return fields.word("threat", "", Set.of("predator", "nuisance", "passive"));
    }

    static String presence(Fields fields) {
        fields.text("role");
        return fields.word("state", "", Set.of("home", "away"));
    }

    /// A message of the UPS, whatever it says.
    static Reader ups(String word) {
        return fields -> {
            fields.text("status");
            fields.number("charge");
            fields.number("runtime_s");
            fields.number("input_v");
            fields.number("load_pct");
            return word;
        };
    }

    static String measurement(Fields fields) {
        fields.needed("value");
        fields.number("value");
        return "";
    }

    Set<String> WELL = Set.of("healthy", "ok", "good", "up");
    Set<String> UNWELL =
            Set.of("degraded", "unhealthy", "warning", "error", "critical", "failed", "down");

    static String health(Fields fields) {
        var all = new HashSet<>(WELL);
        all.addAll(UNWELL);
        return WELL.contains(fields.word("overall", "", all)) ? "well" : "degraded";
    }
}
