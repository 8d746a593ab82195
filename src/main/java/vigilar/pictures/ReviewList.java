package vigilar.pictures;

import vigilar.intake.FrigateRecord;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Frigate's list of reviews between two instants. For one thread.
final class ReviewList {
    /// 1,000 reviews an answer; Frigate gives the newest.
    private static final int MOST_REVIEWS = 1_000;

    /// A list that is too large is asked for again with a quarter of the reviews, down to 15: a
    /// review of a megabyte is none.
    private static final int FEWEST_REVIEWS = 15;

    private static final Optional<String> CUT =
            Optional.of("more reviews than it lists at once: the oldest may stay missing");

    private static final String LIST = "its list of reviews: ";

    private final FrigateDoor door;
    private final PictureSettings settings;
    private final InstantSource clock;

    ReviewList(FrigateDoor door, PictureSettings settings, InstantSource clock) {
        this.door = door;
        this.settings = settings;
        this.clock = clock;
    }

    /// What came of asking.
    sealed interface Answer {
        /// @param reviews those that have ended, the first to end first
        /// @param odd why one that Frigate has is not among them, if any is not
        record Of(List<FrigateRecord> reviews, Optional<String> odd) implements Answer {}

        /// There is an answer, but no list that we can read; another time of day may have one.
        record Unusable(String why) implements Answer {}

        /// Frigate does not do its work, whatever is asked.
        record Silence(String why) implements Answer {}
    }

    /// @param reviewed as a number, since versions of Frigate differ in what it means
    Answer ask(Instant after, Instant before, int reviewed)
            throws InterruptedException, IOException {
        var question =
                "/api/review?after=%d&before=%d&reviewed=%d"
                        .formatted(after.getEpochSecond(), before.getEpochSecond(), reviewed);
        return ask(question, MOST_REVIEWS);
    }

    private Answer ask(String question, int most) throws InterruptedException, IOException {
        var into = settings.folder().resolve("reviews.part");
        try {
            return switch (door.fetch(
                    question + "&limit=" + most, FrigateRecord.MOST_BYTES, into)) {
                case Reply.Got _ -> read(Files.readAllBytes(into), most);
                case Reply.TooLarge(var why) ->
                        most / 4 >= FEWEST_REVIEWS
                                ? ask(question, most / 4)
                                : new Answer.Unusable(LIST + why);
                case Reply.NotYet(var why) -> new Answer.Unusable(LIST + why);
                case Reply.Refused(var why) -> new Answer.Unusable(LIST + why);
                case Reply.Trouble(var why) -> new Answer.Silence(why);
                case Reply.Locked _ -> new Answer.Silence("Frigate wants a login");
            };
        } finally {
            Files.deleteIfExists(into);
        }
    }

    private Answer read(byte[] body, int most) {
        return switch (FrigateRecord.read(body, settings.prefix(), clock.instant())) {
            case FrigateRecord.Read.Listed(var reviews, var odd, var length) ->
                    new Answer.Of(reviews, odd.or(() -> length < most ? Optional.empty() : CUT));
            case FrigateRecord.Read.Illegible(var why) -> new Answer.Unusable(LIST + why);
        };
    }
}
