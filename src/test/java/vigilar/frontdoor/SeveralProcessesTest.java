package vigilar.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// One process per role under a parent that looks after them.
class SeveralProcessesTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration AFTER_A_RESTART = Duration.ofSeconds(60);

    @TempDir Path folder;

    private HouseProcess parent() {
        return HouseProcess.start(
                folder,
                "run",
                "--open",
                "--processes",
                "--data",
                folder.resolve("data").toString(),
                "--http",
                "127.0.0.1:0",
                "--mqtt",
                "127.0.0.1:0");
    }

    private static ProcessHandle child(HouseProcess parent, String role) {
        Await.until("a child for " + role, AFTER_A_RESTART, () -> find(parent, role).isPresent());
        return find(parent, role).orElseThrow();
    }

    private static Optional<ProcessHandle> find(HouseProcess parent, String role) {
        return parent.children().stream()
                .filter(process -> commandLine(process).contains("\0--roles\0" + role + "\0"))
                .findFirst();
    }

    /// Whole, from the kernel: a ProcessHandle cuts long ones off.
    static String commandLine(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"));
        } catch (IOException alreadyGone) {
            return "";
        }
    }

    @Test
    void each_process_killed_in_turn_comes_back_and_nothing_is_lost() {
        try (var parent = parent()) {
            int port = parent.mqttPort().orElseThrow();
            int said = 0;
            for (var role : List.of("web", "intake", "broker")) {
                var killed = child(parent, role);
                killed.destroyForcibly();
                Await.until(
                        role + " is back",
                        AFTER_A_RESTART,
                        () -> !child(parent, role).equals(killed));
                Await.until(
                        "ready again",
                        AFTER_A_RESTART,
                        () -> parent.answer("/readyz").statusCode() == 200);
                said++;
                Device.mosquittoPub(port, "vigilar/sensor/hall/motion", "{\"n\":" + said + "}");
                try (var viewer = Viewer.open(parent.http(), "?after=0")) {
                    viewer.awaitEventsOf("hall", said, SOON);
                    assertThat(viewer.eventsOf("hall"))
                            .extracting(event -> event.get("payload").get("n").asInt())
                            .doesNotHaveDuplicates()
                            .hasSize(said);
                }
            }
        }
    }

    @Test
    void told_to_stop_it_takes_its_children_along() {
        try (var parent = parent()) {
            parent.awaitReady();
            var children = parent.children();
            assertThat(children).hasSize(3);
            assertThat(parent.stop()).isZero();
            assertThat(children).noneMatch(ProcessHandle::isAlive);
        }
    }

    @Test
    void killed_itself_it_leaves_no_child_behind() {
        try (var parent = parent()) {
            parent.awaitReady();
            var children = parent.children();
            parent.kill();
            Await.until(
                    "no child left",
                    AFTER_A_RESTART,
                    () -> children.stream().noneMatch(ProcessHandle::isAlive));
        }
    }
}
