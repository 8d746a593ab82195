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

/// What `docs/standards.md` says of the alarm is what tests show: an honest sheet must not live on
/// when the behaviour is gone.
class StandardsSheetTest {
    private static final Path SHEET = Path.of("docs/standards.md");
    private static final Pattern TEST = Pattern.compile("void ([a-z][a-z0-9_]+)\\(");
    private static final Pattern NAMED = Pattern.compile("`([a-z][a-z0-9]*_[a-z0-9_]+)`");

    private record Row(String behaviour, String verdict, List<String> tests) {}

    @Test
    void whatever_is_called_met_is_shown_by_a_test_that_exists() throws IOException {
        var tests = tests();
        var rows = rows();
        assertThat(rows).hasSizeGreaterThan(30);
        for (var row : rows) {
            assertThat(row.verdict)
                    .as(row.behaviour)
                    .isIn("met", "partly", "not", "cannot", "story");
            assertThat(tests).as(row.behaviour).containsAll(row.tests);
            if (row.verdict.equals("met") || row.verdict.equals("story")) {
                assertThat(row.tests).as(row.behaviour).isNotEmpty();
            }
        }
        assertThat(rows).extracting(Row::verdict).contains("not", "cannot");
    }

    /// The tables of the standards have five columns, that of the complaints three.
    private static List<Row> rows() throws IOException {
        var rows = new ArrayList<Row>();
        for (var line : Files.readAllLines(SHEET)) {
            var cells = line.split("\\|", -1);
            if (!line.startsWith("| ") || line.contains("| shown by |")) {
                continue;
            }
            var shown = NAMED.matcher(cells[cells.length - 2]);
            var named = shown.results().map(it -> it.group(1)).toList();
            var verdict = cells.length == 7 ? cells[4].strip() : "story";
            rows.add(new Row(cells[1].strip(), verdict, named));
        }
        return rows;
    }

    private static Set<String> tests() throws IOException {
        var names = new HashSet<String>();
        for (var root : List.of("src/test/java", "src/browser/java")) {
            try (var files = Files.walk(Path.of(root))) {
                for (var file : files.filter(it -> it.toString().endsWith(".java")).toList()) {
                    TEST.matcher(Files.readString(file))
                            .results()
                            .forEach(it -> names.add(it.group(1)));
                }
            }
        }
        return names;
    }
}
