package vigilar.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.json.JsonMapper;

import java.nio.file.Path;
import java.util.List;

/// What Frigate says of single objects reaches the events of the review that they are part of.
class FrigateDetailsTest {
    private static final String OBJECT = "1763900000.5-abc123";

    @TempDir Path folder;
    private Stage stage;

    @BeforeEach
    void open() {
        stage = new Stage(folder);
    }

    @AfterEach
    void close() {
        stage.close();
    }

    private void review(int second, String type) {
        stage.live(
                second,
                "frigate/reviews",
                """
                {"type":"%s","after":{"id":"1763900001.0-xyz789","camera":"drive","severity":"alert",
                "data":{"objects":["person"],"detections":["%s"]}}}\
                """
                        .formatted(type, OBJECT));
    }

    private void object(int second, String type, String score, String name) {
        stage.live(
                second,
                "frigate/events",
                """
                {"type":"%s","after":{"id":"%s","camera":"drive","label":"person","top_score":%s,
                "sub_label":%s}}\
                """
                        .formatted(type, OBJECT, score, name));
    }

    @Test
    void what_frigate_recognizes_after_a_review_began_stands_on_its_end() {
        review(Stage.LATER, "new");
        object(Stage.LATER + 1, "new", "0.62", "null");
        object(Stage.LATER + 5, "update", "0.9149", "[\"Anna\",0.93]");
        review(Stage.LATER + 9, "end");
        assertThat(stage.events()).hasSize(2);
        assertThat(stage.events().getFirst().payload().json()).doesNotContain("score");
        assertThat(stage.events().getLast().type()).hasToString("DETECTION_ENDED");
        assertThat(stage.events().getLast().payload().json())
                .contains("\"score\":0.91")
                .contains("\"recognized\":[\"Anna\"]");
    }

    /// Else 256 messages of 256 KiB would be kept.
    @Test
    void of_a_name_no_more_is_kept_than_is_told() {
        var details = new FrigateDetails();
        var name = "x".repeat(200_000);
        var after = JsonMapper.shared().createObjectNode();
        after.put("sub_label", name).put("recognized_license_plate", "y" + name);
        details.learn(OBJECT, after);
        assertThat(details.names(List.of(OBJECT)))
                .containsExactly("x".repeat(120), "y" + "x".repeat(119));
    }
}
