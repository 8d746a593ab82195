package vigilar.bench.torture;

import vigilar.bench.field.Trouble;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;

/// Places to go on from that no browser would send, or that this store never gave out.
final class Cursors {
    private static final int ANSWER_MILLIS = 10_000;

    private static final int PIECE = 8 << 10;

    private static final int MEGABYTE = 1 << 20;

    private static final Pattern STATUS = Pattern.compile("^HTTP/1\\.1 (\\d{3})");

    private Cursors() {}

    /// Garbage is refused, what is from elsewhere is told as a gap.
    static List<String> wrong(Traffic traffic, Random chance) {
        var wrong = new ArrayList<String>();
        for (var cursor : garbage()) {
            var answer = answer(traffic, "/events/stream", "Last-Event-ID: " + cursor, "\r\n\r\n");
            refused(answer, "Last-Event-ID '%.20s'".formatted(cursor), wrong);
        }
        refused(
                answer(traffic, "/events/stream?after=1%0d%0aX:%20y", "X: y", "\r\n\r\n"),
                "a cursor with an end of line",
                wrong);
        // whoever says a megabyte may be hung up on before it has said all of it
        int tooLong =
                status(
                        answer(
                                traffic,
                                "/events/stream",
                                "Last-Event-ID: " + "9".repeat(MEGABYTE),
                                "\r\n\r\n"));
        if (tooLong != 0 && (tooLong < 400 || tooLong >= 500)) {
            wrong.add("a Last-Event-ID of a megabyte was answered with " + tooLong);
        }
        gap(traffic, "/events/stream", "Last-Event-ID: 999999999999999", "future", wrong);
        gap(traffic, "/events/stream?epoch=anotherhouse&after=1", "X: y", "epoch", wrong);
        try {
            if (!traffic.house().isReady()) {
                wrong.add("not ready after wrong cursors");
            }
        } catch (IOException failure) {
            throw new Trouble("no answer after wrong cursors", failure);
        }
        return wrong;
    }

    private static List<String> garbage() {
        return List.of(
                "abc",
                "-1",
                "1" + "0".repeat(30),
                "1;DROP TABLE event",
                "'",
                "1\rX-More: y",
                "9".repeat(7_000));
    }

    private static void refused(String answer, String what, List<String> wrong) {
        int status = status(answer);
        if (status < 400 || status >= 500) {
            wrong.add("%s was answered with %d".formatted(what, status));
        }
    }

    private static void gap(
            Traffic traffic, String path, String header, String why, List<String> wrong) {
        var told = "\"why\":\"" + why + "\"";
        var answer = answer(traffic, path, header, told);
        if (status(answer) != 200 || !answer.contains("event: gap") || !answer.contains(told)) {
            wrong.add(
                    "a cursor of another store (%s) was not told a gap: %.300s"
                            .formatted(why, answer));
        }
    }

    /// 0: none came.
    private static int status(String answer) {
        var found = STATUS.matcher(answer);
        return found.find() ? Integer.parseInt(found.group(1)) : 0;
    }

    /// What comes until that text, the end, or a pause of 10 s.
    private static String answer(Traffic traffic, String path, String header, String until) {
        var answer = new StringBuilder();
        try (var socket = new Socket()) {
            socket.connect(traffic.house().http(), ANSWER_MILLIS);
            socket.setSoTimeout(ANSWER_MILLIS);
            var request =
                    "GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/event-stream\r\n%s\r\n\r\n"
                            .formatted(path, header);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            var bytes = new byte[PIECE];
            while (answer.indexOf(until) < 0) {
                int count = socket.getInputStream().read(bytes);
                if (count < 0) {
                    return answer.toString();
                }
                answer.append(new String(bytes, 0, count, StandardCharsets.UTF_8));
            }
        } catch (IOException hungUp) {
            return answer.toString(); // with what came before
        }
        return answer.toString();
    }
}
