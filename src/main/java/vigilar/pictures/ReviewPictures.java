package vigilar.pictures;

import tools.jackson.databind.JsonNode;

import vigilar.intake.FrigateWords;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// Where each picture of a review is to be had from Frigate: the snapshot of the object that the
/// event is about, or the frame of the moment when nothing but a sound was there; and the clip out
/// of the camera's recording while the review lasted. Not the clip of an object: a parked car is
/// one for hours. For one thread.
final class ReviewPictures {
    /// 2 min: who came and what they did. Of a camera that sends 4 Mbit/s, as most do, that is
    /// within what a clip may have; of others it is halved until it is.
    static final Duration LONGEST = Duration.ofMinutes(2);

    /// 30 s after the end: Frigate records in segments of 10 s, and files each when it has looked
    /// at it. A clip that is asked for earlier comes without its end.
    static final Duration WRITTEN = Duration.ofSeconds(30);

    /// 30 s: who comes into a clip later than that before its end is seen in one of their own.
    static final Duration SHARED = Duration.ofSeconds(30);

    /// 10 s, a segment: less is no clip.
    private static final Duration SHORTEST = Duration.ofSeconds(10);

    /// 5 s before and after: what Frigate records around a review unless it is told otherwise.
    private static final Duration AROUND = Duration.ofSeconds(5);

    /// 1 MiB: what Frigate says of one object has some KiB, of one that went about for hours more.
    private static final long MOST_JSON = 1L << 20;

    /// 3 tries: a house whose Frigate keeps no snapshots still gets the thumbnail; and what it does
    /// not say of an object by then, it will not say.
    private static final int PATIENT_TRIES = 3;

    /// The year 5138: beyond it is no time of an event.
    private static final double LATEST = 1e11;

    /// What Frigate's configuration allows.
    private static final Pattern CAMERA = Pattern.compile("[A-Za-z0-9_-]{1,100}");

    private final FrigateDoor door;
    private final PictureStore store;
    private final ReviewStore reviews;
    private final Supplier<Moment> clock;
    private final Patience patience;

    ReviewPictures(
            FrigateDoor door,
            PictureStore store,
            ReviewStore reviews,
            Supplier<Moment> clock,
            Patience patience) {
        this.door = door;
        this.store = store;
        this.reviews = reviews;
        this.clock = clock;
        this.patience = patience;
    }

    Reply fetch(PictureJob job, Path into) throws InterruptedException, IOException {
        return switch (job.kind()) {
            case SNAPSHOT -> job.detections().isEmpty() ? frame(job, into) : snapshot(job, into);
            case CLIP -> clip(job, into);
        };
    }

    private Reply picture(PictureJob job, String path, Path into)
            throws InterruptedException, IOException {
        return door.fetch(path, job.kind().mostBytes(), into, patience.picture());
    }

    private Reply word(String path, Path into) throws InterruptedException, IOException {
        return door.fetch(path, MOST_JSON, into, patience.word());
    }

    private static JsonNode json(Path from) throws IOException {
        return Told.json(new String(Files.readAllBytes(from), StandardCharsets.UTF_8));
    }

    private Reply snapshot(PictureJob job, Path into) throws InterruptedException, IOException {
        return switch (choose(job, into)) {
            case Choice.None(var why) -> why;
            case Choice.Of(var detection) -> {
                var object = "/api/events/" + detection;
                var asked = picture(job, object + "/snapshot.jpg", into);
                yield asked instanceof Reply.NotYet && job.tries() >= PATIENT_TRIES
                        ? picture(job, object + "/thumbnail.jpg", into)
                        : asked;
            }
        };
    }

    private sealed interface Choice {
        record Of(String detection) implements Choice {}

        record None(Reply why) implements Choice {}
    }

    /// The first object of the kind that the event is about; if none is, the first.
    private Choice choose(PictureJob job, Path into) throws InterruptedException, IOException {
        var first = job.detections().getFirst();
        if (job.detections().size() == 1) {
            return new Choice.Of(first);
        }
        var unknown = false;
        for (var detection : job.detections()) {
            var reply = word("/api/events/" + detection, into);
            switch (reply) {
                case Reply.Got _ -> {
                    var label = json(into).path("label").asString("");
                    if (FrigateWords.typeOf(label).name().equals(job.wants())) {
                        return new Choice.Of(detection);
                    }
                }
                case Reply.NotYet _, Reply.Refused _, Reply.TooLarge _ -> unknown = true;
                case Reply.Trouble _, Reply.Late _, Reply.Locked _ -> {
                    return new Choice.None(reply);
                }
            }
        }
        return unknown && job.tries() < PATIENT_TRIES
                ? new Choice.None(new Reply.NotYet("Frigate does not say yet what was seen"))
                : new Choice.Of(first);
    }

