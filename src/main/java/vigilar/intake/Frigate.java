package vigilar.intake;

import static vigilar.event.Severity.INFO;
import static vigilar.event.Severity.WARNING;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import vigilar.bus.Prefix;
import vigilar.event.EventType;
import vigilar.event.Payload;
import vigilar.event.Provenance;
import vigilar.event.Severity;
import vigilar.event.SourceId;
import vigilar.intake.Signal.Meaning;
import vigilar.intake.Signal.Point;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The reader for Frigate: its reviews are what happened, its events are detail to them. It
/// subscribes to those topics alone, since Frigate keeps pictures on the same tree.
final class Frigate implements Producer {
    static final String CALLED = "Frigate";

    /// The point under which it is remembered what was told of a camera's reviews.
    static final String LESSON = "frigate/reviews";

    static final SourceId ITSELF = new SourceId("frigate");

    static final Outcome ONLINE = says("online", "PRODUCER_ONLINE", INFO, "available online");
    static final Outcome OFFLINE =
            says("offline", "PRODUCER_OFFLINE", WARNING, "available offline");
    static final Outcome STOPPED =
            says("stopped", "PRODUCER_STOPPED", WARNING, "available stopped");
    static final Outcome ENDED = says("end", "DETECTION_ENDED", INFO, "a review ends");

    /// What the roles of a camera say; audio is only kept as state.
    static final Map<String, List<Outcome>> ROLES =
            Map.of(
                    "detect",
                    List.of(
                            says("online", "CAMERA_ONLINE", INFO, "status/detect online"),
                            says("offline", "CAMERA_OFFLINE", WARNING, "status/detect offline"),
                            says("disabled", "CAMERA_DISABLED", INFO, "status/detect disabled")),
                    "record",
                    List.of(
                            says("online", "RECORDING_RESTORED", INFO, "status/record online"),
                            says("offline", "RECORDING_LOST", WARNING, "status/record offline")),
                    "audio",
                    List.of());

    /// 120 characters: Frigate's names and labels are words.
    static final int LONGEST_TEXT = 120;

    private static final List<String> STATES = List.of("online", "offline", "disabled");

    private static final JsonMapper JSON = StrictJson.mapper(Limits.STANDARD);

    private final String root;
    private final FrigateReviews reviews;
    private final Settling settling = new Settling();
    private final FrigateDetails details = new FrigateDetails();

    /// @param lessons what was told of each camera's reviews before
    Frigate(Prefix prefix, Map<SourceId, String> lessons) {
        root = prefix.topic("");
        reviews = new FrigateReviews(lessons);
    }

    @Override
    public List<String> filters() {
        return List.of(root + "available", root + "reviews", root + "events", root + "+/status/+");
    }

    @Override
    public String called() {
        return CALLED;
    }

    @Override
    public About about(SourceId source) {
        return source.equals(ITSELF) ? About.NOTHING : new About("", "camera", "");
    }

    @Override
    public Optional<SourceId> itself() {
        return Optional.of(ITSELF);
    }

    @Override
    public boolean owns(String topic) {
        return topic.startsWith(root);
    }

    @Override
    public Decoded read(Heard heard) {
        var below = heard.topic().substring(root.length());
        var levels = below.split("/", -1);
        if (heard.bytes().length == 0) {
            return new Decoded.Ignored("an empty message only clears what the broker kept");
        }
        if (levels.length == 3 && levels[1].equals("status")) {
            return status(levels[0], levels[2], heard);
        }
        return switch (below) {
            case "available" -> available(heard);
            case "reviews" -> envelope(heard, this::review);
            case "events" -> envelope(heard, this::detail);
            default -> new Decoded.Ignored("nothing of the house depends on " + below);
        };
    }

    private static String word(Heard heard) {
        return StrictJson.strictText(heard.bytes())
                .map(text -> text.strip().replaceAll("^\"|\"$", ""))
                .orElse("");
    }

