package vigilar.alerts;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Reads pushes with the JavaScript libraries that npm's `web-push` stands on: nothing of it is
/// ours, so that we cannot make the same mistake twice. One process serves all tests of this JVM;
/// it ends with its input, so it outlives nobody.
///
/// Without Node or its registry nothing is read by others, which is said; under `./verify` that is
/// a failure.
final class NodeReader {
    private static final Path SOURCE = Path.of("src/test/node/push-reader");
    private static final Path PLACE = Path.of("target/push-reader");
    private static final List<String> FILES =
            List.of("package.json", "package-lock.json", "read.js");

    /// 120 s: six small packages over a slow line.
    private static final int INSTALL_SECONDS = 120;

    /// 30 s: for a push it takes a millisecond, to start a tenth of a second.
    private static final int READ_SECONDS = 30;

    private static final JsonMapper JSON = new JsonMapper();

    private static @Nullable NodeReader here;
    private static String whyNot = "";

    private final Process process;
    private final BufferedReader answers;

    private NodeReader() throws IOException {
        process =
                new ProcessBuilder("node", "read.js")
                        .directory(PLACE.toFile())
                        .redirectError(PLACE.resolve("log.txt").toFile())
                        .start();
        answers = process.inputReader(UTF_8);
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "push reader"));
    }

    /// The one of this JVM; empty where it cannot be had.
    ///
    /// @throws AssertionError when `./verify` runs and it cannot be had
    static synchronized Optional<NodeReader> find() {
        if (here == null && whyNot.isEmpty()) {
            try {
                whyNot = installed();
                here = whyNot.isEmpty() ? new NodeReader() : null;
            } catch (IOException failure) {
                whyNot = "node cannot be started: " + failure.getMessage();
            }
            if (!whyNot.isEmpty()) {
                System.err.println("nobody but us reads our pushes. " + whyNot);
            }
        }
        if (here == null && System.getenv("VIGILAR_VERIFY") != null) {
            throw new AssertionError("nobody but us reads our pushes. " + whyNot);
        }
        return Optional.ofNullable(here);
    }

    /// For a test that has nothing to say without it.
    static NodeReader orSkip() {
        var found = find();
        Assumptions.assumeTrue(found.isPresent(), "no independent reader of our pushes");
        return found.orElseThrow();
    }

    /// Puts the pinned packages below `target/`, checked against their digests; why not, or empty.
    private static String installed() throws IOException {
        Files.createDirectories(PLACE);
        for (var file : FILES) {
            Files.copy(
                    SOURCE.resolve(file), PLACE.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        var install = "npm ci --ignore-scripts --no-audit --no-fund --prefer-offline";
        var log = PLACE.resolve("npm.txt").toFile();
        try {
            var npm =
                    new ProcessBuilder(install.split(" "))
                            .directory(PLACE.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(log)
                            .start();
            try {
                return npm.waitFor(INSTALL_SECONDS, TimeUnit.SECONDS) && npm.exitValue() == 0
                        ? ""
                        : "Its packages cannot be had. Type: (cd %s && %s)\n%s"
                                .formatted(PLACE, install, Files.readString(log.toPath()));
            } finally {
                npm.destroyForcibly();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return "interrupted";
        } catch (IOException missing) {
            return "npm is missing. Type: sudo apt-get install --no-install-recommends nodejs npm";
        }
    }

    /// What each of these is read as, in their order: `text`, `signed`, `header`, `claims`, or
    /// `error`.
    List<JsonNode> read(List<Map<String, String>> pushes) {
        return pushes.stream().map(this::read).toList();
    }

    /// One after the other: two pipes that are both full would wait for each other.
    synchronized JsonNode read(Map<String, String> push) {
        var answered = new CompletableFuture<Boolean>();
        var _ =
                answered.orTimeout(READ_SECONDS, TimeUnit.SECONDS)
                        .whenComplete(
                                (_, late) -> {
                                    if (late != null) {
                                        process.destroyForcibly(); // so that nobody waits for it
                                    }
                                });
        try {
            var line = process.outputWriter(UTF_8);
            line.write(JSON.writeValueAsString(push) + "\n");
            line.flush();
            var answer = answers.readLine();
            if (answer == null) {
                throw new AssertionError(Files.readString(PLACE.resolve("log.txt")));
            }
            return JSON.readTree(answer);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } finally {
            answered.complete(true);
        }
    }
}
