package vigilar.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class TopicPageTest {
    private static final Path PAGE = Path.of("docs/reference/topics.md");
    private static final String RENEW =
            "renew it with: mvn -q test -Dtest=TopicPageTest -Dvigilar.renew=true";

    @Test
    void the_topic_page_is_what_the_table_says() throws IOException {
        if (Boolean.getBoolean("vigilar.renew")) {
            Files.createDirectories(PAGE.getParent());
            Files.writeString(PAGE, TopicPage.markdown());
        }
        assertThat(PAGE).as(RENEW).exists();
        assertThat(Files.readString(PAGE)).as(RENEW).isEqualTo(TopicPage.markdown());
    }

    @Test
    void the_page_has_a_sentence_for_every_event_type() throws IOException {
        var words = Path.of("src/main/resources/vigilar/web/static/words-en.json");
        var sentences = new JsonMapper().readTree(Files.readString(words)).get("types");
        assertThat(ProducerTables.types())
                .isNotEmpty()
                .allMatch(type -> sentences.path(type.name()).path("says").isString());
    }
}
