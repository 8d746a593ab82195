package vigilar.bench.torture;

import vigilar.bench.field.Await;
import vigilar.bench.field.MqttLine;
import vigilar.bench.field.Store;
import vigilar.bench.field.Stored;
import vigilar.bench.field.Trouble;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Devices that come and go in ways that the broker has to bear.
final class Vanished {
    private static final int SILENT = 20;

    private static final int TOGETHER = 500;

    /// 4 addresses: the broker takes 500 lines from one at most, ours among them.
    private static final int HOMES = 4;

    private static final int KEEP_ALIVE_SECONDS = 2;

    /// 30 s: one and a half keep-alives (MQTT 5.0, 3.1.2.10), and what the broker takes to look.
    private static final Duration NOTICED = Duration.ofSeconds(30);

    private static final Duration RESTLESS = Duration.ofSeconds(5);

    private static final Duration BETWEEN = Duration.ofMillis(10);

    private Vanished() {}

    /// Some fall silent on a line that stays open, as when the power of a switch goes; many are
    /// dropped together.
    static List<String> devices(Traffic traffic, Random chance) {
        var silent = traffic.run() + "-silent" + chance.nextInt(1_000);
        var dropped = traffic.run() + "-dropped" + chance.nextInt(1_000);
        var open = new ArrayList<Socket>();
        try {
            for (int i = 0; i < SILENT; i++) {
                open.add(withWill(traffic, chance, silent + "-" + i, KEEP_ALIVE_SECONDS));
            }
            var many = new ArrayList<Socket>();
            for (int i = 0; i < TOGETHER; i++) {
                many.add(withWill(traffic, chance, dropped + "-" + i, 0));
            }
            for (var socket : many) {
                socket.close();
            }
            var wrong = new ArrayList<String>();
            wrong.addAll(wills(traffic, dropped, TOGETHER));
            wrong.addAll(wills(traffic, silent, SILENT));
            return wrong;
        } catch (IOException failure) {
            throw new Trouble("a device cannot connect", failure);
        } finally {
            open.forEach(Vanished::close);
        }
    }

    private static Socket withWill(Traffic traffic, Random chance, String device, int keepAlive)
            throws IOException {
        var socket = new Socket();
        socket.bind(new InetSocketAddress("127.0.0." + (2 + chance.nextInt(HOMES)), 0));
        socket.connect(traffic.house().mqtt(), 5_000);
        socket.setSoTimeout(5_000);
        socket.getOutputStream()
                .write(MqttLine.connect(device, keepAlive, traffic.message(device, 0, "")));
        if (socket.getInputStream().read() < 0) { // the first byte of the welcome
            throw new IOException("the broker hangs up on " + device);
        }
        return socket;
    }

    private static List<String> wills(Traffic traffic, String devices, int count) {
        try (var store = new Store(traffic.house().store())) {
            Await.holds(NOTICED, () -> from(store, devices).size() >= count);
            long there = from(store, devices).size();
            long once = from(store, devices).stream().map(Stored::source).distinct().count();
            return there == count && once == count
                    ? List.of()
                    : List.of(
                            "%d last wills of %d devices of %d came".formatted(there, once, count));
        }
    }

    private static List<Stored> from(Store store, String devices) {
        return store.after(0).stream().filter(it -> it.source().startsWith(devices)).toList();
    }

    /// One that cannot stay.
    static List<String> restless(Traffic traffic, Random chance) {
        long end = System.nanoTime() + RESTLESS.toNanos();
        while (System.nanoTime() - end < 0) {
            try (var _ = new MqttLine(traffic.house().mqtt(), traffic.run() + "-restless")) {
                Pause.of(BETWEEN);
            } catch (IOException refused) {
                // its right: what counts is what becomes of the others
            }
        }
        traffic.more(100);
        return ready(traffic);
    }

    private static List<String> ready(Traffic traffic) {
        try {
            return traffic.house().isReady() ? List.of() : List.of("the house is not ready");
        } catch (IOException failure) {
            throw new Trouble("no answer", failure);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException failure) {
            throw new Trouble("a socket cannot be closed", failure);
        }
    }
}
