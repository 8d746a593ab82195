package vigilar.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import vigilar.frontdoor.HouseProcess.Said;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A house whose store was taken away, or replaced, between two starts or under it.
class StoreGoneHouseTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir Path folder;
    private Path data;
    private Path store;

    @BeforeEach
    void found() {
        data = folder.resolve("data");
        store = data.resolve("vigilar.db");
    }

    private HouseProcess house() {
        return HouseProcess.wholeHouse(folder, data);
    }

    private Said vigilar(String... words) {
        return HouseProcess.ask(folder, "", words);
    }

    /// Heard before the backup, and afterwards.
    private void hears(HouseProcess house, String source) {
        try (var device = Device.on(house.mqttPort().orElseThrow())) {
            device.says("vigilar/sensor/" + source + "/motion", "{}");
            Await.until(source, SOON, () -> house.get("/api/events").contains(source));
        }
    }

    private void backedUp(HouseProcess house) {
        hears(house, "before");
        var made = vigilar("backup", "--data", data.toString());
        assertThat(made.exitCode()).as(made.err()).isZero();
        hears(house, "later");
    }

    private Path aside() throws IOException {
        try (var all = Files.newDirectoryStream(data, "damaged-*")) {
            return all.iterator().next();
        }
    }

    private void noBackups() throws IOException {
        try (var all = Files.newDirectoryStream(data.resolve("backups"), "*.zip")) {
            for (var each : all) {
                Files.delete(each);
            }
        }
    }

    @Test
    void a_house_whose_store_vanished_goes_on_from_its_newest_backup_and_says_so()
            throws Exception {
        try (var house = house()) {
            backedUp(house);
        }
        Files.delete(store);
        try (var house = house()) {
            assertThat(house.get("/api/events")).contains("\"before\"").doesNotContain("\"later\"");
            assertThat(house.get("/api/events?type=STORE_RESTORED")).contains("house-");
        }
    }

    @Test
    void without_a_backup_no_empty_house_begins_and_with_the_file_back_nothing_is_missing()
            throws Exception {
        try (var house = house()) {
            Await.until("copied", SOON, () -> Files.exists(data.resolve("backups"))); // by itself
            hears(house, "later");
        }
        noBackups();
        Files.move(store, folder.resolve("elsewhere"));
        for (var how : List.of(List.<String>of(), List.of("--processes"))) {
            var words = new ArrayList<>(List.of("run", "--open", "--data", data.toString()));
            words.addAll(List.of("--http", "127.0.0.1:0", "--mqtt", "127.0.0.1:0"));
            words.addAll(how);
            var said = vigilar(words.toArray(String[]::new));
            assertThat(said.exitCode()).as(said.err()).isEqualTo(78);
            assertThat(said.err()).contains("a house lived here", "broker", "vigilar restore");
        }
        assertThat(store).doesNotExist();
        Files.move(folder.resolve("elsewhere"), store);
        try (var house = house()) {
            assertThat(house.get("/api/events")).contains("\"later\"");
        }
    }

    @Test
    void a_letter_in_the_place_of_the_store_does_not_meet_its_log_at_the_next_start()
            throws Exception {
        var right = folder.resolve("right");
        byte[] log;
        try (var house = house()) {
            backedUp(house);
            Files.move(store, right);
            Files.writeString(store, "This is a letter and no store.\n".repeat(1_000));
            assertThat(house.exitCode()).isEqualTo(70);
            log = Files.readAllBytes(data.resolve("vigilar.db-wal"));
        }
        try (var house = house()) { // as a service manager does, seconds later
            assertThat(house.get("/api/events?type=STORE_RESTORED")).contains("house-");
        }
        assertThat(aside().resolve("vigilar.db-wal")).hasBinaryContent(log);
        assertThat(aside().resolve("another-vigilar.db")).content().startsWith("This is a letter");
        // what the guide says to do then
        var kept = aside().resolve("vigilar.db-wal");
        for (var end : List.of("", "-wal", "-shm")) {
            Files.deleteIfExists(data.resolve("vigilar.db" + end));
        }
        Files.move(right, store);
        Files.move(kept, data.resolve("vigilar.db-wal"));
        try (var house = house()) {
            assertThat(house.get("/api/events")).contains("\"before\"", "\"later\"");
        }
    }
}
