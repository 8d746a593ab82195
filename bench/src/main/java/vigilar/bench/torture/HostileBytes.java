package vigilar.bench.torture;

import vigilar.bench.field.Await;
import vigilar.bench.field.House;
import vigilar.bench.field.MqttLine;
import vigilar.bench.field.Store;
import vigilar.bench.field.Stored;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;

/// Input that is no text, and pages that show what of it is.
final class HostileBytes {
    /// What MQTT itself bounds a topic to.
    private static final int LONGEST_TOPIC = 65_535;

    /// Of the odd texts, in a payload of JSON: a mark of byte order, and a character that is none.
    private static final int ODD_AND_TEXT = 2;

    /// The other six in JSON, and all eight alone.
    private static final int ODD_AND_REFUSED = 14;

    private HostileBytes() {}

    /// Bytes that are no text: overlong, halves of pairs, cut off, zeros, a mark of byte order; in
    /// payloads and topics. And the longest topic that there can be.
    static List<String> all(Traffic traffic, Random chance) {
        var prefix = traffic.house().prefix();
        var word = traffic.run() + "b" + traffic.ledger().size();
        long begin = traffic.head();
        var good = (prefix + "/camera/" + word + "/error").getBytes(StandardCharsets.UTF_8);
        for (var odd : odd()) {
            raw(traffic.house(), good, odd);
            raw(traffic.house(), good, around(word, odd));
            raw(
                    traffic.house(),
                    around(prefix + "/sensor/", odd, "/motion"),
                    "{}".getBytes(StandardCharsets.UTF_8));
        }
        var longest = new byte[LONGEST_TOPIC];
        Arrays.fill(longest, (byte) '/');
        raw(traffic.house(), longest, "{}".getBytes(StandardCharsets.UTF_8));
        var wrong = new ArrayList<>(Hostile.stillWell(traffic));
        wrong.addAll(shown(traffic, word, begin));
        for (var page : List.of("/api/events?limit=100", "/api/refusals")) {
            int status = status(traffic, page);
            if (status != 200) {
                wrong.add(page + " was answered with " + status);
            }
        }
        return wrong;
    }

    private static byte[] around(String word, byte[] odd) {
        return around("{\"message\":\"" + Rendered.markup(word), odd, "\"}");
    }

    /// Two of the odd texts are texts: they become events, the others are refused; and whatever was
    /// stored, list and event show it as text.
    private static List<String> shown(Traffic traffic, String word, long begin) {
        try (var store = new Store(traffic.house().store())) {
            Await.holds(Traffic.SOON, () -> ids(store, word, begin).size() >= ODD_AND_TEXT);
            Await.holds(Traffic.SOON, () -> refused(traffic, word) >= ODD_AND_REFUSED);
            var ids = ids(store, word, begin);
            var wrong = new ArrayList<String>();
            if (ids.size() != ODD_AND_TEXT || refused(traffic, word) != ODD_AND_REFUSED) {
                wrong.add(
                        "%d of the odd messages were stored, %d refused"
                                .formatted(ids.size(), refused(traffic, word)));
            }
            var pages = new ArrayList<>(List.of("/?source=" + word));
            ids.forEach(id -> pages.add("/events/" + id));
            for (var page : pages) {
                Rendered.faults(traffic.house().page(page), word)
                        .forEach(it -> wrong.add(page + " " + it));
            }
            return wrong;
        } catch (IOException failure) {
            return List.of("a page had no answer: " + failure.getMessage());
        }
    }

    private static List<Long> ids(Store store, String device, long begin) {
        return store.after(begin).stream()
                .filter(it -> it.source().equals(device))
                .map(Stored::id)
                .toList();
    }

    private static long refused(Traffic traffic, String device) {
        return Pattern.compile("/camera/" + device + "/")
                .matcher(Hostile.refusals(traffic))
                .results()
                .count();
    }

    private static int status(Traffic traffic, String page) {
        try {
            return traffic.house().get(page, Map.of()).statusCode();
        } catch (IOException failure) {
            return 0;
        }
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
        var _ = Hostile.say(house, MqttLine.publish(topic, payload, 1));
    }
}
