package vigilar.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

class ProcessesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir Path folder;
    private final BlockingQueue<String> log = new LinkedBlockingQueue<>();
    private final Processes processes = new Processes(log::add, Duration.ofMillis(50));

    @AfterEach
    void stop() {
        processes.close();
    }

    @Test
    void a_child_is_started_and_waited_for_until_it_is_ready_and_its_lines_carry_its_name()
            throws Exception {
        var plan = new Plan("web", pids(), "well");
        assertThat(processes.startWave(List.of(plan))).isEmpty();
        assertThat(plan.said.poll()).isEqualTo("ready http://127.0.0.1:1234");
        assertThat(log.poll(10, TimeUnit.SECONDS)).isEqualTo("web | something for the log");
    }

    @Test
    void a_killed_child_comes_back() throws Exception {
        var plan = new Plan("web", pids(), "well");
        var _ = processes.startWave(List.of(plan));
        var _ = plan.said.take();
        var _ = watched();
        assertThat(ProcessHandle.of(seen().getFirst()).orElseThrow().destroyForcibly()).isTrue();
        assertThat(plan.said.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isNotNull();
        assertThat(seen()).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void a_child_that_refuses_to_start_is_not_tried_again() throws Exception {
        var plan = new Plan("web", pids(), "refuse");
        assertThat(processes.startWave(List.of(plan))).hasValue(78);
    }

    @Test
    void stopping_leaves_no_child_behind() throws Exception {
        var _ =
                processes.startWave(
                        List.of(new Plan("one", pids(), "well"), new Plan("two", pids(), "well")));
        var _ = watched();
        processes.close();
        assertThat(seen()).hasSize(2).noneMatch(ProcessesTest::lives);
    }

    @Test
    void a_child_that_does_not_listen_is_killed_in_time() throws Exception {
        var _ = processes.startWave(List.of(new Plan("deaf", pids(), "deaf")));
        var began = System.nanoTime();
        processes.close();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
        assertThat(seen()).hasSize(1).noneMatch(ProcessesTest::lives);
    }

    @Test
    void children_of_a_killed_parent_stop_by_themselves() throws Exception {
        var parent =
                new ProcessBuilder(new Plan("parent", pids(), "parent").command())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try {
            await(() -> !seen().isEmpty());
            var child = seen().getFirst();
            assertThat(lives(child)).isTrue();
            parent.destroyForcibly().waitFor();
            await(() -> !lives(child));
        } finally {
            parent.destroyForcibly();
        }
    }

    private Thread watched() {
        return Thread.ofVirtual()
                .start(
                        () -> {
                            try {
                                processes.run();
                            } catch (InterruptedException _) {
                                Thread.currentThread().interrupt();
                            }
                        });
    }

    private String pids() {
        return folder.resolve("pids").toString();
    }

    private List<Long> seen() {
        var file = Path.of(pids());
        try {
            return Files.exists(file)
                    ? Files.readAllLines(file).stream().map(Long::valueOf).toList()
                    : List.of();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static boolean lives(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        var end = System.nanoTime() + PATIENCE.toNanos();
        var pulse = new CountDownLatch(1);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            var _ = pulse.await(20, TimeUnit.MILLISECONDS);
        }
    }

    static final class Plan implements ChildPlan {
        private final String name;
        private final String pids;
        private final String behaviour;
        private final BlockingQueue<String> said = new LinkedBlockingQueue<>();

        Plan(String name, String pids, String behaviour) {
            this.name = name;
            this.pids = pids;
            this.behaviour = behaviour;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public List<String> command() {
            return List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx32m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    "vigilar.supervisor.TinyProgram",
                    pids,
                    behaviour);
        }

        @Override
        public void ready(String line) {
            said.add(line);
        }
    }
}
