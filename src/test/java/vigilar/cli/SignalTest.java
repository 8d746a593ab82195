package vigilar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Real processes and real signals, with a house that does nothing.
class SignalTest {
    @TempDir Path folder;
    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void leaveNone() throws InterruptedException {
        for (var process : started) {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void a_house_that_is_told_to_stop_ends_with_0() throws Exception {
        var house = start("run", "--open", "--http", "127.0.0.1:0", "--mqtt", "127.0.0.1:0");
        assertThat(firstLine(house)).startsWith("ready http://");
        house.destroy();
        assertThat(house.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(house.exitValue()).isZero();
    }

    @Test
    void a_house_that_cannot_start_ends_with_78() throws Exception {
        var house = start("run", "--open", "--http", "0.0.0.0:0");
        assertThat(house.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(house.exitValue()).isEqualTo(78);
    }

    @Test
    void a_house_in_processes_has_one_child_per_role_and_takes_all_with_it() throws Exception {
        var house =
                start(
                        "run",
                        "--open",
                        "--processes",
                        "--http",
                        "127.0.0.1:0",
                        "--mqtt",
                        "127.0.0.1:0",
                        "--data",
                        folder.toString());
        assertThat(firstLine(house)).isEqualTo("ready http://127.0.0.1:4711 mqtt://127.0.0.1:4712");
        var children = house.children().toList();
        assertThat(children).hasSize(3);
        house.destroy();
        assertThat(house.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(house.exitValue()).isZero();
        assertThat(children).noneMatch(ProcessHandle::isAlive);
    }

    private Process start(String... words) throws IOException {
        var command = new ArrayList<String>();
        command.addAll(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "vigilar.cli.TestProgram"));
        command.addAll(List.of(words));
        var process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        started.add(process);
        return process;
    }

    private static String firstLine(Process process) throws IOException {
        // Not closed: that would break the child's pipe.
        var lines =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        return String.valueOf(lines.readLine());
    }
}
