package vigilar;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// The sizes and habits that good neighbours keep, checked so that nobody has to ask for them.
class TidyTest {
    private static final Path MAIN = Path.of("src/main/java");
    private static final List<Path> SOURCES =
            List.of(MAIN, Path.of("src/test/java"), Path.of("src/browser/java"));
    private static final int MOST_LINES = 400;
    private static final int MOST_COLUMNS = 110;
    private static final int MEDIAN_LINES = 80;
    private static final Pattern LEFT_OPEN =
            Pattern.compile("TO" + "DO|FIX" + "ME|XX" + "X|Unsupported" + "OperationException");
    private static final Pattern LUCK = Pattern.compile("Thread\\.sleep\\(|@Disabled");

    @Test
    void no_file_is_longer_than_a_reader_can_hold() throws IOException {
        for (var file : javaFiles(SOURCES)) {
            assertThat(Files.readAllLines(file))
                    .as("%s", file)
                    .hasSizeLessThanOrEqualTo(MOST_LINES);
        }
    }

    @Test
    void the_usual_file_is_short() throws IOException {
        var sizes = javaFiles(List.of(MAIN)).stream().map(TidyTest::lines).map(List::size).sorted();
        var list = sizes.toList();
        assertThat(list.get(list.size() / 2)).isLessThanOrEqualTo(MEDIAN_LINES);
    }

    @Test
    void no_line_runs_off_the_page() throws IOException {
        var textOnly = Pattern.compile("\\s*(\\+ )?\".*\"[,;)]*");
        for (var file : javaFiles(List.of(MAIN))) {
            assertThat(lines(file))
                    .as("%s", file)
                    .filteredOn(line -> !textOnly.matcher(line).matches())
                    .noneMatch(line -> line.length() > MOST_COLUMNS);
        }
    }

    @Test
    void nothing_is_left_open() throws IOException {
        for (var file : javaFiles(SOURCES)) {
            assertThat(lines(file)).as("%s", file).noneMatch(LEFT_OPEN.asPredicate());
        }
    }

    @Test
    void no_test_sleeps_for_luck_or_is_switched_off() throws IOException {
        for (var file : javaFiles(SOURCES.subList(1, SOURCES.size()))) {
            if (!file.endsWith("TidyTest.java")) {
                assertThat(lines(file)).as("%s", file).noneMatch(LUCK.asPredicate());
            }
        }
    }

    @Test
    void each_room_says_what_it_promises() throws IOException {
        for (var file : javaFiles(List.of(MAIN))) {
            assertThat(file.resolveSibling("package-info.java")).exists();
        }
    }

    @Test
    void only_the_supervisor_catches_everything_and_others_say_whose_declaration_forces_them()
            throws IOException {
        var everything =
                Pattern.compile(
                        "catch \\((Exception|Throwable|Error)\\b(?!.*// what \\w+ declares)");
        for (var file : javaFiles(List.of(MAIN))) {
            if (!file.endsWith("supervisor/Supervisor.java")) {
                assertThat(lines(file)).as("%s", file).noneMatch(everything.asPredicate());
            }
        }
    }

    private static List<Path> javaFiles(List<Path> roots) throws IOException {
        var found = new ArrayList<Path>();
        for (var root : roots) {
            if (Files.isDirectory(root)) {
                try (var files = Files.walk(root)) {
                    files.filter(file -> file.toString().endsWith(".java")).forEach(found::add);
                }
            }
        }
        return found;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }
}