    /// What the camera saw when it heard something: at the next full second, by which the recording
    /// of it has begun.
    private Reply frame(PictureJob job, Path into) throws InterruptedException, IOException {
        var review = job.review();
        if (!isCamera(review)) {
            return strange(review);
        }
        var at = review.began().orElse(review.heard()).getEpochSecond() + 1;
        return recorded(
                picture(
                        job,
                        "/api/%s/recordings/%d/snapshot.jpg".formatted(review.camera(), at),
                        into));
    }

    private static boolean isCamera(Review review) {
        return CAMERA.matcher(review.camera()).matches();
    }

    private static Reply strange(Review review) {
        return new Reply.Refused(
                review.camera().isEmpty()
                        ? "it is not known which camera it was"
                        : "no recording is asked for by such a name of a camera");
    }

    private static Reply recorded(Reply reply) {
        return reply instanceof Reply.NotYet(var why)
                ? new Reply.NotYet("no recording of that time: " + why)
                : reply;
    }

    private Reply clip(PictureJob job, Path into) throws InterruptedException, IOException {
        var review = job.review();
        if (!isCamera(review)) {
            return strange(review);
        }
        var ended = review.ended();
        if (ended.isEmpty() && Told.isPlain(review.id())) {
            var reply = word("/api/review/" + review.id(), into);
            switch (reply) {
                case Reply.Got _ -> {
                    ended = seconds(json(into).path("end_time"));
                    ended.ifPresent(end -> reviews.ended(review.id(), end));
                }
                case Reply.NotYet _, Reply.Refused _, Reply.TooLarge _ -> {} // it does not say
                case Reply.Trouble _, Reply.Late _, Reply.Locked _ -> {
                    return reply;
                }
            }
        }
        var now = clock.get().wall();
        if (ended.isEmpty() && now.isBefore(isLongEnough(job))) {
            return new Reply.NotYet("it still goes on");
        }
        return ended.filter(end -> isJustBefore(end, now)).isPresent()
                ? new Reply.NotYet("Frigate files the end of it")
                : clip(job, ended, into);
    }

    private static boolean isJustBefore(Instant end, Instant now) {
        return Duration.between(end, now).abs().compareTo(WRITTEN) < 0;
    }

    /// From then on there is as much as a clip may show, whenever the review ends.
    private static Instant isLongEnough(PictureJob job) {
        return job.review().heard().plus(job.after()).plus(LONGEST).plus(WRITTEN);
    }

    private static Optional<Instant> seconds(JsonNode time) {
        return time.isNumber()
                ? time.asDoubleOpt().stream()
                        .filter(it -> it > 0 && it < LATEST)
                        .mapToObj(it -> Instant.ofEpochSecond((long) it + 1))
                        .findFirst()
                : Optional.empty();
    }

    /// By full seconds: older versions of Frigate do not understand one with a fraction beside one
    /// without.
    private Reply clip(PictureJob job, Optional<Instant> ended, Path into)
            throws InterruptedException, IOException {
        var review = job.review();
        var began = review.began().orElse(review.heard());
        var comes = began.plus(job.after());
        var from =
                (ended.filter(end -> !end.isAfter(comes)).isPresent() ? began : comes)
                        .minus(AROUND)
                        .getEpochSecond();
        var longest = from + job.longest().toSeconds();
        var to =
                ended.map(end -> Math.clamp(end.plus(AROUND).getEpochSecond() + 1, from, longest))
                        .orElse(longest);
        var reply =
                picture(
                        job,
                        "/api/%s/start/%d/end/%d/clip.mp4".formatted(review.camera(), from, to),
                        into);
        var half = Duration.ofSeconds((to - from) / 2);
        if (reply instanceof Reply.TooLarge(var why) && half.compareTo(SHORTEST) >= 0) {
            store.shorten(job, half);
            return new Reply.NotYet(
                    why + ": its first " + half.toSeconds() + " s are asked for instead");
        }
        return recorded(reply);
    }
}
