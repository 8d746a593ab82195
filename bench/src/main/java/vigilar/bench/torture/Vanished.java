package vigilar.bench.torture;

import vigilar.bench.field.Await;
import vigilar.bench.field.Clock;
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

    /// 150 connects in 5 s on a busy machine; some 400 on an idle one.
    private static final int FEWEST_TRIES = 150;

    private static final int LOOK_EACH = 50;

    /// Half of what ten devices say in that time.
    private static final int FEWEST_OF_OTHERS = (int) (Traffic.USUAL * RESTLESS.toSeconds() / 2);

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

    /// One that cannot stay: whoever limits it says so in the log, and the others notice nothing.
    static List<String> restless(Traffic traffic, Random chance) {
        var name = traffic.run() + "-restless";
        int logged = traffic.house().log().length();
        int acknowledged = traffic.ledger().size();
        var wrong = new ArrayList<String>();
        int in = 0;
        int refused = 0;
        long end = System.nanoTime() + RESTLESS.toNanos();
        while (System.nanoTime() - end < 0) {
            try (var _ = new MqttLine(traffic.house().mqtt(), name)) {
                in++;
                Pause.of(BETWEEN);
            } catch (IOException away) {
                refused++;
            }
            if ((in + refused) % LOOK_EACH == 0) {
                wrong.addAll(ready(traffic));
            }
        }
        int others = traffic.ledger().size() - acknowledged;
        var log = traffic.house().log().substring(logged);
        wrong.addAll(restless(in, refused, others, log.contains(name)));
        traffic.more(100);
        wrong.addAll(ready(traffic));
        wrong.addAll(isHeard(traffic, name));
        return wrong;
    }

    /// @param others how many acknowledgements they had meanwhile
    /// @param isTold whether the log names it
    static List<String> restless(int in, int refused, int others, boolean isTold) {
        var wrong = new ArrayList<String>();
        if (in + refused < FEWEST_TRIES) {
            wrong.add("it came only %d times".formatted(in + refused));
        }
        if (refused > 0 && !isTold) {
            wrong.add("%d of its connects were refused without a word".formatted(refused));
        }
        if (others < FEWEST_OF_OTHERS) {
            wrong.add("the others had only %d acknowledgements meanwhile".formatted(others));
        }
        return wrong;
    }

    /// Once it has come to rest it is as good as any other.
    private static List<String> isHeard(Traffic traffic, String device) {
        var message = traffic.message(device, traffic.ledger().size(), "");
        try (var line = new MqttLine(traffic.house().mqtt(), device)) {
            line.write(MqttLine.publish(message, 1, false));
            line.awaitAcknowledgement();
            traffic.promised(message, Clock.micros());
            return List.of();
        } catch (IOException away) {
            return List.of("it is not let in any more: " + away.getMessage());
        }
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
