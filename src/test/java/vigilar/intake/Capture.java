package vigilar.intake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A story of messages; src/test/resources/producers/README.md says how it is written.
record Capture(Path file, List<Line> lines, List<String> expected) {
    private static final Path PRODUCERS = Path.of("src/test/resources/producers");

    /// @param restart no message: Vigilar is started anew
    record Line(boolean restart, int second, boolean retained, String topic, String payload) {}

    /// The story of that name: `frigate/evening`.
    static Capture of(String name) {
        var file = PRODUCERS.resolve(name + ".capture");
        return new Capture(
                file,
                read(file).stream().map(line -> line(file, line)).toList(),
                read(PRODUCERS.resolve(name + ".expected")));
    }

    /// All messages of all stories.
    static List<Line> everything() {
        try (var files = Files.walk(PRODUCERS)) {
            return files.filter(file -> file.toString().endsWith(".capture"))
                    .sorted()
                    .flatMap(file -> read(file).stream().map(line -> line(file, line)))
                    .filter(line -> !line.restart())
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static String payload(String name) {
        return String.join("\n", read(PRODUCERS.resolve(name)));
    }

    private static Line line(Path file, String text) {
        if (text.equals("restart")) {
            return new Line(true, 0, false, "", "");
        }
        var parts = text.split(" ", 4);
        var payload = parts[3].equals("-") ? "" : parts[3];
        return new Line(
                false,
                Integer.parseInt(parts[0]),
                parts[1].equals("retained"),
                parts[2].replace("%20", " "),
                payload.startsWith("@")
                        ? String.join("\n", read(file.resolveSibling(payload.substring(1))))
                        : payload);
    }

    private static List<String> read(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    void play(Stage stage) {
        for (var line : lines) {
            if (line.restart()) {
                stage.restart();
            } else {
                stage.hears(line.second(), line.topic(), line.payload(), line.retained());
            }
        }
    }
}
