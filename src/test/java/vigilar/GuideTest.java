package vigilar;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What the guides must not forget when the house learns something.
class GuideTest {
    private static final Path GUIDE = Path.of("docs/operator-guide.md");
    private static final Path WORDS =
            Path.of("src/main/resources/vigilar/web/static/words-en.json");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(?:#[^)]*)?\\)");

    /// Types that no device brings about: the page has words for them, the topic page does not list
    /// them.
    @Test
    void the_operator_guide_knows_each_event_that_vigilar_says_of_itself() throws IOException {
        var topics = Files.readString(Path.of("docs/reference/topics.md"));
        var own = new TreeSet<String>();
        new JsonMapper()
                .readTree(WORDS.toFile())
                .get("types")
                .propertyNames()
                .forEach(
                        type -> {
                            if (!topics.contains("`" + type + "`")) {
                                own.add(type);
                            }
                        });
        var guide = Files.readString(GUIDE);
        assertThat(own)
                .contains("SIGNED_IN", "HEARING_GAP")
                .allMatch(it -> guide.contains("| `" + it + "` |"));
    }

    /// Docs travel as one folder: in the package as here.
    @Test
    void no_page_of_the_docs_leads_nowhere() throws IOException {
        try (Stream<Path> pages = Files.walk(Path.of("docs"))) {
            for (var page : pages.filter(it -> it.toString().endsWith(".md")).toList()) {
                var found = LINK.matcher(Files.readString(page));
                while (found.find()) {
                    assertThat(page.resolveSibling(found.group(1))).as("%s", page).exists();
                }
            }
        }
    }
}
