package vigilar.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What stays for years. A new type of the house's own is an alarm's until somebody writes it down
/// here as an everyday one.
class WorthTest {
    /// Told often, or of no use a season later.
    private static final Set<String> EVERYDAY =
            Set.of(
                    "CHIME",
                    "NEAR_MISS",
                    "RULE_FIRED",
                    "RULE_NOT_DONE",
                    "DEVICE_DESCRIBED",
                    "DEVICE_SLOWED",
                    "MOTION_MISSING",
                    "FLOOD_REFUSED", // an alert where it matters
                    "FLOOD_OVER");

    private static final Pattern SAID =
            Pattern.compile(
                    "(?:new"
                        + " EventType\\(|\\bsaid\\(|Audit\\.pin\\()\\s*(?:[a-z.()]+,\\s*)?\"([A-Z_]+)\"");

    /// One that several name is a constant that is called as what it says.
    private static final Pattern NAMED = Pattern.compile("String ([A-Z_]+) = \"\\1\"");

    private static Set<String> known() {
        var words = Path.of("src/main/resources/vigilar/web/static/words-en.json").toFile();
        return new TreeSet<>(new JsonMapper().readTree(words).get("types").propertyNames());
    }

    private static boolean isForYears(String type) {
        return Worth.of(new EventType(type), Severity.INFO) == Worth.ALARM;
    }

    @Test
    void what_the_house_says_of_itself_of_its_panel_and_of_who_may_come_in_stays_for_years()
            throws IOException {
        var devices = Files.readString(Path.of("docs/reference/topics.md"));
        var own = known();
        own.removeIf(it -> devices.contains("`" + it + "`"));
        assertThat(own).contains("ARMED", "PIN_ADDED", "HEARING_GAP").containsAll(EVERYDAY);
        own.removeAll(EVERYDAY);
        assertThat(own).allMatch(WorthTest::isForYears);
        assertThat(EVERYDAY).noneMatch(WorthTest::isForYears);
    }

    @Test
    void what_ends_an_alarm_stays_as_long_as_the_alarm() {
        assertThat(known())
                .filteredOn(it -> it.endsWith("_CLEARED") || it.equals("POWER_RESTORED"))
                .hasSizeGreaterThan(5)
                .allMatch(WorthTest::isForYears);
    }

    @Test
    void no_type_that_the_house_says_is_without_words_so_that_none_is_forgotten_here()
            throws IOException {
        var said = new ArrayList<String>();
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            for (var file : sources.filter(it -> it.toString().endsWith(".java")).toList()) {
                var text = Files.readString(file);
                Stream.of(SAID, NAMED)
                        .flatMap(it -> it.matcher(text).results())
                        .forEach(it -> said.add(it.group(1)));
            }
        }
        assertThat(said).contains("ARMED", "PIN_ADDED", "WRONG_PIN", "STORE_MENDED");
        assertThat(known()).containsAll(List.copyOf(said));
    }
}
