package vigilar.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import vigilar.frontdoor.Await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// Visitors who take their time, at the real door with its real patience and its own rounds: the
/// test only plays the visitors and waits for the end.
class PatienceTest {
    /// The patience, a round of the door, and a busy machine.
    private static final Duration AT_LAST = Doorman.PATIENCE.plusSeconds(25);

    private static final String POST =
            """
            POST /sign-in HTTP/1.1
            Host: 127.0.0.1
            Origin: http://127.0.0.1
            Content-Type: application/x-www-form-urlencoded
            Content-Length: 8000

            name=\
            """;

    @TempDir Path folder;

    /// A connection on which the next bytes come at each look.
    private static final class Visitor implements AutoCloseable {
        private final Socket socket = new Socket();
        private final String next;
        private final long began = System.nanoTime();
        private long ended;

        Visitor(ClosedHouse house, int receives, String first, String next) throws IOException {
            this.next = next;
            if (receives > 0) {
                socket.setReceiveBufferSize(receives);
            }
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port(house)));
            socket.setSoTimeout(1);
            write(first);
        }

        private void write(String text) throws IOException {
            socket.getOutputStream()
                    .write(text.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
        }

        boolean isCutOff() {
            if (ended != 0) {
                return true;
            }
            try {
                write(next);
                while (socket.getInputStream().read() >= 0) {
                    // an answer: the end comes behind it
                }
            } catch (SocketTimeoutException _) {
                return false;
            } catch (IOException _) {
                // reset: cut off as well
            }
            ended = System.nanoTime();
            return true;
        }

        Duration stayed() {
            return Duration.ofNanos(ended - began);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @Test
    void who_dribbles_a_head_or_a_form_or_says_nothing_is_hung_up_on_and_others_are_not()
            throws Exception {
        var once = "GET /healthz HTTP/1.1\nHost: localhost\n\n";
        try (var house = new ClosedHouse(folder);
                var silent = new Visitor(house, 0, "", "");
                var head = new Visitor(house, 0, "GET / HTTP/1.1\nHost: localhost\nX-Slow: ", "a");
                var form = new Visitor(house, 0, POST, "a");
                var second = new Visitor(house, 0, once + "GET /healthz HTTP/1.1\nX: ", "a");
                var polite = new Visitor(house, 0, once, once)) {
            var slow = List.of(silent, head, form, second);
            Await.until(
                    "all slow ones are cut off",
                    AT_LAST,
                    () -> {
                        var open = polite.isCutOff();
                        assertThat(open).isFalse();
                        return slow.stream().filter(it -> !it.isCutOff()).findAny().isEmpty();
                    });
            for (var visitor : slow) {
                // not before its time: a slow line is no attack
                assertThat(visitor.stayed()).isGreaterThan(Doorman.PATIENCE.minusSeconds(1));
            }
            assertThat(polite.isCutOff()).isFalse();
        }
    }

    @Test
    void who_asks_and_does_not_read_is_hung_up_on_once_nothing_moves_any_more() throws Exception {
        var asks = "GET /static/words-en.json HTTP/1.1\nHost: localhost\n\n".repeat(400);
        try (var house = new ClosedHouse(folder)) {
            house.web.connector().setIdleTimeout(2_000); // instead of a minute
            try (var _ = new Visitor(house, 4_096, asks, "")) {
                Await.until(
                        "it has come",
                        ClosedHouse.SOON,
                        () -> !house.web.connector().getConnectedEndPoints().isEmpty());
                Await.until(
                        "it is gone, unread",
                        ClosedHouse.SOON,
                        () -> house.web.connector().getConnectedEndPoints().isEmpty());
            }
        }
    }

    @Test
    void a_form_that_is_refused_before_it_is_there_is_told_that_the_line_ends() throws Exception {
        try (var house = new ClosedHouse(folder);
                var foreign = new Socket(InetAddress.getLoopbackAddress(), port(house))) {
            foreign.setSoTimeout((int) AT_LAST.toMillis());
            foreign.getOutputStream()
                    .write(
                            POST.replace("Origin: http://127.0.0.1", "Origin: https://evil.example")
                                    .replace("\n", "\r\n")
                                    .getBytes(StandardCharsets.US_ASCII));
            var answer =
                    new String(foreign.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 403").containsIgnoringCase("connection: close");
        }
    }

    private static int port(ClosedHouse house) {
        return house.web.address().getPort();
    }
}
