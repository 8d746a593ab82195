package vigilar.intake;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import vigilar.event.Occurrence;
import vigilar.event.Origin;
import vigilar.event.Provenance;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A review that Frigate has on record, read as its message would have been, for whoever fills a
/// gap with it.
///
/// @param id of the review
/// @param ended when it did; reviews that still go on are left out, since their messages come
/// @param occurrence marked as backfilled, so it raises no alarm
public record FrigateRecord(String id, Instant ended, Occurrence occurrence) {
    /// 4 MiB: a thousand reviews at 2 KiB fit twice. A longer answer is none, and less may be
    /// asked.
    public static final int MOST_BYTES = 4 << 20;

    /// 1,000 levels for finding where each review begins and ends; deeper costs memory for each.
    /// What a review says is read by the other one, which refuses it alone.
    private static final int SCANNED_DEPTH = 1_000;

    private static final JsonFactory SCANNER =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(SCANNED_DEPTH)
                                    .maxStringLength(MOST_BYTES)
                                    .maxNumberLength(MOST_BYTES)
                                    .maxNameLength(MOST_BYTES)
                                    .build())
                    .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                    .build();

    private static final JsonMapper JSON = StrictJson.mapper(Limits.STANDARD);

    /// What stands on record.
    public sealed interface Read {
        /// @param reviews those that have ended, the first to end first
        /// @param odd why one on the list is no review, if any is not; the others are read
        /// @param length of the list, with what still goes on and what is odd
        /// @param oldest when the first of them began, with what still goes on
        record Listed(
                List<FrigateRecord> reviews,
                Optional<String> odd,
                int length,
                Optional<Instant> oldest)
                implements Read {}

        /// It is no list, or beyond [#MOST_BYTES].
        record Illegible(String why) implements Read {}
    }

    private sealed interface One {
        record Review(FrigateRecord record, Optional<Instant> began) implements One {}

        /// Its messages come.
        record GoesOn(Optional<Instant> began) implements One {}

        record Odd(String why) implements One {}
    }

    /// Reads the answer to `/api/review`.
    ///
    /// @param prefix Frigate's topics
    /// @param received when it was fetched
    public static Read read(byte[] body, String prefix, Instant received) {
        if (body.length > MOST_BYTES) {
            return new Read.Illegible("larger than " + MOST_BYTES + " bytes: " + body.length);
        }
        var text = StrictJson.strictText(body);
        if (text.isEmpty()) {
            return new Read.Illegible("not UTF-8");
        }
        var reviews = new ArrayList<FrigateRecord>();
        var odd = Optional.<String>empty();
        var oldest = Optional.<Instant>empty();
        int length = 0;
        try (var scanner = SCANNER.createParser(ObjectReadContext.empty(), text.get())) {
            if (scanner.nextToken() != JsonToken.START_ARRAY) {
                return new Read.Illegible("not a JSON list");
            }
            for (; scanner.nextToken() != JsonToken.END_ARRAY; length++) {
                switch (one(next(scanner, text.get()), prefix, received)) {
                    case One.Review(var review, var began) -> {
                        reviews.add(review);
                        oldest = earlier(oldest, began);
                    }
                    case One.Odd(var why) -> odd = odd.or(() -> Optional.of(why));
                    case One.GoesOn(var began) -> oldest = earlier(oldest, began);
                }
            }
            if (scanner.nextToken() != null) {
                return new Read.Illegible("not JSON: something after the list");
            }
        } catch (JacksonException wrong) {
            return new Read.Illegible(StrictJson.why(wrong));
        }
        reviews.sort(Comparator.comparing(FrigateRecord::ended));
        return new Read.Listed(List.copyOf(reviews), odd, length, oldest);
    }

    private static Optional<Instant> earlier(Optional<Instant> one, Optional<Instant> other) {
        return Stream.concat(one.stream(), other.stream()).min(Comparator.naturalOrder());
    }

    /// The bytes of the object or list that has just begun; none of what is neither.
    private static byte[] next(JsonParser scanner, String text) {
        if (!scanner.currentToken().isStructStart()) {
            return new byte[0];
        }
        var start = (int) scanner.currentTokenLocation().getCharOffset();
        scanner.skipChildren();
        var end = (int) scanner.currentLocation().getCharOffset();
        return text.substring(start, end).getBytes(StandardCharsets.UTF_8);
    }

    private static One one(byte[] bytes, String prefix, Instant received) {
        return switch (StrictJson.parse(JSON, bytes, Limits.STANDARD)) {
            case StrictJson.Parsed.Tree(var tree) -> one(tree, prefix, received);
            case StrictJson.Parsed.Nonsense(var why) -> new One.Odd(why);
        };
    }

    private static One one(JsonNode one, String prefix, Instant received) {
        var id = StrictJson.text(one, "id");
        var camera = StrictJson.text(one, "camera");
        var severity = StrictJson.text(one, "severity");
        if (!FrigateReviews.isId(id) || camera.isBlank() || severity.isBlank()) {
            return new One.Odd("no id, camera or severity of a review");
        }
        var end = one.path("end_time");
        if (end.isMissingNode() || end.isNull()) {
            return new One.GoesOn(time(one, "start_time"));
        }
        var ended = time(one, "end_time");
        if (ended.isEmpty()) {
            return new One.Odd("review " + id + " ended at no time");
        }
        var review = FrigateReview.of(id, camera, severity, one);
        var outcome = review.outcome();
        return new One.Review(
                new FrigateRecord(
                        id,
                        ended.get(),
                        new Occurrence(
                                received,
                                outcome.type(),
                                outcome.severity(),
                                SafeName.of(camera),
                                Provenance.BACKFILLED.mark(Frigate.payload(review, one)),
                                new Origin(
                                        prefix + "/reviews",
                                        outcome.when()
                                                + " of Frigate means "
                                                + outcome.type()
                                                + "; fetched later from its record"))),
                time(one, "start_time"));
    }

    private static Optional<Instant> time(JsonNode one, String key) {
        return one.path(key).isNumber() ? new Fields(one).time(key) : Optional.empty();
    }
}
