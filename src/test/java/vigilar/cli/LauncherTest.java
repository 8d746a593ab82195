package vigilar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// The launcher in a folder of its own, with a JDK and a Maven that only say what they are asked.
class LauncherTest {
    @TempDir Path folder;
    private Path home;
    private Path tools;
    private Path jdk;

    @BeforeEach
    void build_a_small_world() throws IOException {
        home = Files.createDirectories(folder.resolve("my house"));
        tools = Files.createDirectories(folder.resolve("tools"));
        Files.copy(Path.of("vigilar"), home.resolve("vigilar"));
        Files.setPosixFilePermissions(
                home.resolve("vigilar"), PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createDirectories(home.resolve("src/main"));
        Files.writeString(home.resolve("pom.xml"), "<project/>");
        jdk = jdk("jdk-25", "25.0.1");
        program(
                tools.resolve("mvn"),
                """
                echo built >> "$PWD/builds"
                sleep 0.3
                mkdir -p target/lib && : > target/vigilar.jar
                """);
    }

    @Test
    void the_first_start_builds_and_the_second_does_not() throws Exception {
        var first = launch(Map.of(), "run", "--open", "two words");
        assertThat(first.exit()).isZero();
        assertThat(first.err()).contains("building").contains("built in");
        assertThat(first.out()).contains("vigilar.Main run --open two words");
        var second = launch(Map.of(), "version");
        assertThat(second.err()).isEmpty();
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void a_newer_source_is_built() throws Exception {
        launch(Map.of(), "version");
        var source = Files.writeString(home.resolve("src/main/New.java"), "");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(5)));
        launch(Map.of(), "version");
        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void two_that_start_at_once_build_once() throws Exception {
        var one = start(Map.of(), "version");
        var two = start(Map.of(), "version");
        assertThat(end(one).exit()).isZero();
        assertThat(end(two).exit()).isZero();
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void the_lock_of_a_killed_build_does_not_hold_for_ever() throws Exception {
        var lock = Files.createDirectories(home.resolve("target/vigilar.building"));
        var gone = new ProcessBuilder("true").start();
        gone.waitFor();
        Files.writeString(lock.resolve("pid"), gone.pid() + "\n");
        assertThat(launch(Map.of(), "version").exit()).isZero();
    }

    @Test
    void a_failed_build_shows_its_end_and_where_the_rest_is_and_is_tried_again() throws Exception {
        program(tools.resolve("mvn"), "echo 'cannot find symbol'; exit 1");
        var failed = launch(Map.of(), "version");
        assertThat(failed.exit()).isEqualTo(1);
        assertThat(failed.err()).contains("cannot find symbol").contains("vigilar-build.log");
        assertThat(launch(Map.of(), "version").exit()).isEqualTo(1);
    }

    @Test
    void without_maven_it_says_how_to_get_it() throws Exception {
        Files.delete(tools.resolve("mvn"));
        var refused = launch(Map.of("PATH", bareTools().toString()), "version");
        assertThat(refused.exit()).isEqualTo(78);
        assertThat(refused.err()).contains("Maven (mvn) is needed");
    }

    @Test
    void without_a_jdk_25_it_says_where_it_looked() throws Exception {
        var old = jdk("jdk-17", "17.0.9");
        var refused =
                launch(Map.of("VIGILAR_JAVA_HOME", "", "JAVA_HOME", old.toString()), "--find-java");
        assertThat(refused.exit()).isEqualTo(78);
        assertThat(refused.err())
                .contains("no JDK 25 found")
                .contains("JAVA_HOME: " + old + " is a JDK 17")
                .contains(folder + "/none/*");
    }

    @Test
    void a_jdk_in_a_usual_folder_is_found() throws Exception {
        var found =
                launch(
                        Map.of("VIGILAR_JAVA_HOME", "", "VIGILAR_JDK_FOLDERS", folder + "/jdk-*"),
                        "--find-java");
        assertThat(found.out()).isEqualTo(jdk + "/bin/java\n");
        assertThat(found.exit()).isZero();
    }

    @Test
    void a_jdk_named_on_purpose_is_taken_or_nothing() throws Exception {
        var refused =
                launch(
                        Map.of("VIGILAR_JAVA_HOME", folder + "/typo", "JAVA_HOME", jdk.toString()),
                        "--find-java");
        assertThat(refused.exit()).isEqualTo(78);
        assertThat(refused.err()).contains("VIGILAR_JAVA_HOME: " + folder + "/typo is not there");
    }

    private record Ended(int exit, String out, String err) {}

    private Ended launch(Map<String, String> changes, String... words) throws Exception {
        return end(start(changes, words));
    }

    private record Started(Process process, Path out, Path err) {}

    private Started start(Map<String, String> changes, String... words) throws IOException {
        var command = new ArrayList<>(List.of(home.resolve("vigilar").toString()));
        command.addAll(List.of(words));
        var out = Files.createTempFile(folder, "out", "");
        var err = Files.createTempFile(folder, "err", "");
        var builder =
                new ProcessBuilder(command)
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
        var environment = new HashMap<String, String>();
        environment.put("PATH", tools + ":/usr/bin:/bin");
        environment.put("HOME", folder.toString());
        environment.put("VIGILAR_JAVA_HOME", jdk.toString());
        environment.put("VIGILAR_JDK_FOLDERS", folder + "/none/*");
        environment.putAll(changes);
        builder.environment().clear();
        builder.environment().putAll(environment);
        return new Started(builder.start(), out, err);
    }

    private static Ended end(Started started) throws Exception {
        try {
            assertThat(started.process().waitFor(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            started.process().destroyForcibly();
        }
        return new Ended(
                started.process().exitValue(),
                Files.readString(started.out()),
                Files.readString(started.err()));
    }

    private int builds() throws IOException {
        return Files.readAllLines(home.resolve("builds"), StandardCharsets.UTF_8).size();
    }

    private Path jdk(String name, String version) throws IOException {
        var made = folder.resolve(name);
        Files.createDirectories(made.resolve("bin"));
        Files.writeString(made.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        program(made.resolve("bin/java"), "echo \"$@\"");
        program(made.resolve("bin/javac"), "exit 0");
        return made;
    }

    /// The shell's usual programs, and no Maven.
    private Path bareTools() throws IOException {
        var bare = Files.createDirectories(folder.resolve("bare"));
        for (var name : List.of("bash", "dirname", "find", "head", "env", "mkdir", "cat", "rm")) {
            var program = Path.of("/usr/bin", name);
            Files.createSymbolicLink(
                    bare.resolve(name), Files.exists(program) ? program : Path.of("/bin", name));
        }
        return bare;
    }

    private static void program(Path file, String body) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
