package vigilar.pictures;

import static vigilar.pictures.PictureKind.CLIP;
import static vigilar.pictures.PictureKind.SNAPSHOT;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import vigilar.pictures.FakeFrigate.Recording;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// What a house owed and showed when its version was older: pictures by object, and one event for
/// both.
class OlderPicturesTest {
    private static final List<String> BACK =
            List.of(
                    "DROP INDEX picture_by_worth",
                    "ALTER TABLE picture DROP COLUMN worth",
                    "ALTER TABLE rescue DROP COLUMN stale",
                    "DROP TABLE panel_doubt",
                    "ALTER TABLE word_chunk DROP COLUMN total",
                    "DROP TABLE picture_shown",
                    "CREATE TABLE picture_same (event_id INTEGER PRIMARY KEY, shown_by INTEGER)",
                    "INSERT INTO picture_same VALUES (2, 1)",
                    "DROP INDEX picture_by_review",
                    "CREATE INDEX picture_by_detection ON picture (detection)",
                    "ALTER TABLE picture DROP COLUMN wants",
                    "ALTER TABLE picture DROP COLUMN review_id",
                    "ALTER TABLE picture DROP COLUMN longest_ms",
                    "ALTER TABLE picture DROP COLUMN after_ms",
                    "ALTER TABLE picture_review DROP COLUMN camera",
                    "ALTER TABLE picture_review DROP COLUMN start_ms",
                    "ALTER TABLE picture_review DROP COLUMN end_ms",
                    "INSERT INTO picture_review VALUES ('1.5-rev', 7)",
                    "INSERT INTO picture (event_id, kind, detection, state, next_ms) VALUES"
                            + " (1, 'snapshot', '1.5-abc', 'ready', 0),"
                            + " (1, 'clip', '1.5-abc', 'waiting', 0)",
                    "UPDATE follower SET last_id = 2 WHERE name = 'pictures'",
                    "INSERT OR IGNORE INTO follower (name, last_id) VALUES ('pictures', 2)",
                    "DELETE FROM flyway_schema_history WHERE version IN ('30', '31')");

    @TempDir private Path folder;

    @Test
    void a_clip_that_waited_comes_and_what_was_shown_is_still_shown() throws IOException {
        var frigate = new FakeFrigate();
        var older = new PictureStage(folder, frigate);
        var first = older.review("1.5-rev", "1.5-abc");
        var rises = older.review("1.5-rev", "1.5-abc");
        for (var step : BACK) {
            older.database.write(it -> it.execute(step)).join();
        }
        older.leave();
        try (var stage = new PictureStage(folder, frigate)) {
            var evening = stage.now().getEpochSecond();
            frigate.recordings.put("drive", new Recording(evening - 60, evening + 600, 10));
            frigate.put("/api/review/1.5-rev", "{\"end_time\":%d.5}".formatted(evening + 20));
            stage.pass(Duration.ofMinutes(1));
            stage.start();
            stage.awaitState(first, CLIP, "ready");
            stage.awaitState(rises, CLIP, "ready");
            stage.awaitState(rises, SNAPSHOT, "ready");
        }
    }
}