    private Decoded available(Heard heard) {
        var word = word(heard);
        if (word.equals("online") && !heard.retained()) {
            settling.bornAt(heard.nanos());
        }
        for (var outcome : List.of(ONLINE, OFFLINE, STOPPED)) {
            if (outcome.word().equals(word)) {
                var point = new Point(ITSELF, Absence.AVAILABILITY);
                // Its own birth is news; what it repeats after it is not.
                var provenance = settling.ofMoment(heard);
                return state(point, word, Optional.of(outcome), new Said(), provenance);
            }
        }
        return new Decoded.Refused("none of online, offline, stopped");
    }

    private Decoded status(String camera, String role, Heard heard) {
        var word = word(heard);
        if (!STATES.contains(word)) {
            return new Decoded.Refused("none of " + String.join(", ", STATES));
        }
        var outcome =
                ROLES.getOrDefault(role, List.of()).stream()
                        .filter(one -> one.word().equals(word))
                        .findFirst();
        var point = new Point(SafeName.of(camera), "status/" + role);
        return ROLES.containsKey(role)
                ? state(
                        point,
                        word,
                        outcome,
                        new Said().named(camera).with("role", role),
                        settling.ofState(heard))
                : new Decoded.Ignored("a role that nothing depends on: " + role);
    }

    private Decoded state(
            Point point, String word, Optional<Outcome> outcome, Said said, Provenance provenance) {
        return new Decoded.Understood(
                new Signal.Field(
                        point,
                        word,
                        word.equals("online"),
                        outcome.map(Frigate::meaning),
                        said.payload(),
                        provenance),
                false);
    }

    @FunctionalInterface
    private interface Part {
        Decoded read(String type, JsonNode after, Heard heard);
    }

    /// `{"type": …, "before": …, "after": …}`.
    private static Decoded envelope(Heard heard, Part part) {
        return switch (StrictJson.parse(JSON, heard.bytes(), Limits.STANDARD)) {
            case StrictJson.Parsed.Nonsense(var reason) -> new Decoded.Refused(reason);
            case StrictJson.Parsed.Tree(var tree) -> {
                var type = StrictJson.text(tree, "type");
                var known = List.of("new", "update", "end").contains(type);
                if (!known) {
                    yield type.isEmpty()
                            ? new Decoded.Refused("type is missing")
                            : new Decoded.Ignored("a message of type " + type);
                }
                yield tree.path("after").isObject()
                        ? part.read(type, tree.path("after"), heard)
                        : new Decoded.Refused("after must be an object");
            }
        };
    }

    private Decoded review(String type, JsonNode after, Heard heard) {
        var id = StrictJson.text(after, "id");
        var camera = StrictJson.text(after, "camera");
        var severity = StrictJson.text(after, "severity");
        if (!FrigateReviews.isId(id)) {
            return new Decoded.Refused("after.id is missing or no id");
        }
        if (camera.isBlank()) {
            return new Decoded.Refused("after.camera is missing");
        }
        if (severity.isBlank()) {
            return new Decoded.Refused("after.severity is missing");
        }
        var review = FrigateReview.of(id, camera, severity, after);
        return new Decoded.Understood(
                signals(review, type.equals("end"), after, heard), Optional.empty());
    }

    /// An update is news only when the review rises, when a person comes into it, or when it is the
    /// first live word of a review that goes on.
    private List<Signal> signals(FrigateReview review, boolean end, JsonNode after, Heard heard) {
        var source = SafeName.of(review.camera());
        var first = !reviews.knows(source, review.id());
        var told = reviews.told(source, review.id());
        var signals = new ArrayList<Signal>();
        signals.add(
                new Signal.Reading(
                        new Point(source, Signal.Reading.LIFE), "", settling.ofMoment(heard)));
        boolean live = settling.ofMoment(heard).mayAlarm();
        boolean rises = told.isLessThan(review);
        boolean speaks = first || rises || (told.untold() && live && !end);
        if (speaks) {
            var said = detailed(said(review, after), review);
            if (!first) {
                said.with(rises ? "rises" : "goes_on", true);
            }
            if (end) {
                said.ended(after); // its beginning did not reach us
            }
            signals.add(pulse(source, review.outcome(), said, heard));
        }
        if (end && !first && !told.ended()) {
            // Most of what Frigate says of an object comes after its review began.
            var said =
                    detailed(
                            new Said().named(review.camera()).with("review_id", review.id()),
                            review);
            said.time("ts", after.path("end_time"));
            signals.add(pulse(source, ENDED, said, heard));
        }
        var now = told.with(review, end, speaks ? !live : told.untold());
        if (first || !now.equals(told)) {
            var lesson = reviews.tell(source, review.id(), now);
            signals.add(new Signal.Learned(new Point(source, LESSON), lesson));
        }
        return signals;
    }

