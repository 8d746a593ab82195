package vigilar.bench.measure;

import vigilar.bench.field.Await;
import vigilar.bench.field.FreePort;
import vigilar.bench.field.House;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// From the start of the process to its page, and to `ready`, on a large store.
final class StartFigure implements Figure {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int READ_MILLIS = 10_000;
    private static final String HOUSE = "Vigilar";

    @Override
    public String name() {
        return "start";
    }

    @Override
    public String says() {
        return "start to the first page, and to ready, with a large store (AOT cache as in the"
                + " package only if the launcher has one)";
    }

    @Override
    public List<Target> targets() {
        return List.of(Target.atMost(HOUSE, "to page", 1), Target.atMost(HOUSE, "to ready", 2.5));
    }

    @Override
    public List<Reading> measure(Ground ground) {
        var plan = LargeStore.fill(ground, ground.events());
        var page = new ArrayList<Double>();
        var ready = new ArrayList<Double>();
        for (int run = 0; run < ground.runs(); run++) {
            ground.tell("start: run " + (run + 1) + " of " + ground.runs());
            int port = FreePort.find();
            long began = System.nanoTime();
            try (var house = House.start(plan.at("127.0.0.1:" + port, "127.0.0.1:0"))) {
                Await.until("a page", PATIENCE, () -> showsPage(port));
                page.add((System.nanoTime() - began) / 1e9);
                house.awaitReady();
                ready.add((System.nanoTime() - began) / 1e9);
                house.stop();
            }
        }
        return List.of(
                new Reading(name(), HOUSE, "to page", "s", page),
                new Reading(name(), HOUSE, "to ready", "s", ready));
    }

    private static boolean showsPage(int port) throws Exception {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            socket.setSoTimeout(READ_MILLIS);
            socket.getOutputStream()
                    .write(
                            "GET / HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nConnection: close\r\n\r\n"
                                    .formatted(port)
                                    .getBytes(StandardCharsets.US_ASCII));
            return isPage(socket.getInputStream());
        }
    }

    private static boolean isPage(InputStream answer) throws Exception {
        var text = new String(answer.readAllBytes(), StandardCharsets.UTF_8);
        return text.startsWith("HTTP/1.1 200") && text.contains("id=\"feed\"");
    }
}
