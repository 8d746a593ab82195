package vigilar.pictures;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import vigilar.event.Event;
import vigilar.event.EventId;
import vigilar.event.Provenance;
import vigilar.intake.FrigateWords;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What an event said of its review.
///
/// @param owed which pictures; none to the end of a review, which folds into what it ends
record Told(EventId event, Instant at, Review review, Optional<Owed> owed) {
    /// Plain, and never a way up in a path.
    private static final Pattern ID =
            Pattern.compile("[A-Za-z0-9](?!.*\\.\\.)[A-Za-z0-9._-]{0,63}");

    /// Frigate's ids begin with the time at which their object was first seen.
    private static final Pattern BEGAN = Pattern.compile("([0-9]{1,12}(\\.[0-9]{1,9})?)-.*");

    private static final Comparator<String> OLDEST_FIRST =
            Comparator.comparingDouble(Told::began).thenComparing(Comparator.naturalOrder());

    private static final JsonMapper JSON = new JsonMapper();

    /// @param wants see [PictureJob]
    /// @param comesIn it tells live of somebody who came into a review that went on
    record Owed(String wants, List<String> detections, boolean comesIn) {
        Owed {
            detections = List.copyOf(detections);
        }
    }

    /// Empty if the event is of no review.
    static Optional<Told> by(Event event, PictureSettings settings) {
        if (!event.origin().topic().equals(settings.reviews())) {
            return Optional.empty();
        }
        var said = json(event.payload().json());
        var id = said.path("review_id").asString("");
        if (id.isEmpty()) {
            return Optional.empty();
        }
        var ends = FrigateWords.isEnd(event.type());
        var review =
                new Review(
                        id,
                        said.path("source_name").asString(""),
                        event.at(),
                        ends
                                ? Optional.empty()
                                : time(said, "ts").or(() -> Optional.of(event.at())),
                        time(said, ends ? "ts" : "end_ts"));
        return Optional.of(
                new Told(
                        event.id(),
                        event.at(),
                        review,
                        ends ? Optional.empty() : Optional.of(owed(event, said))));
    }

    /// Frigate lists the objects of a review in no order at all. What began the review stands
    /// first; what came into it last is what it rises for.
    private static Owed owed(Event event, JsonNode said) {
        var rises = said.path("rises").asBoolean(false);
        var detections =
                said.path("detections")
                        .valueStream()
                        .map(one -> one.asString(""))
                        .filter(Told::isPlain)
                        .distinct()
                        .sorted(rises ? OLDEST_FIRST.reversed() : OLDEST_FIRST)
                        .toList();
        boolean live = Provenance.of(event.payload()).mayAlarm();
        return new Owed(event.type().name(), detections, rises && live);
    }

    static boolean isPlain(String id) {
        return ID.matcher(id).matches();
    }

    private static double began(String detection) {
        var match = BEGAN.matcher(detection);
        return match.matches() ? Double.parseDouble(match.group(1)) : 0;
    }

    private static Optional<Instant> time(JsonNode said, String key) {
        return Optional.of(said.path(key))
                .filter(JsonNode::isIntegralNumber)
                .map(millis -> Instant.ofEpochMilli(millis.asLong(0)));
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JacksonException _) {
            return JSON.createObjectNode(); // says nothing that we look for
        }
    }
}
