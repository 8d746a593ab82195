package vigilar.intake;

import static vigilar.event.Severity.INFO;
import static vigilar.event.Severity.WARNING;

import tools.jackson.databind.JsonNode;

import vigilar.event.EventType;
import vigilar.event.Severity;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What Frigate reviewed: some seconds at one camera in which something was seen.
///
/// @param alert Frigate's own word for what matters; else `detection`
/// @param what the gravest kind of thing that was seen
/// @param object its label, or `something`
/// @param detections ids of Frigate's events, to fetch pictures by
record FrigateReview(
        String id,
        String camera,
        boolean alert,
        What what,
        String object,
        List<String> objects,
        List<String> subLabels,
        List<String> zones,
        List<String> audio,
        List<String> detections) {

    /// A kind of thing that is seen, and Frigate's labels for it.
    record What(EventType type, List<String> labels) {
        static final What PERSON = named("PERSON_DETECTED", "person", "face");
        static final What VEHICLE =
                named(
                        "VEHICLE_DETECTED",
                        "car",
                        "truck",
                        "bus",
                        "motorcycle",
                        "bicycle",
                        "vehicle",
                        "license_plate",
                        "boat",
                        "train",
                        "airplane",
                        "school_bus",
                        "garbage_truck");
        static final What ANIMAL =
                named(
                        "ANIMAL_DETECTED",
                        "dog",
                        "cat",
                        "bird",
                        "horse",
                        "sheep",
                        "cow",
                        "elephant",
                        "bear",
                        "zebra",
                        "giraffe",
                        "animal",
                        "deer",
                        "fox",
                        "goat",
                        "rabbit",
                        "raccoon",
                        "skunk",
                        "squirrel",
                        "kangaroo");
        static final What OBJECT = named("OBJECT_DETECTED");
        static final What SOUND = named("SOUND_DETECTED");

        /// The gravest first.
        static final List<What> ALL = List.of(PERSON, VEHICLE, ANIMAL, OBJECT, SOUND);

        What {
            labels = List.copyOf(labels);
        }

        /// What an object of that label is.
        static What of(String label) {
            return ALL.stream()
                    .filter(what -> what.labels().contains(plain(label)))
                    .findFirst()
                    .orElse(OBJECT);
        }

        private static What named(String type, String... labels) {
            return new What(new EventType(type), List.of(labels));
        }
    }

    /// 16 of a list: more objects than one sees in a picture.
    private static final int MOST_OF_A_LIST = 16;

    /// 80 characters: as much of a text as one row of the page shows.
    private static final int LONGEST_TEXT = 80;

    FrigateReview {
        objects = List.copyOf(objects);
        subLabels = List.copyOf(subLabels);
        zones = List.copyOf(zones);
        audio = List.copyOf(audio);
        detections = List.copyOf(detections);
    }

    /// The `after` of a message whose id, camera and severity were looked at already. What else is
    /// of a wrong type counts as not said: the review itself is news enough.
    static FrigateReview of(String id, String camera, String severity, JsonNode after) {
        var data = after.path("data");
        var objects = texts(data.path("objects")).stream().map(FrigateReview::plain).toList();
        var audio = texts(data.path("audio"));
        for (var what : What.ALL) {
            var seen = objects.stream().filter(what.labels()::contains).findFirst();
            if (seen.isPresent()) {
                return review(id, camera, severity, what, seen.get(), objects, audio, data);
            }
        }
        return objects.isEmpty() && !audio.isEmpty()
                ? review(id, camera, severity, What.SOUND, audio.getFirst(), objects, audio, data)
                : review(
                        id,
                        camera,
                        severity,
                        What.OBJECT,
                        objects.isEmpty() ? "something" : objects.getFirst(),
                        objects,
                        audio,
                        data);
    }

    private static FrigateReview review(
            String id,
            String camera,
            String severity,
            What what,
            String object,
            List<String> objects,
            List<String> audio,
            JsonNode data) {
        return new FrigateReview(
                id,
                camera,
                severity.equals("alert"),
                what,
                object,
                objects,
                texts(data.path("sub_labels")),
                texts(data.path("zones")),
                audio,
                texts(data.path("detections")));
    }

    /// `person-verified` is a person whose face or plate was recognised.
    private static String plain(String label) {
        return label.toLowerCase(Locale.ROOT).replaceFirst("-verified$", "");
    }

    private static List<String> texts(JsonNode list) {
        var texts = new ArrayList<String>();
        for (var one : list) {
            if (one.isString() && !one.asString().isBlank() && texts.size() < MOST_OF_A_LIST) {
                var text = one.asString();
                texts.add(text.substring(0, Math.min(text.length(), LONGEST_TEXT)));
            }
        }
        return texts;
    }

    /// Frigate's alerts deserve a look; its detections are for the record. How loud an alarm is, is
    /// not a camera's to say.
    Severity severity() {
        return alert ? WARNING : INFO;
    }

    Outcome outcome() {
        return new Outcome(
                alert ? "alert" : "detection",
                what.type(),
                severity(),
                "a review of severity " + (alert ? "alert" : "detection"));
    }
}
