package vigilar.bench.torture;

import vigilar.bench.field.Await;
import vigilar.bench.field.House;
import vigilar.bench.field.MqttLine;
import vigilar.bench.field.Trouble;
import vigilar.bench.field.Viewers;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Clients that take places and give nothing.
final class Crowd {
    /// 40: more than the files that a house may have more than before, so that a socket which
    /// nobody closes fails the case.
    static final int NEVER_READING = 40;

    /// 160 x 16 KiB: more than twice what may wait for one viewer.
    private static final int MUCH = 160;

    private static final int LARGE = 16 << 10;

    private static final int EACH_KIND = 100;

    /// 4 KiB: what a viewer that does not read takes from us before it stalls.
    private static final int SMALL_WINDOW = 4 << 10;

    /// 40 s: a write may take 30 without progress.
    private static final Duration CUT_OFF = Duration.ofSeconds(40);

    private static final Duration BETWEEN_BYTES = Duration.ofMillis(750);

    /// 5 s in which those who dribble take their time.
    private static final Duration DRIBBLING = Duration.ofSeconds(5);

    /// 30 s: a whole request must be there within 20, looked at every 5, on a busy machine.
    static final Duration PAGE_HANGS_UP = Duration.ofSeconds(30);

    /// 20 s: a login must be there within 10.
    private static final Duration BROKER_HANGS_UP = Duration.ofSeconds(20);

    private static final byte[] STREAM =
            "GET /events/stream HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII);

    private Crowd() {}

    /// Opens streams and never reads: the house must cut them off, and nobody else notices.
    static List<String> neverReading(Traffic traffic, Random chance) {
        return fallBehind(traffic, Viewers.Appetite.NOTHING);
    }

    /// The same with viewers that read a byte a second: their lines make progress, and never catch
    /// up.
    static List<String> sipping(Traffic traffic, Random chance) {
        return fallBehind(traffic, Viewers.Appetite.SIPS);
    }

    /// Who was cut off reads again, comes back, and must have missed nothing.
    private static List<String> fallBehind(Traffic traffic, Viewers.Appetite appetite) {
        var wrong = new ArrayList<String>();
        var house = traffic.house();
        double before = cutOffs(house);
        var begin = Long.toString(traffic.head());
        try (var crowd = Viewers.narrow(house::http, NEVER_READING, begin, SMALL_WINDOW)) {
            Await.until("the crowd is in", CUT_OFF, () -> crowd.connected() == NEVER_READING);
            crowd.read(appetite);
            traffic.large(MUCH, LARGE);
            if (!Await.holds(CUT_OFF, () -> cutOffs(house) >= before + NEVER_READING)) {
                wrong.add(
                        "only %.0f of %d that fell behind were cut off"
                                .formatted(cutOffs(house) - before, NEVER_READING));
            }
            crowd.read(Viewers.Appetite.EVERYTHING);
            wrong.addAll(Resumed.withoutAGap(crowd, traffic, Traffic.PATIENCE));
        }
        return wrong;
    }

    static double cutOffs(House house) {
        return Visible.metric(house, "vigilar_timeline_cutoffs_total");
    }

    /// Connections that say nothing, or a byte a second, to the page and to the broker: all of them
    /// must be hung up on, however long they would go on.
    static List<String> dribbling(Traffic traffic, Random chance) {
        return dribbling(traffic, Duration.ZERO, true);
    }

    /// The same for as long as other faults take, and without waiting for the end of it.
    static List<String> dribblingShortly(Traffic traffic, Random chance) {
        return dribbling(traffic, DRIBBLING, false);
    }

    private static List<String> dribbling(Traffic traffic, Duration least, boolean toTheEnd) {
        var house = traffic.house();
        var hello = MqttLine.connect("dribbler");
        try (var crowd = new Sockets()) {
            var web = crowd.open(house.http(), EACH_KIND);
            var mqtt = crowd.open(house.mqtt(), EACH_KIND);
            var hangUps = new ArrayList<HangUps>();
            if (toTheEnd) {
                hangUps.add(new HangUps("that dribble to the page", web, PAGE_HANGS_UP));
                hangUps.add(
                        new HangUps(
                                "that say nothing to the page",
                                crowd.open(house.http(), EACH_KIND),
                                PAGE_HANGS_UP));
                hangUps.add(new HangUps("that dribble to the broker", mqtt, BROKER_HANGS_UP));
                hangUps.add(
                        new HangUps(
                                "that say nothing to the broker",
                                crowd.open(house.mqtt(), EACH_KIND),
                                BROKER_HANGS_UP));
            }
            var wrong = new ArrayList<String>();
            var stillDribbling = new ArrayList<>(web);
            var stillSaying = new ArrayList<>(mqtt);
            for (int second = 0;
                    second < least.toSeconds() || !hangUps.stream().allMatch(HangUps::isOver);
                    second++) {
                // never the last byte: that would be a whole request
                sayOneByte(stillDribbling, STREAM[Math.min(second, STREAM.length - 2)]);
                sayOneByte(stillSaying, hello[Math.min(second, hello.length - 2)]);
                traffic.more(50);
                Pause.of(BETWEEN_BYTES);
                if (!house.isReady() && wrong.isEmpty()) {
                    wrong.add("some connections that dribble, and the house is not ready");
                }
            }
            hangUps.forEach(it -> it.late().ifPresent(wrong::add));
            return wrong;
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

        List<Socket> open(InetSocketAddress at, int count) throws IOException {
            for (int i = 0; i < count; i++) {
                var socket = new Socket();
                all.add(socket);
                socket.connect(at);
            }
            return List.copyOf(all.subList(all.size() - count, all.size()));
        }

        @Override
        public void close() throws IOException {
            for (var socket : all) {
                socket.close();
            }
        }
    }
}
