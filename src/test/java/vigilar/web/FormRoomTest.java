package vigilar.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import vigilar.access.Standing;
import vigilar.frontdoor.Await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Forms that are begun and never ended take only so much of the memory that broker and intake
/// share with the pages.
class FormRoomTest {
    /// Twice what there is room for.
    private static final int CROWD = 2_048;

    /// As many forms of one of them are not too many: only all together are.
    private static final int ADDRESSES = 32;

    private static final String GUEST = "192.0.2.66";

    @TempDir Path folder;
    private ClosedHouse house;
    private final List<Socket> sockets = new ArrayList<>();

    @BeforeEach
    void open() throws IOException {
        // each says from where it comes, as behind a proxy of the house
        house = new ClosedHouse(folder, List.of(Network.parse("127.0.0.1")));
        house.somebodyIs(Standing.OWNER);
    }

    @AfterEach
    void close() throws IOException {
        leave();
        house.close();
    }

    private void leave() throws IOException {
        for (var one : sockets) {
            one.close();
        }
        sockets.clear();
    }

    /// A form of which the last byte never comes.
    private Socket parks(String path, int bytes, String from) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), house.web.address().getPort());
        socket.setSoTimeout((int) ClosedHouse.SOON.toMillis());
        sockets.add(socket);
        var head =
                """
                POST %s HTTP/1.1
                Host: 127.0.0.1
                Origin: http://127.0.0.1
                X-Forwarded-For: %s
                Content-Type: application/x-www-form-urlencoded
                Content-Length: %d

                name=\
                """
                        .formatted(path, from, bytes);
        var sent = head.replace("\n", "\r\n") + "x".repeat(bytes - "name=".length() - 1);
        socket.getOutputStream().write(sent.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static String answer(Socket socket) throws IOException {
        return new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
    }

    private int signsIn(String from) throws Exception {
        var form = "name=OWNER&password=" + ClosedHouse.PASSWORD.text().replace(' ', '+');
        var post = house.post("/sign-in", form).header("X-Forwarded-For", from);
        return ClosedHouse.send(post).statusCode();
    }

    @Test
    void a_crowd_that_never_ends_its_forms_is_told_to_come_later_and_nobody_at_home_notices()
            throws Exception {
        var cookie = "vigilar=" + house.session(Standing.OWNER);
        for (int i = 0; i < CROWD; i++) {
            parks("/sign-in", Desk.STRANGER_BYTES, "192.0.2." + i % ADDRESSES);
        }
        assertThat(answer(sockets.getLast())).isEqualTo("HTTP/1.1 503");
        var long_ = "name=" + "x".repeat(Form.MOST_BYTES - 5);
        var kept =
                ClosedHouse.send(house.post("/account/password", long_).header("Cookie", cookie));
        assertThat(kept.statusCode()).isNotIn(401, 413, 503);
        leave();
        Await.until("there is room again", ClosedHouse.SOON, () -> signsIn("192.0.2.1") == 303);
    }

    @Test
    void a_guest_who_never_ends_their_forms_keeps_nobody_else_from_signing_in() throws Exception {
        for (int i = 0; i < CROWD; i++) {
            parks("/sign-in", Desk.STRANGER_BYTES, GUEST);
        }
        assertThat(answer(sockets.getLast())).isEqualTo("HTTP/1.1 503");
        assertThat(signsIn("192.0.2.1")).isEqualTo(303);
        leave();
        Await.until("the guest may, too", ClosedHouse.SOON, () -> signsIn(GUEST) == 303);
    }

    @Test
    void who_has_not_signed_in_sends_no_long_form_anywhere() throws Exception {
        for (var path : List.of("/sign-in", "/setup")) {
            var long_ = house.post(path, "x".repeat(Desk.STRANGER_BYTES + 1));
            assertThat(ClosedHouse.send(long_).statusCode()).isEqualTo(413);
        }
        var seen = house.post("/api/seen", "x".repeat(Form.MOST_BYTES));
        assertThat(ClosedHouse.send(seen).statusCode()).isEqualTo(401);
    }
}
