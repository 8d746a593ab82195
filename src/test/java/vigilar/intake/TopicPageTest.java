package vigilar.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

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
}
