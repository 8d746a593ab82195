package vigilar.bench.torture;

import vigilar.bench.field.House;
import vigilar.bench.field.Message;
import vigilar.bench.field.MqttLine;
import vigilar.bench.field.Trouble;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Input that nobody sends by accident, while the usual goes on.
final class Hostile {
    private static final int DEEP = 65_000;

    private static final int MANY = 50_000;

    private static final int LARGE = 10 << 20;

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
        try (var line = new MqttLine(house.mqtt(), "hostile")) {
            line.write(
                    MqttLine.publish(
                            new Message("hostile", 0, topic, payload, Message.Kind.TWIN),
                            1,
                            false));
            line.awaitAcknowledgement();
        } catch (IOException hungUp) {
            // its right: what counts is what becomes of the others
        }
    }

    /// Cursors that no browser would send.
    static List<String> cursors(Traffic traffic, Random chance) {
        var wrong = new ArrayList<String>();
        var tried =
                List.of(
                        "abc",
                        "-1",
                        "1" + "0".repeat(30),
                        "1;DROP TABLE event",
                        "'",
                        "9".repeat(7_000));
        for (var cursor : tried) {
            try {
                int status =
                        traffic.house()
                                .get("/events/stream", Map.of("Last-Event-ID", cursor))
                                .statusCode();
                if (status < 400 || status >= 500) {
                    wrong.add(
                            "Last-Event-ID '%.20s' was answered with %d".formatted(cursor, status));
                }
            } catch (IOException noAnswer) {
                wrong.add("Last-Event-ID '%.20s' had no answer".formatted(cursor));
            }
        }
        return wrong;
    }

    private static List<String> stillWell(Traffic traffic) {
        try {
            return traffic.house().isReady() ? List.of() : List.of("not ready after hostile input");
        } catch (IOException failure) {
            throw new Trouble("no answer after hostile input", failure);
        }
    }
}
