package vigilar.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The fixed words of the command line, their exit codes, and that a refused start changes nothing.
class CommandLineTest {
    private static final int WRONG_SET_UP = 78;
    @TempDir Path folder;

    private HouseProcess run(String... words) {
        var all = new ArrayList<>(List.of("run", "--data", folder.resolve("data").toString()));
        all.addAll(List.of(words));
        return HouseProcess.start(folder, all.toArray(String[]::new));
    }

    private void assertRefused(HouseProcess house, String... hints) {
        try (house) {
            assertThat(house.exitCode()).as(house.log()).isEqualTo(WRONG_SET_UP);
            assertThat(house.log().lines().toList()).hasSize(1);
            assertThat(house.log()).contains(hints);
        }
    }

    @Test
    void open_is_for_loopback_only() {
        assertRefused(run("--open", "--http", "0.0.0.0:0"), "loopback");
        assertRefused(run("--open", "--mqtt", "0.0.0.0:0"), "loopback");
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void a_taken_web_port_is_named_and_nothing_is_changed() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var port = taken.getLocalPort();
            assertRefused(
                    run("--open", "--http", "127.0.0.1:" + port, "--mqtt", "127.0.0.1:0"),
                    Integer.toString(port));
        }
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void a_taken_mqtt_port_names_the_broker_that_may_be_there_and_how_to_use_it()
            throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var port = taken.getLocalPort();
            assertRefused(
                    run("--open", "--http", "127.0.0.1:0", "--mqtt", "127.0.0.1:" + port),
                    "--bus mqtt://127.0.0.1:" + port);
        }
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void a_second_house_on_the_same_folder_is_refused() {
        try (var first = HouseProcess.wholeHouse(folder, folder.resolve("data"))) {
            first.awaitReady();
            assertRefused(
                    run("--open", "--http", "127.0.0.1:0", "--mqtt", "127.0.0.1:0"),
                    "already run",
                    Long.toString(first.pid()));
        }
    }

    @Test
    void a_mistake_in_the_config_is_named_with_line_and_column() throws IOException {
        var config = folder.resolve("vigilar.toml");
        Files.writeString(config, "open = true\nhtpt = \"127.0.0.1:0\"\n");
        assertRefused(run("--config", config.toString()), "vigilar.toml:2:1", "htpt", "http");
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void the_events_can_be_listed_while_the_house_runs() {
        var data = folder.resolve("data");
        try (var house = HouseProcess.wholeHouse(folder, data)) {
            house.awaitReady();
            try (var listing =
                    HouseProcess.start(folder, "events", "--json", "--data", data.toString())) {
                assertThat(listing.exitCode()).as(listing.log()).isZero();
            }
        }
    }

    @Test
    void looking_for_events_in_a_wrong_folder_leaves_nothing_there() throws IOException {
        var wrong = Files.createDirectory(folder.resolve("photos"));
        try (var listing = HouseProcess.start(folder, "events", "--data", wrong.toString())) {
            assertThat(listing.exitCode()).as(listing.log()).isEqualTo(78);
        }
        assertThat(wrong).isEmptyDirectory();
    }
}
