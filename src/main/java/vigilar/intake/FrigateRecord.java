package vigilar.intake;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import vigilar.event.Occurrence;
import vigilar.event.Origin;
import vigilar.event.Provenance;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A review that Frigate has on record, read as its message would have been, for whoever fills a
/// gap with it.
///
/// @param id of the review
/// @param ended when it did; reviews that still go on are left out, since their messages come
/// @param occurrence marked as backfilled, so it raises no alarm
public record FrigateRecord(String id, Instant ended, Occurrence occurrence) {
    /// 4 MiB: a thousand reviews at 2 KiB fit twice. A longer answer is none.
    public static final int MOST_BYTES = 4 << 20;

    private static final JsonMapper JSON = StrictJson.mapper(Limits.REVIEW_LIST);

    /// Reads the answer to `/api/review`, the oldest first. What does not look like a review is
    /// left out.
    ///
    /// @param prefix Frigate's topics
    /// @param received when it was fetched
    /// @return empty if it is no list at all, or beyond the limits of what a message may be
    public static Optional<List<FrigateRecord>> read(byte[] body, String prefix, Instant received) {
        if (!(StrictJson.parse(JSON, body, Limits.REVIEW_LIST)
                        instanceof StrictJson.Parsed.Tree(var list))
                || !list.isArray()) {
            return Optional.empty();
        }
        var records = new ArrayList<FrigateRecord>();
        for (var one : list) {
            of(one, prefix, received).ifPresent(records::add);
        }
        records.sort(java.util.Comparator.comparing(FrigateRecord::ended));
        return Optional.of(List.copyOf(records));
    }

    private static Optional<FrigateRecord> of(JsonNode one, String prefix, Instant received) {
        var id = StrictJson.text(one, "id");
        var camera = StrictJson.text(one, "camera");
        var severity = StrictJson.text(one, "severity");
        var ended = ended(one);
        if (!FrigateReviews.isId(id) || camera.isBlank() || severity.isBlank() || ended.isEmpty()) {
            return Optional.empty();
        }
        var review = FrigateReview.of(id, camera, severity, one);
        var outcome = review.outcome();
        return Optional.of(
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
                                                + "; fetched later from its record"))));
    }

    private static Optional<Instant> ended(JsonNode one) {
        return one.path("end_time").isNumber()
                ? new Fields(one).time("end_time")
                : Optional.empty();
    }
}
