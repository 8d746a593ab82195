package vigilar.bench.torture;

import vigilar.bench.field.Await;
import vigilar.bench.field.House;
import vigilar.bench.field.MqttLine;
import vigilar.bench.field.Trouble;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/// Clients that take places and give nothing.
final class Crowd {
    private static final int NEVER_READING = 20;

    /// 160 x 16 KiB: more than twice what may wait for one viewer.
    private static final int MUCH = 160;

    private static final int LARGE = 16 << 10;

    private static final int EACH_KIND = 100;

    /// 4 KiB: what a viewer that does not read takes from us before it stalls.
    private static final int SMALL_WINDOW = 4 << 10;

    /// 40 s: a write may take 30 without progress.
    private static final Duration CUT_OFF = Duration.ofSeconds(40);

    private static final Duration SIP = Duration.ofSeconds(1);

    /// 5 s in which those who dribble take their time.
    private static final Duration DRIBBLING = Duration.ofSeconds(5);

    private static final byte[] STREAM =
            "GET /events/stream HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII);

    private Crowd() {}

    /// Opens streams and never reads: the house must cut them off, and nobody else notices.
    static List<String> neverReading(Traffic traffic, Random chance) {
        return fallBehind(traffic, _ -> {});
    }

    /// The same with viewers that read a byte a second: their lines make progress, and never catch
    /// up.
    static List<String> sipping(Traffic traffic, Random chance) {
        return fallBehind(traffic, Crowd::sip);
    }

    private static List<String> fallBehind(Traffic traffic, Consumer<List<Socket>> meanwhile) {
        var wrong = new ArrayList<String>();
        var house = traffic.house();
        double before = cutOffs(house);
        try (var crowd = new Sockets()) {
            for (int i = 0; i < NEVER_READING; i++) {
                crowd.open(house.http(), SMALL_WINDOW).getOutputStream().write(STREAM);
            }
            meanwhile.accept(List.copyOf(crowd.all));
            traffic.large(MUCH, LARGE);
            if (!Await.holds(CUT_OFF, () -> cutOffs(house) >= before + NEVER_READING)) {
                wrong.add(
                        "only %.0f of %d that fell behind were cut off"
                                .formatted(cutOffs(house) - before, NEVER_READING));
            }
        } catch (IOException failure) {
            throw new Trouble("a socket for the crowd", failure);
        }
        return wrong;
    }

    /// Until they are closed.
    private static void sip(List<Socket> sockets) {
        for (var socket : sockets) {
            Thread.ofVirtual()
                    .name("sipping")
                    .start(
                            () -> {
                                try {
                                    while (socket.getInputStream().read() >= 0) {
                                        Pause.of(SIP);
                                    }
                                } catch (IOException closed) {
                                    // by the house, or by us at the end
                                }
                            });
        }
    }

    private static double cutOffs(House house) {
        return Visible.metric(house, "vigilar_timeline_cutoffs_total");
    }

    /// Connections that say nothing, or a byte a second, to the page and to the broker.
    static List<String> dribbling(Traffic traffic, Random chance) {
        var house = traffic.house();
        var hello = MqttLine.connect("dribbler");
        try (var crowd = new Sockets()) {
            var web = new ArrayList<Socket>();
            var mqtt = new ArrayList<Socket>();
            for (int i = 0; i < EACH_KIND; i++) {
                crowd.open(house.http(), 0);
                crowd.open(house.mqtt(), 0);
                web.add(crowd.open(house.http(), 0));
                mqtt.add(crowd.open(house.mqtt(), 0));
            }
            for (int second = 0; second < DRIBBLING.toSeconds(); second++) {
                sayOneByte(web, STREAM[second]);
                sayOneByte(mqtt, hello[second]);
                traffic.more(50);
            }
            if (!house.isReady()) {
                return List.of("some connections that dribble, and the house is not ready");
            }
            return List.of();
        } catch (IOException failure) {
            throw new Trouble("a socket for the crowd", failure);
        }
    }

    /// Whoever was hung up on says nothing more.
    private static void sayOneByte(List<Socket> sockets, byte next) {
        for (var i = sockets.iterator(); i.hasNext(); ) {
            try {
                i.next().getOutputStream().write(next);
            } catch (IOException hungUp) {
                i.remove();
            }
        }
    }

    /// All that were opened, closed together.
    private static final class Sockets implements AutoCloseable {
        private final List<Socket> all = new ArrayList<>();

        Socket open(InetSocketAddress at, int window) throws IOException {
            var socket = new Socket();
            all.add(socket);
            if (window > 0) {
                socket.setReceiveBufferSize(window);
            }
            socket.connect(at);
            return socket;
        }

        @Override
        public void close() throws IOException {
            for (var socket : all) {
                socket.close();
            }
        }
    }
}
