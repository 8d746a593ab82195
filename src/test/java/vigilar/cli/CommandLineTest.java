package vigilar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import vigilar.bus.BusException;
import vigilar.config.Role;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class CommandLineTest {
    @TempDir Path folder;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final List<String> story = new ArrayList<>();
    private final List<FakeHouse> built = new ArrayList<>();
    private Optional<String> refusal = Optional.empty();

    @Test
    void run_claims_starts_says_ready_on_one_line_and_closes() {
        assertThat(run("run", "--open", "--http", "127.0.0.1:0", "--mqtt", "127.0.0.1:0")).isZero();
        assertThat(story).startsWith("claim", "start").endsWith("close");
        assertThat(said()).isEqualTo("ready http://127.0.0.1:4711 mqtt://127.0.0.1:4712\n");
        assertThat(built.getFirst().roles()).containsExactly(Role.values());
    }

    @Test
    void each_part_of_the_ready_line_is_there_only_with_its_role() {
        assertThat(run("run", "--open", "--roles", "intake", "--mqtt", "127.0.0.1:1883")).isZero();
        assertThat(said()).isEqualTo("ready\n");
    }

    @Test
    void with_an_external_broker_there_is_no_broker_to_run() {
        run("run", "--open", "--http", "127.0.0.1:0", "--bus", "mqtt://10.0.0.5");
        assertThat(built.getFirst().roles()).containsExactly(Role.INTAKE, Role.WEB);
        assertThat(built.getFirst().settings().bus().external().orElseThrow().url())
                .hasToString("mqtt://10.0.0.5:1883");
    }

    @Test
    void an_open_house_that_others_can_reach_is_refused() {
        assertThat(run("run", "--open", "--http", "0.0.0.0:8740")).isEqualTo(78);
        assertThat(complained()).contains("0.0.0.0:8740").hasLineCount(1);
    }

    @Test
    void a_house_that_cannot_start_says_one_line_and_is_closed() {
        refusal = Optional.of("the role web already runs on this data folder");
        assertThat(run("run", "--open", "--http", "127.0.0.1:0", "--mqtt", "127.0.0.1:0"))
                .isEqualTo(78);
        assertThat(complained())
                .isEqualTo("vigilar: the role web already runs on this data folder\n");
        assertThat(said()).isEmpty();
        assertThat(story).containsExactly("claim", "start", "close");
    }

    @Test
    void a_taken_port_names_the_broker_that_may_be_there_and_nothing_starts() throws IOException {
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var taken = "127.0.0.1:" + other.getLocalPort();
            assertThat(run("run", "--open", "--http", "127.0.0.1:0", "--mqtt", taken))
                    .isEqualTo(78);
            assertThat(complained()).contains("--bus mqtt://" + taken).hasLineCount(1);
            assertThat(run("run", "--open", "--http", taken, "--mqtt", "127.0.0.1:0"))
                    .isEqualTo(78);
            assertThat(story).doesNotContain("start");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run --colour",
                "run --roles broker,wbe",
                "run --open --processes --roles web",
                "dmeo",
                "events --limit 0",
                "events --after x",
                "user add anna --as king",
                "user passwd",
                "replay day.jsonl --speed fast",
                "replay day.jsonl --user anna",
                "capture day.jsonl --for long"
            })
    void words_that_make_no_sense_end_with_64_and_a_hint(String words) {
        assertThat(run(words.split(" ", -1))).isEqualTo(64);
        assertThat(complained()).startsWith("vigilar: ");
    }

    @Test
    void a_mistyped_role_is_understood() {
        run("run", "--open", "--roles", "broker,wbe");
        assertThat(complained()).contains("did you mean web?");
    }

    @Test
    void a_role_that_must_find_the_broker_needs_its_port() {
        assertThat(run("run", "--open", "--roles", "intake", "--mqtt", "127.0.0.1:0"))
                .isEqualTo(78);
        assertThat(complained()).contains("name the port");
    }

    @Test
    void config_check_says_all_that_is_wrong() throws IOException {
        var file = folder.resolve("vigilar.toml");
        Files.writeString(file, "htpp = 1\nopen = 2\n");
        assertThat(run("config", "check", "--config", file.toString())).isEqualTo(78);
        assertThat(complained())
                .hasLineCount(2)
                .contains(file + ":1:1: unknown key htpp; did you mean http?")
                .contains(file + ":2:1: open:");
    }

    @Test
    void config_check_warns_of_a_time_to_leave_that_is_too_short_and_takes_it() throws IOException {
        var file = folder.resolve("vigilar.toml");
        Files.writeString(file, "[panel]\nexit_delay = 10\n");
        assertThat(run("config", "check", "--config", file.toString())).isZero();
        assertThat(said())
                .contains("warning: panel.exit_delay = 10: CP-01 asks for at least 45 s to leave")
                .hasLineCount(2);
        Files.writeString(file, "[panel]\nexit_delay = 45\n");
        assertThat(run("config", "check", "--config", file.toString())).isZero();
        assertThat(said()).contains("the settings are fine");
    }

    @Test
    void config_show_prints_what_is_in_force() {
        assertThat(run("config", "show", "--http", "127.0.0.1:1")).isZero();
        assertThat(said())
                .contains("http = \"127.0.0.1:1\"  # --http")
                .contains("data = \"" + folder.resolve("home/.local/share/vigilar") + "\"");
    }

    @Test
    void the_demo_uses_a_folder_that_is_gone_afterwards_and_is_open() {
        assertThat(run("demo", "--quiet-house", "--http", "127.0.0.1:0", "--mqtt", "127.0.0.1:0"))
                .isZero();
        var settings = built.getFirst().settings();
        assertThat(settings.web().open()).isTrue();
        assertThat(settings.storage().dataFolder()).doesNotExist();
        assertThat(said()).hasLineCount(1).startsWith("ready ");
        assertThat(complained()).contains("Open http://127.0.0.1:4711/");
    }

    @Test
    void the_demo_keeps_a_folder_that_was_named() {
        run(
                "demo",
                "--quiet-house",
                "--http",
                "127.0.0.1:0",
                "--mqtt",
                "127.0.0.1:0",
                "--data",
                folder.toString());
        assertThat(built.getFirst().settings().storage().dataFolder()).isEqualTo(folder).exists();
    }

    @Test
    void events_prints_the_newest_hundred_oldest_first() {
        assertThat(run("events", "--data", folder.toString())).isZero();
        assertThat(said()).hasLineCount(100).startsWith("651  ").contains("\n750  ");
    }

    @Test
    void events_after_an_id_go_on_over_pages_up_to_the_limit() {
        run("events", "--data", folder.toString(), "--after", "5", "--limit", "700", "--json");
        assertThat(said())
                .hasLineCount(700)
                .startsWith("{\"id\":6,\"ts\":6,\"type\":\"CONTACT_OPEN\"")
                .contains("{\"id\":705,");
    }

    @Test
    void events_can_be_followed() {
        run("events", "--data", folder.toString(), "--follow", "--limit", "13");
        assertThat(said()).hasLineCount(13).startsWith("741  ").contains("\n753  ");
    }

    @Test
    void events_of_a_folder_that_is_not_there_make_no_folder() {
        var none = folder.resolve("none");
        assertThat(run("events", "--data", none.toString())).isEqualTo(78);
        assertThat(complained()).contains("there is no data folder " + none);
        assertThat(none).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run", "demo", "config", "events", "user", "device", "setup-code", "tls", "check",
                "backup", "restore", "try", "rules", "doctor", "capture", "replay", "version",
                        "help"
            })
    void each_command_that_help_names_answers_to_its_name(String name) {
        assertThat(run("--help")).isZero();
        assertThat(said()).containsPattern("(?m)^  " + name + " ");
        out.reset();
        assertThat(run(name, "--help")).isZero();
        assertThat(said()).contains("Usage: vigilar " + name + " ");
    }

    @Test
    void help_and_version_go_to_standard_output() {
        assertThat(run("run", "--help")).isZero();
        assertThat(said()).contains("--processes").doesNotContain("--child");
        assertThat(run()).isZero();
        assertThat(said()).contains("demo").contains("events");
        assertThat(run("version")).isZero();
        assertThat(said()).startsWith("vigilar ");
        assertThat(complained()).isEmpty();
    }

    private int run(String... words) {
        out.reset();
        err.reset();
        var surroundings =
                new Surroundings(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        InputStream.nullInputStream(),
                        Map.of(),
                        folder.resolve("home"),
                        List.of(),
                        new AtOnce());
        var services =
                new Services(
                        (settings, roles) -> {
                            var house = new FakeHouse(settings, roles, story, refusal);
                            built.add(house);
                            return house;
                        },
                        _ -> {
                            var archive = new FakeArchive(750);
                            return new OpenJournal(archive, archive, Map::of, () -> {});
                        },
                        _ -> {
                            throw new CannotStart("no people in this test");
                        },
                        _ -> {
                            throw new CannotStart("no logins in this test");
                        },
                        _ -> {
                            throw new CannotStart("no rules in this test");
                        },
                        (_, _, _, _) -> {
                            throw new CannotStart("nothing to try in this test");
                        },
                        (_, _) -> {
                            throw new CannotStart("no doctor in this test");
                        },
                        _ -> {
                            throw new CannotStart("nothing to check in this test");
                        },
                        _ -> {
                            throw new BusException("no devices in this test");
                        },
                        _ -> {
                            throw new BusException("no broker in this test");
                        },
                        _ -> {
                            throw new CannotStart("nobody listens in this test");
                        });
        return new CommandLineRoom(services, surroundings).run(words);
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String complained() {
        return err.toString(StandardCharsets.UTF_8);
    }

    /// It is time to stop as soon as everything is up.
    private static final class AtOnce implements Stop {
        @Override
        public void onStop(Runnable closing) {}

        @Override
        public void forget() {}

        @Override
        public void await() {}
    }
}
