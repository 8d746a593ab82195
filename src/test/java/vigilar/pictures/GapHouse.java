package vigilar.pictures;

import static vigilar.pictures.PictureStage.SOON;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import vigilar.event.Provenance;
import vigilar.frontdoor.Await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/// A house whose Frigate has on record what did not reach us; for the tests of that.
abstract class GapHouse {
    @TempDir Path folder;
    PictureStage stage;
    FakeFrigate frigate;

    @BeforeEach
    void open() throws IOException {
        frigate = new FakeFrigate();
        stage = new PictureStage(folder, frigate);
    }

    @AfterEach
    void close() {
        stage.close();
    }

    static String onRecord(String id, Instant start, Instant end) {
        return """
        {"id":"%s","camera":"drive","severity":"alert","start_time":%d.5,"end_time":%d.25,\
        "thumb_path":"/media/frigate/clips/x.webp","data":{"detections":["%s-d"],\
        "objects":["person"],"sub_labels":[],"zones":[],"audio":[]}}\
        """
                .formatted(id, start.getEpochSecond(), end.getEpochSecond(), id);
    }

    static String lookedAt(String review) {
        return review.replaceFirst("\\{", "{\"has_been_reviewed\":true,");
    }

    void record(List<String> reviews) {
        frigate.put("/api/review", "[" + String.join(",", reviews) + "]");
    }

    /// One review was heard, so that there is something to compare with.
    void startAndHear() throws IOException {
        stage.start();
        stage.awaitState(stage.review("1.5-heard", "1.5-abc"), PictureKind.SNAPSHOT, "waiting");
    }

    List<String> questions() {
        return frigate.asked.stream().filter(it -> it.startsWith("/api/review?")).toList();
    }

    /// Time passes until all before this moment is compared: a comparison that was under way when
    /// the clock was set still ends at the moment before.
    void awaitCompared() {
        var end = stage.now().minus(GapPlan.LATE);
        Await.until(
                "compared",
                SOON,
                () -> {
                    if (comparedUntil().filter(until -> !until.isBefore(end)).isPresent()) {
                        return true;
                    }
                    stage.pass(Duration.ofSeconds(1));
                    return false;
                });
    }

    void awaitFirstComparison() {
        Await.until(
                "compared first",
                SOON,
                () -> {
                    stage.pass(Duration.ofSeconds(1));
                    return new ReviewStore(stage.database).comparedSince().isPresent();
                });
    }

    /// Time passes until nothing is owed any more, whatever was being asked when the clock was set.
    void awaitAllCompared() {
        Await.until(
                "all compared",
                SOON,
                () -> {
                    stage.pass(Duration.ofSeconds(1));
                    var until = comparedUntil().orElse(Instant.EPOCH);
                    return !until.isAfter(stage.now())
                            && until.plusSeconds(600).isAfter(stage.now());
                });
    }

    Optional<Instant> comparedUntil() {
        return new ReviewStore(stage.database).comparedUntil();
    }

    void awaitFilled(int reviews) {
        Await.until(reviews + " filled in", SOON, () -> filled() == reviews);
    }

    /// The same while time passes: what was being asked when the clock was set is asked again
    /// later.
    void awaitFilledInTime(int reviews) {
        Await.until(
                reviews + " filled in",
                SOON,
                () -> {
                    stage.pass(Duration.ofSeconds(1));
                    return filled() == reviews;
                });
    }

    long filled() {
        return stage.events().stream()
                .filter(it -> Provenance.of(it.payload()) == Provenance.BACKFILLED)
                .count();
    }

    /// Two pictures that came one after the other, so all else of a round was done in between.
    void awaitRounds() {
        for (int i = 0; i < 2; i++) {
            var id = "1." + frigate.asked.size();
            frigate.snapshot(id, FakeFrigate.jpeg(2_000));
            stage.awaitState(stage.review("1.5-heard", id), PictureKind.SNAPSHOT, "ready");
        }
    }

    static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    void awaitWell() {
        Await.until(
                "well again",
                SOON,
                () -> {
                    stage.pass(Duration.ofSeconds(20));
                    return stage.isUp();
                });
    }

    /// Once more than until now.
    void awaitAsked(String path) {
        int before = frigate.asked.size();
        Await.until(
                "asked for " + path,
                SOON,
                () -> {
                    stage.pass(Duration.ofSeconds(20));
                    return frigate.asked.stream().skip(before).anyMatch(it -> it.startsWith(path));
                });
    }
}
