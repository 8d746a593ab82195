package vigilar.arming;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// What `docs/standards.md` says of the alarm is what tests show: an honest sheet must not live on
/// when the behaviour is gone.
class StandardsSheetTest {
    private static final Path SHEET = Path.of("docs/standards.md");
    private static final Pattern TEST = Pattern.compile("void ([a-z][a-z0-9_]+)\\(");
    private static final Pattern NAMED = Pattern.compile("`([a-z][a-z0-9]*_[a-z0-9_]+)`");

    /// Tests of whole houses, from MQTT to the journal and the bus.
    private static final Path HOUSES = Path.of("src/test/java/vigilar/frontdoor");

    private static final int COMPLAINTS = 17;

    private record Row(String behaviour, String verdict, List<String> tests) {}

    @Test
    void whatever_is_called_met_is_shown_by_a_test_of_a_whole_house() throws IOException {
        var tests = tests(Path.of("src/test/java"));
        tests.addAll(tests(Path.of("src/browser/java")));
        var houses = tests(HOUSES);
        var rows = rows();
        assertThat(rows).hasSizeGreaterThan(45);
        for (var row : rows) {
            assertThat(row.verdict)
                    .as(row.behaviour)
                    .isIn("met", "partly", "not", "cannot", "story", "not here");
            assertThat(tests).as(row.behaviour).containsAll(row.tests);
            if (row.verdict.equals("met") || row.verdict.equals("story")) {
                assertThat(row.tests).as(row.behaviour).anyMatch(houses::contains);
            }
            if (row.verdict.equals("not here")) {
                assertThat(row.tests).as(row.behaviour).isEmpty();
            }
        }
        assertThat(rows).extracting(Row::verdict).contains("not", "cannot", "not here");
    }

    @Test
    void each_complaint_is_a_story_or_said_not_to_be_here() throws IOException {
        var numbers = new ArrayList<String>();
        for (var cells : cells()) {
            if (cells.length == 6 && !cells[1].isBlank()) {
                numbers.add(cells[1].strip());
            }
        }
        assertThat(numbers)
                .isEqualTo(
                        IntStream.rangeClosed(1, COMPLAINTS).mapToObj(Integer::toString).toList());
    }

    private static List<String[]> cells() throws IOException {
        return Files.readAllLines(SHEET).stream()
                .filter(it -> it.startsWith("| ") && !it.contains("| shown by |"))
                .map(it -> it.split("\\|", -1))
                .toList();
    }

    /// The tables of the standards have five columns, that of the complaints four.
    private static List<Row> rows() throws IOException {
        var rows = new ArrayList<Row>();
        for (var cells : cells()) {
            var named =
                    NAMED.matcher(cells[cells.length - 2])
                            .results()
                            .map(it -> it.group(1))
                            .toList();
            if (cells.length == 7) {
                rows.add(new Row(cells[1].strip(), cells[4].strip(), named));
            } else {
                var verdict = cells[3].strip().startsWith("not here") ? "not here" : "story";
                rows.add(new Row(cells[2].strip(), verdict, named));
            }
        }
        return rows;
    }

    private static Set<String> tests(Path root) throws IOException {
        var names = new HashSet<String>();
        try (var files = Files.walk(root)) {
            for (var file : files.filter(it -> it.toString().endsWith(".java")).toList()) {
                TEST.matcher(Files.readString(file))
                        .results()
                        .forEach(it -> names.add(it.group(1)));
            }
        }
        return names;
    }
}
