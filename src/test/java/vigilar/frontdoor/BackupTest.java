package vigilar.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import vigilar.frontdoor.HouseProcess.Said;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// A copy of the house that was made while it ran, and the way back.
class BackupTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir Path folder;

    private Said vigilar(String... words) {
        return HouseProcess.ask(folder, "", words);
    }

    private Path data() {
        return folder.resolve("data");
    }

    private static void hears(HouseProcess house, Device device, String source) {
        device.says("vigilar/sensor/" + source + "/motion", "{}");
        Await.until(source, SOON, () -> knows(house, source));
    }

    private static boolean knows(HouseProcess house, String source) {
        return house.get("/api/events?source=" + source).contains("MOTION_START");
    }

    private static String epoch(HouseProcess house) {
        try (var viewer = Viewer.open(house.http(), "")) {
            return viewer.all().getFirst().data().get("epoch").asString();
        }
    }

    @Test
    void what_was_copied_comes_back_and_browsers_learn_that_it_is_another_life() throws Exception {
        var file = folder.resolve("house.zip");
        String before;
        try (var house = HouseProcess.wholeHouse(folder, data());
                var device = Device.on(house.mqttPort().orElseThrow())) {
            hears(house, device, "before");
            before = epoch(house);
            var made = vigilar("backup", file.toString(), "--data", data().toString());
            assertThat(made.exitCode()).as(made.err()).isZero();
            hears(house, device, "after");
            var running =
                    vigilar("restore", file.toString(), "--replace", "--data", data().toString());
            assertThat(running.err()).contains("runs", "stop it first").hasLineCount(1);
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        var refused = vigilar("restore", file.toString(), "--data", data().toString());
        assertThat(refused.err()).contains("not empty", "--replace").hasLineCount(1);
        var restored =
                vigilar("restore", file.toString(), "--replace", "--data", data().toString());
        assertThat(restored.exitCode()).as(restored.err()).isZero();
        assertThat(restored.out()).contains("/data/before-");
        try (var house = HouseProcess.wholeHouse(folder, data())) {
            assertThat(knows(house, "before")).isTrue();
            assertThat(knows(house, "after")).isFalse();
            assertThat(epoch(house)).isNotEqualTo(before);
        }
    }

    @Test
    void a_house_copies_itself_without_being_asked_and_that_copy_comes_back() throws Exception {
        Path copy;
        try (var house = HouseProcess.wholeHouse(folder, data());
                var device = Device.on(house.mqttPort().orElseThrow())) {
            Await.until("copied", SOON, () -> !nightly().isEmpty());
            copy = nightly().getFirst();
            hears(house, device, "afterwards");
        }
        var restored =
                vigilar("restore", copy.toString(), "--replace", "--data", data().toString());
        assertThat(restored.exitCode()).as(restored.err()).isZero();
        try (var house = HouseProcess.wholeHouse(folder, data())) {
            assertThat(knows(house, "afterwards")).isFalse();
        }
    }

    private List<Path> nightly() {
        try (var all = Files.list(data().resolve("backups"))) {
            return all.filter(it -> it.getFileName().toString().matches("nightly-.*\\.zip"))
                    .toList();
        } catch (NoSuchFileException _) {
            return List.of();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Test
    void what_is_no_backup_changes_nothing() throws IOException {
        for (var name : List.of("../evil", "vigilar.db/../../x", "locks/role", "/etc/passwd")) {
            var file = folder.resolve("odd.zip");
            try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(1);
                zip.closeEntry();
            }
            var said = vigilar("restore", file.toString(), "--data", data().toString());
            assertThat(said.exitCode()).isEqualTo(78);
            assertThat(said.err()).contains("no backup of Vigilar").hasLineCount(1);
        }
        var damaged = folder.resolve("damaged.zip");
        try (var zip = new ZipOutputStream(Files.newOutputStream(damaged))) {
            zip.putNextEntry(new ZipEntry("vigilar.db"));
            zip.write(
                    "not a database at all"
                            .repeat(100)
                            .getBytes(java.nio.charset.StandardCharsets.UTF_8));
            zip.closeEntry();
        }
        assertThat(vigilar("restore", damaged.toString(), "--data", data().toString()).exitCode())
                .isEqualTo(78);
        assertThat(data()).doesNotExist();
        try (var left = Files.list(folder)) {
            var names = new ArrayList<String>();
            left.forEach(each -> names.add(each.getFileName().toString()));
            assertThat(names).noneMatch(name -> name.startsWith(".restore"));
        }
    }
}
