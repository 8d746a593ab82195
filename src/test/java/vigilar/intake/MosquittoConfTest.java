package vigilar.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

/// The doctor tells which lines a mosquitto.conf lacks.
class MosquittoConfTest {
    private static final String RIGHT =
            """
            # our own
            listener 1883
            persistence true
            autosave_on_changes   true
            autosave_interval 1
            max_queued_messages 0
            """;

    @Test
    void one_that_keeps_what_waits_lacks_nothing() {
        assertThat(MosquittoConf.lacks(RIGHT)).isEmpty();
    }

    @Test
    void one_as_it_is_shipped_lacks_all() {
        assertThat(MosquittoConf.lacks("")).isEqualTo(Assurance.MOSQUITTO);
    }

    @Test
    void what_is_only_a_comment_does_not_count() {
        assertThat(MosquittoConf.lacks(RIGHT.replace("persistence", "#persistence")))
                .containsExactly("persistence true");
    }

    @Test
    void the_last_word_on_a_setting_counts() {
        assertThat(MosquittoConf.lacks(RIGHT + "max_queued_messages 1000\n"))
                .containsExactly("max_queued_messages 0");
    }

    /// As Debian ships it: the house's own settings go into a folder beside it.
    @Test
    void what_stands_in_the_included_folder_counts_wherever_it_stands(@TempDir Path folder)
            throws IOException {
        var parts = Files.createDirectory(folder.resolve("conf.d"));
        var main =
                Files.writeString(
                        folder.resolve("mosquitto.conf"),
                        "persistence true\nautosave_interval 1\ninclude_dir\t" + parts + "\n");
        assertThat(MosquittoConf.read(main).lacks())
                .containsExactly("autosave_on_changes true", "max_queued_messages 0");
        Files.writeString(
                parts.resolve("house.conf"), "autosave_on_changes true\nmax_queued_messages 0\n");
        Files.writeString(parts.resolve("README"), "persistence false\n");
        assertThat(MosquittoConf.read(main).lacks()).isEmpty();
        Files.writeString(parts.resolve("zz.conf"), "max_queued_messages 100\n");
        assertThat(MosquittoConf.read(main).lacks()).containsExactly("max_queued_messages 0");
    }

    /// Else the settings of one broker would vouch for another, such as one in a container.
    @Test
    void settings_are_those_of_a_broker_only_if_they_speak_of_its_port() {
        assertThat(MosquittoConf.listensOn(1883, "persistence true")).isTrue();
        assertThat(MosquittoConf.listensOn(1884, "persistence true")).isFalse();
        assertThat(MosquittoConf.listensOn(1884, "listener 1883\nlistener 1884 127.0.0.1"))
                .isTrue();
        assertThat(MosquittoConf.listensOn(1883, "port 1884\n#listener 1883")).isFalse();
    }

    /// Debian's place for it, here another.
    @Test
    void the_settings_of_this_machine_count_for_a_broker_on_this_machine_and_no_other(
            @TempDir Path folder) throws IOException {
        var file = folder.resolve("mosquitto.conf");
        var here = URI.create("mqtt://127.0.0.1:1883");
        assertThat(MosquittoConf.usual(here, file)).isEmpty();
        Files.writeString(file, RIGHT);
        assertThat(MosquittoConf.usual(here, file)).contains(file);
        assertThat(MosquittoConf.usual(URI.create("mqtt://localhost"), file)).contains(file);
        assertThat(MosquittoConf.usual(URI.create("mqtt://[::1]:1883"), file)).contains(file);
        assertThat(MosquittoConf.usual(URI.create("mqtt://127.0.0.1:1884"), file)).isEmpty();
        assertThat(MosquittoConf.usual(URI.create("mqtt://192.168.1.5:1883"), file)).isEmpty();
    }

    @Test
    void they_were_changed_when_the_newest_part_of_them_was(@TempDir Path folder)
            throws IOException {
        var parts = Files.createDirectory(folder.resolve("conf.d"));
        var part = Files.writeString(parts.resolve("house.conf"), "persistence true\n");
        var main =
                Files.writeString(folder.resolve("mosquitto.conf"), "include_dir " + parts + "\n");
        Files.setLastModifiedTime(main, FileTime.fromMillis(1_000));
        Files.setLastModifiedTime(part, FileTime.fromMillis(3_000));
        Files.setLastModifiedTime(parts, FileTime.fromMillis(2_000));
        assertThat(MosquittoConf.read(main).changed()).isEqualTo(Instant.ofEpochMilli(3_000));
        Files.setLastModifiedTime(parts, FileTime.fromMillis(4_000));
        assertThat(MosquittoConf.read(main).changed()).isEqualTo(Instant.ofEpochMilli(4_000));
    }

    @Test
    void a_rare_save_and_a_short_queue_are_not_enough() {
        assertThat(
                        MosquittoConf.lacks(
                                RIGHT.replace("interval 1", "interval 1800")
                                        .replace("messages 0", "messages 5000")))
                .containsExactly("autosave_interval 1", "max_queued_messages 0");
    }

    @Test
    void what_throws_away_sessions_or_waiting_messages_is_named() {
        assertThat(
                        MosquittoConf.lacks(
                                RIGHT + "persistent_client_expiration 1d\nmax_queued_bytes 9000\n"))
                .containsExactly("persistent_client_expiration 1y", "max_queued_bytes 0");
        assertThat(
                        MosquittoConf.lacks(
                                RIGHT.replace("persistence true", "persistence 1")
                                        + "persistent_client_expiration 2m\nmax_queued_bytes 0\n"))
                .isEmpty();
    }
}
