package vigilar.bench.torture;

import vigilar.bench.field.Await;
import vigilar.bench.field.Clock;
import vigilar.bench.field.House;
import vigilar.bench.field.Message;
import vigilar.bench.field.MqttLine;
import vigilar.bench.field.Store;
import vigilar.bench.field.Stored;
import vigilar.bench.field.Trouble;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/// Input that nobody sends by accident, while the usual goes on.
final class Hostile {
    private static final int DEEP = 65_000;

    private static final int MANY = 50_000;

    private static final int LARGE = 10 << 20;

    /// What the operator guide names.
    private static final int MOST_BYTES = 256 << 10;

    /// What MQTT itself bounds a topic to.
    private static final int LONGEST_TOPIC = 65_535;

    private static final int MANY_FILTERS = 5_000;

    /// 100 at once are taken.
    private static final int SOME_FILTERS = 100;

    private static final int DAYS = 50;

    private Hostile() {}

    private static Map<String, String> payloads() {
        var all = new LinkedHashMap<String, String>();
        all.put("empty", "");
        all.put("no JSON", "\u0000\u0001 {]");
        all.put("deep", "[".repeat(DEEP));
        all.put("many keys", "{" + "\"k\":1,".repeat(MANY) + "\"z\":1}");
        all.put("a long number", "{\"n\":1" + "0".repeat(10_000) + "}");
        all.put("NaN", "{\"n\":NaN}");
        all.put("markup", "{\"message\":\"<script>alert(1)</script>\\r\\nid: 999999\\n\\n\"}");
        all.put("direction", "{\"message\":\"\u202e\u2066\ufffe\"}");
        all.put("10 MiB", "x".repeat(LARGE));
        return all;
    }

    private static List<String> topics(String prefix) {
        return List.of(
                prefix + "/sensor/" + "x".repeat(600) + "/motion",
                prefix + "/a".repeat(300),
                prefix + "/sensor/../motion",
                prefix + "/sensor/<b>/motion",
                prefix + "/events/published",
                "$SYS/broker",
                "activemq.management");
    }

    /// Each payload and each topic, on lines of their own, since the broker may hang up.
    static List<String> messages(Traffic traffic, Random chance) {
        var prefix = traffic.house().prefix();
        payloads().forEach((_, text) -> say(traffic.house(), prefix + "/camera/gate/error", text));
        topics(prefix).forEach(topic -> say(traffic.house(), topic, "{}"));
        return stillWell(traffic);
    }

    private static void say(House house, String topic, String payload) {
        var message = new Message("hostile", 0, topic, payload, Message.Kind.TWIN);
        say(house, MqttLine.publish(message, 1, false));
    }

    private static void say(House house, byte[] packet) {
        try (var line = new MqttLine(house.mqtt(), "hostile")) {
            line.write(packet);
            line.awaitAcknowledgement();
        } catch (IOException hungUp) {
            // its right: what counts is what becomes of the others
        }
    }

    /// Bytes that are no text: overlong, halves of pairs, cut off, zeros, a mark of byte order; in
    /// payloads and topics. And the longest topic that there can be.
    static List<String> bytes(Traffic traffic, Random chance) {
        var prefix = traffic.house().prefix();
        var good = (prefix + "/camera/gate/error").getBytes(StandardCharsets.UTF_8);
        for (var odd : odd()) {
            raw(traffic.house(), good, odd);
            raw(traffic.house(), good, around("{\"message\":\"", odd, "\"}"));
            raw(
                    traffic.house(),
                    around(prefix + "/sensor/", odd, "/motion"),
                    "{}".getBytes(StandardCharsets.UTF_8));
        }
        var longest = new byte[LONGEST_TOPIC];
        Arrays.fill(longest, (byte) '/');
        raw(traffic.house(), longest, "{}".getBytes(StandardCharsets.UTF_8));
        var wrong = new ArrayList<>(stillWell(traffic));
        for (var page : List.of("/api/events?limit=100", "/api/refusals", "/events")) {
            try {
                int status = traffic.house().get(page, Map.of()).statusCode();
                if (status >= 500) {
                    wrong.add(page + " was answered with " + status);
                }
            } catch (IOException failure) {
                wrong.add(page + " had no answer: " + failure.getMessage());
            }
        }
        return wrong;
    }

