package vigilar.bench.torture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import vigilar.bench.field.Account;
import vigilar.bench.field.Await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// What decides whether a case passed: here is what must make each of them say no.
class JudgesTest {
    private static Account account(long from, long last, long events, long connections) {
        return new Account(0, from, last, events, connections, 0, List.of());
    }

    @Test
    void a_viewer_that_came_back_and_saw_all_of_it_is_well() {
        assertThat(Resumed.withoutAGap(List.of(account(3, 10, 7, 2)), 9)).isEmpty();
    }

    @Test
    void a_viewer_that_was_never_cut_off_or_lacks_an_event_is_told() {
        assertThat(Resumed.withoutAGap(List.of(account(3, 10, 7, 1)), 9))
                .containsExactly("viewer 0 that came back: it was never away");
        assertThat(Resumed.withoutAGap(List.of(account(3, 8, 5, 2)), 9))
                .containsExactly("viewer 0 that came back: saw events up to 8 of 9");
        assertThat(Resumed.withoutAGap(List.of(account(3, 10, 6, 2)), 9))
                .containsExactly("viewer 0 that came back: saw 6 events of 7");
    }

    @Test
    void a_connection_that_nobody_hangs_up_on_is_told() throws IOException {
        try (var door = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                var left = new Socket(door.getInetAddress(), door.getLocalPort());
                var gone = new Socket(door.getInetAddress(), door.getLocalPort())) {
            door.accept();
            door.accept().close();
            var hangUps = new HangUps("that wait", List.of(left, gone), Duration.ofMillis(200));
            assertThat(hangUps.isOver()).isFalse();
            assertThat(Await.holds(Duration.ofSeconds(5), hangUps::isOver)).isTrue();
            assertThat(hangUps.late())
                    .hasValueSatisfying(it -> assertThat(it).startsWith("1 of 2"));
        }
    }

    @Test
    void connections_that_are_hung_up_on_are_well() throws IOException {
        try (var door = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                var gone = new Socket(door.getInetAddress(), door.getLocalPort())) {
            door.accept().close();
            var hangUps = new HangUps("that wait", List.of(gone), Duration.ofSeconds(5));
            assertThat(Await.holds(Duration.ofSeconds(5), hangUps::isOver)).isTrue();
            assertThat(hangUps.late()).isEmpty();
        }
    }

    private static List<String> faults(String page) {
        return Rendered.faults(page.getBytes(StandardCharsets.UTF_8), "word");
    }

    @Test
    void a_page_that_shows_a_strangers_markup_as_text_is_well() {
        assertThat(faults("<p>&lt;script&gt;word&lt;/script&gt;</p></html>\n")).isEmpty();
    }

    @Test
    void a_page_that_runs_hides_or_breaks_on_what_a_stranger_said_is_told() {
        assertThat(faults("&lt;script&gt;word <script>word</script></html>"))
                .containsExactly("runs what a stranger said");
        assertThat(faults("<p>nothing</p></html>"))
                .containsExactly("does not show what a stranger said");
        assertThat(faults("&lt;script&gt;word \u0000</html>"))
                .containsExactly("has characters that no page may have");
        assertThat(faults("&lt;script&gt;word")).containsExactly("has no end");
        assertThat(Rendered.faults(new byte[] {(byte) 0xC0, (byte) 0xAF}, "word"))
                .containsExactly("is no UTF-8");
    }

    @Test
    void a_forged_event_that_is_taken_stored_or_seen_is_told() {
        assertThat(Hostile.forged(false, false, false)).isEmpty();
        assertThat(Hostile.forged(true, false, false)).hasSize(1);
        assertThat(Hostile.forged(false, true, false)).hasSize(1);
        assertThat(Hostile.forged(false, false, true)).hasSize(1);
    }

    @Test
    void what_is_left_of_a_cut_log_must_be_all_that_was_known_and_a_beginning() {
        var known = List.of(0L, 1L, 2L);
        assertThat(DamagedStore.beginning(known, List.of(0L, 1L, 2L, 3L))).isEmpty();
        assertThat(DamagedStore.beginning(known, List.of())).isNotEmpty();
        assertThat(DamagedStore.beginning(known, List.of(0L, 1L))).isNotEmpty();
        assertThat(DamagedStore.beginning(known, List.of(0L, 2L, 1L))).isNotEmpty();
        assertThat(DamagedStore.beginning(List.of(), List.of(0L, 1L))).isNotEmpty();
    }

    @Test
    void what_a_killed_backup_left_is_told(@TempDir Path folder) throws IOException {
        Files.createFile(folder.resolve("copy.zip"));
        assertThat(Damage.halfMade(folder)).isEmpty();
        Files.createDirectory(folder.resolve(".backup123"));
        assertThat(Damage.halfMade(folder)).hasSize(1);
    }

    @Test
    void a_restless_device_that_hinders_others_or_is_refused_in_silence_is_told() {
        assertThat(Vanished.restless(400, 0, 900, false)).isEmpty();
        assertThat(Vanished.restless(300, 100, 900, true)).isEmpty();
        assertThat(Vanished.restless(300, 100, 900, false)).hasSize(1);
        assertThat(Vanished.restless(400, 0, 20, false)).hasSize(1);
        assertThat(Vanished.restless(3, 0, 900, false)).hasSize(1);
    }

    @Test
    void what_was_removed_and_should_stay_is_told_and_so_is_the_other_way_round() {
        assertThat(KilledPruning.unlike(List.of(1L, 2L), List.of(1L, 2L))).isEmpty();
        assertThat(KilledPruning.unlike(List.of(1L, 2L), List.of(1L)))
                .containsExactly("1 were removed that stay, such as 2");
        assertThat(KilledPruning.unlike(List.of(1L), List.of(1L, 5L)))
                .containsExactly("1 are still there, such as 5");
    }
}