    /// With what is known by now of the objects that are part of it.
    private Said detailed(Said said, FrigateReview review) {
        details.score(review.detections()).ifPresent(score -> said.with("score", score));
        return said.with("recognized", details.names(review.detections()));
    }

    private Signal pulse(SourceId source, Outcome outcome, Said said, Heard heard) {
        return new Signal.Pulse(source, meaning(outcome), said.payload(), settling.ofMoment(heard));
    }

    /// What an event of a review says, whichever way the review came.
    static Payload payload(FrigateReview review, JsonNode after) {
        return said(review, after).ended(after).payload();
    }

    private static Said said(FrigateReview review, JsonNode after) {
        var said =
                new Said()
                        .named(review.camera())
                        .with("object", review.object())
                        .with("review_id", review.id())
                        .with("frigate_severity", review.outcome().word())
                        .with("objects", review.objects())
                        .with("sub_labels", review.subLabels())
                        .with("zones", review.zones())
                        .with("audio", review.audio())
                        .with("detections", review.detections());
        said.time("ts", after.path("start_time"));
        return said;
    }

    /// An object of a camera, as detail to its review: never an event.
    private Decoded detail(String type, JsonNode after, Heard heard) {
        var id = StrictJson.text(after, "id");
        var camera = StrictJson.text(after, "camera");
        if (!FrigateReviews.isId(id) || camera.isBlank()) {
            return new Decoded.Refused("after.id or after.camera is missing");
        }
        details.learn(id, after);
        return new Decoded.Understood(
                new Signal.Reading(
                        new Point(SafeName.of(camera), Signal.Reading.LIFE),
                        "",
                        settling.ofMoment(heard)),
                false);
    }

    /// A payload under way.
    private static final class Said {
        private final ObjectNode json = JSON.createObjectNode();

        Said named(String name) {
            return with("source_name", name);
        }

        Said with(String key, String text) {
            if (!text.isEmpty()) {
                json.put(key, cut(text));
            }
            return this;
        }

        private static String cut(String text) {
            return text.substring(0, Math.min(text.length(), LONGEST_TEXT));
        }

        Said with(String key, boolean value) {
            json.put(key, value);
            return this;
        }

        Said with(String key, double share) {
            json.put(key, Math.round(share * 100) / 100.0);
            return this;
        }

        Said with(String key, List<String> texts) {
            if (!texts.isEmpty()) {
                var list = json.putArray(key);
                texts.forEach(text -> list.add(cut(text)));
            }
            return this;
        }

        Said ended(JsonNode after) {
            time("end_ts", after.path("end_time"));
            return with("ended", true);
        }

        /// Unix seconds as milliseconds, if they are a time at all.
        void time(String key, JsonNode seconds) {
            if (seconds.isNumber()) {
                new Fields(JSON.createObjectNode().set(key, seconds))
                        .time(key)
                        .ifPresent(time -> json.put(key, time.toEpochMilli()));
            }
        }

        Payload payload() {
            return new Payload(StrictJson.wholeCharacters(JSON.writeValueAsString(json)));
        }
    }

    private static Meaning meaning(Outcome outcome) {
        return new Meaning(
                outcome.type(),
                outcome.severity(),
                "a message of Frigate (" + outcome.when() + ") means " + outcome.type());
    }

    private static Outcome says(String word, String type, Severity severity, String when) {
        return new Outcome(word, new EventType(type), severity, when);
    }
}