    private static List<byte[]> odd() {
        return List.of(
                new byte[] {(byte) 0xC0, (byte) 0xAF},
                new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
                new byte[] {(byte) 0xE2, (byte) 0x82},
                new byte[] {(byte) 0xF4, (byte) 0x90, (byte) 0x80, (byte) 0x80},
                new byte[] {(byte) 0xFF, (byte) 0xFE},
                new byte[] {0},
                new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF},
                new byte[] {(byte) 0xEF, (byte) 0xBF, (byte) 0xBE});
    }

    private static byte[] around(String before, byte[] odd, String after) {
        var all = new ByteArrayOutputStream();
        all.writeBytes(before.getBytes(StandardCharsets.UTF_8));
        all.writeBytes(odd);
        all.writeBytes(after.getBytes(StandardCharsets.UTF_8));
        return all.toByteArray();
    }

    private static void raw(House house, byte[] topic, byte[] payload) {
        say(house, MqttLine.publish(topic, payload, 1));
    }

    /// At the size that the guide names, a byte below and a byte above it.
    static List<String> sizes(Traffic traffic, Random chance) {
        var device = traffic.run() + "-size" + chance.nextInt(1_000);
        int empty = traffic.message(device, 0, filler(0)).payload().length();
        try (var line = MqttLine.passing(traffic.house().mqtt(), device);
                var store = new Store(traffic.house().store())) {
            for (int n = 0; n < 3; n++) {
                var message = traffic.message(device, n, filler(MOST_BYTES - 1 + n - empty));
                line.write(MqttLine.publish(message, n + 1, false));
                line.awaitAcknowledgement();
                if (n < 2) {
                    traffic.promised(message, Clock.micros());
                }
            }
            Await.holds(
                    Traffic.PATIENCE,
                    () -> traffic.house().get("/api/refusals", Map.of()).body().contains(device));
            var wrong = new ArrayList<String>();
            if (!traffic.house().get("/api/refusals", Map.of()).body().contains(device)) {
                wrong.add("a message of a byte too much is not among the refused ones");
            }
            long stored = store.after(0).stream().filter(it -> it.source().equals(device)).count();
            if (stored != 2) {
                wrong.add(
                        "of a message that just fits, one below and one above, %d are stored"
                                .formatted(stored));
            }
            return wrong;
        } catch (IOException failure) {
            throw new Trouble("a large message cannot be said", failure);
        }
    }

    private static String filler(int letters) {
        return ",\"x\":\"" + "y".repeat(letters) + "\"";
    }

    /// More filters at once than anybody needs, and as many one after the other.
    static List<String> filters(Traffic traffic, Random chance) {
        var wrong = new ArrayList<String>();
        var name = traffic.run() + "-filters" + chance.nextInt(1_000);
        try (var line = MqttLine.passing(traffic.house().mqtt(), name)) {
            line.subscribe(filters(0, MANY_FILTERS), 1);
            wrong.add("%d filters at once were taken".formatted(MANY_FILTERS));
        } catch (IOException hungUp) {
            // as it must be
        }
        try (var line = MqttLine.passing(traffic.house().mqtt(), name)) {
            for (int from = 0; from < MANY_FILTERS; from += SOME_FILTERS) {
                line.subscribe(filters(from, from + SOME_FILTERS), 1);
            }
            wrong.add("%d filters one after the other were taken".formatted(MANY_FILTERS));
        } catch (IOException hungUp) {
            // as it must be: each takes memory
        }
        traffic.more(100);
        wrong.addAll(stillWell(traffic));
        return wrong;
    }

    private static List<String> filters(int from, int to) {
        return IntStream.range(from, to).mapToObj("nobody/%d/#"::formatted).toList();
    }

    /// A device whose clock is a day behind, or ahead: its messages are new ones, and stand in the
    /// order in which they came.
    static List<String> clocks(Traffic traffic, Random chance) {
        var device = traffic.run() + "-clock" + chance.nextInt(1_000);
        try (var line = MqttLine.passing(traffic.house().mqtt(), device);
                var store = new Store(traffic.house().store())) {
            for (int n = 0; n < DAYS; n++) {
                var ahead = Duration.ofDays(n % 2 == 0 ? -1 : 1);
                var message = traffic.message(device, n, "", ahead);
                line.write(MqttLine.publish(message, n + 1, false));
                line.awaitAcknowledgement();
                traffic.promised(message, Clock.micros());
            }
            Await.holds(Traffic.PATIENCE, () -> numbers(store, device).size() >= DAYS);
            var there = numbers(store, device);
            return there.equals(IntStream.range(0, DAYS).mapToObj(Integer::toString).toList())
                    ? List.of()
                    : List.of("a device whose clock is wrong: " + there);
        } catch (IOException failure) {
            throw new Trouble("a device cannot say it", failure);
        }
    }

    private static List<String> numbers(Store store, String device) {
        return store.after(0).stream()
                .filter(it -> it.source().equals(device))
                .map(Stored::payload)
                .map(it -> it.substring(it.lastIndexOf(':') + 1, it.length() - 1))
                .toList();
    }

    private static List<String> stillWell(Traffic traffic) {
        try {
            return traffic.house().isReady() ? List.of() : List.of("not ready after hostile input");
        } catch (IOException failure) {
            throw new Trouble("no answer after hostile input", failure);
        }
    }
}
