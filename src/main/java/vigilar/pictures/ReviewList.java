package vigilar.pictures;

import vigilar.intake.FrigateRecord;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Frigate's list of reviews between two instants. For one thread.
final class ReviewList {
    private static final String LIST = "its list of reviews: ";

    private final FrigateDoor door;
    private final PictureSettings settings;
    private final Duration patience;

    ReviewList(FrigateDoor door, PictureSettings settings, Duration patience) {
        this.door = door;
        this.settings = settings;
        this.patience = patience;
    }

    /// What came of asking.
    sealed interface Answer {
        /// @param reviews those that have ended, the first to end first
        /// @param odd why one that Frigate has is not among them, if any is not
        /// @param cut when the oldest began, if it is full: there may be older ones
        record Of(List<FrigateRecord> reviews, Optional<String> odd, Optional<Instant> cut)
                implements Answer {}

        /// A shorter one may be taken.
        record TooLarge(String why) implements Answer {}

        /// There is an answer, but no list that we can read; another time of day may have one.
        record Unusable(String why) implements Answer {}

        /// It takes too long; a smaller part may not.
        record Late(String why) implements Answer {}

        /// Frigate does not do its work, whatever is asked.
        record Silence(String why) implements Answer {}
    }

    /// @param reviewed as a number, since versions of Frigate differ in what it means
    Answer ask(RecordPart part, int reviewed, Instant now)
            throws InterruptedException, IOException {
        var into = settings.folder().resolve("reviews.part");
        var question =
                "/api/review?after=%d&before=%d&reviewed=%d&limit=%d"
                        .formatted(
                                part.after().getEpochSecond(),
                                part.begun().getEpochSecond(),
                                reviewed,
                                part.most());
        try {
            return switch (door.fetch(question, FrigateRecord.MOST_BYTES, into, patience)) {
                case Reply.Got _ -> read(Files.readAllBytes(into), part.most(), now);
                case Reply.TooLarge(var why) -> new Answer.TooLarge(LIST + why);
                case Reply.NotYet(var why) -> new Answer.Unusable(LIST + why);
                case Reply.Refused(var why) -> new Answer.Unusable(LIST + why);
                case Reply.Late(var why) -> new Answer.Late(why);
                case Reply.Trouble(var why) -> new Answer.Silence(why);
                case Reply.Locked _ -> new Answer.Silence("Frigate wants a login");
            };
        } finally {
            Files.deleteIfExists(into);
        }
    }

    private Answer read(byte[] body, int most, Instant now) {
        return switch (FrigateRecord.read(body, settings.prefix(), now)) {
            case FrigateRecord.Read.Illegible(var why) -> new Answer.Unusable(LIST + why);
            case FrigateRecord.Read.Listed(var reviews, var odd, var length, var oldest) ->
                    length < most
                            ? new Answer.Of(reviews, odd, Optional.empty())
                            : oldest.isPresent()
                                    ? new Answer.Of(reviews, odd, oldest)
                                    : new Answer.Unusable(LIST + odd.orElse("all of it goes on"));
        };
    }
}
