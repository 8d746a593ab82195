package vigilar.bench.torture;

import vigilar.bench.field.Await;
import vigilar.bench.field.HousePlan;
import vigilar.bench.field.Trouble;
import vigilar.bench.field.Viewers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/// More viewers than a house ever has.
final class Returning {
    private static final int CROWD = 10_000;

    private static final int CROWD_OF_ONE_ROLE = 1_000;

    /// 3 min for 10,000 on two cores: connecting, replay and what goes on meanwhile.
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /// A house keeps 1,000 files for others: this leaves 300 streams.
    private static final int FILES = 1_300;

    private static final int TRIED = 600;

    private static final int ANSWER_MILLIS = 10_000;

    private Returning() {}

    static List<String> all(Traffic traffic, Random chance) {
        return crowd(traffic, CROWD, () -> Kills.everything(traffic, chance));
    }

    /// A thousand viewers, and the process with the page dies under them.
    static List<String> theWebRole(Traffic traffic, Random chance) {
        return crowd(traffic, CROWD_OF_ONE_ROLE, () -> Kills.theRole("web", traffic));
    }

    private static List<String> crowd(
            Traffic traffic, int count, Supplier<List<String>> whatHurts) {
        long begin = traffic.head();
        try (var crowd =
                Viewers.open(
                        () -> traffic.house().http(),
                        count,
                        "",
                        Long.toString(begin),
                        (_, _, _, _, _) -> {})) {
            Await.until("the crowd is in", PATIENCE, () -> crowd.slowest() > begin);
            var wrong = new ArrayList<String>();
            Bounds.tooLarge(traffic.house()).ifPresent(it -> wrong.add("with the crowd: " + it));
            wrong.addAll(whatHurts.get());
            traffic.more(200);
            wrong.addAll(Resumed.withoutAGap(crowd, traffic, PATIENCE));
            Bounds.tooLarge(traffic.house())
                    .ifPresent(it -> wrong.add("with the crowd that came back: " + it));
            return wrong;
        }
    }

    static HousePlan withFewFiles(HousePlan plan) {
        return plan.below(List.of("prlimit", "--nofile=" + FILES + ":" + FILES));
    }

    /// Twice as many streams as there are places.
    static List<String> tooMany(Traffic traffic, Random chance) {
        var wrong = new ArrayList<String>();
        var sockets = new ArrayList<Socket>();
        int in = 0;
        int refused = 0;
        try {
            for (int i = 0; i < TRIED; i++) {
                var answer = opened(traffic, sockets);
                if (answer.startsWith("HTTP/1.1 200")) {
                    in++;
                } else if (answer.startsWith("HTTP/1.1 503") && answer.contains("Retry-After: ")) {
                    refused++;
                } else {
                    wrong.add("a stream was answered with " + answer.lines().findFirst());
                }
            }
            traffic.more(200);
            if (!traffic.house().isReady()) {
                wrong.add("not ready while all places are taken");
            }
        } catch (IOException failure) {
            wrong.add("a viewer got no answer: " + failure.getMessage());
        } finally {
            sockets.forEach(Returning::close);
        }
        if (in < 100 || refused < 100) {
            wrong.add("%d of %d came in, %d were refused".formatted(in, TRIED, refused));
        }
        return wrong.size() > 5 ? wrong.subList(0, 5) : wrong;
    }

    /// The head of its answer.
    private static String opened(Traffic traffic, List<Socket> sockets) throws IOException {
        var socket = new Socket();
        sockets.add(socket);
        socket.connect(traffic.house().http(), ANSWER_MILLIS);
        socket.setSoTimeout(ANSWER_MILLIS);
        socket.getOutputStream()
                .write(
                        "GET /events/stream HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
        var in =
                new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        var head = new StringBuilder();
        for (var line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            head.append(line).append('\n');
        }
        return head.toString();
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException failure) {
            throw new Trouble("a socket cannot be closed", failure);
        }
    }
}
