package vigilar.bench.torture;

import vigilar.bench.field.MqttLine;
import vigilar.bench.field.Store;
import vigilar.bench.field.Trouble;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;

/// Somebody who follows the events on the bus, goes away for long, and comes back to a session that
/// could not keep all of it.
final class LongAway {
    /// Four devices with 3,000 messages each, all at once: more than is kept for who is away.
    private static final int DEVICES = 4;

    private static final int EACH = 3_000;

    /// What the operator guide names.
    private static final int KEPT = 10_000;

    private static final Pattern ID = Pattern.compile("\"id\":(\\d+)");

    /// 20 s for the next message of 200 a second: none comes any more.
    private static final Duration SILENCE = Duration.ofSeconds(20);

    private LongAway() {}

    static List<String> subscriber(Traffic traffic, Random chance) {
        var name = traffic.run() + "-away" + chance.nextInt(1_000);
        var mqtt = traffic.house().mqtt();
        try {
            try (var line = new MqttLine(mqtt, name)) {
                line.subscribe(traffic.house().prefix() + "/events/published", 1);
            }
            long left;
            long head;
            try (var store = new Store(traffic.house().store())) {
                left = store.head();
                for (int i = 0; i < DEVICES; i++) {
                    traffic.large(EACH, 0);
                }
                traffic.recovered();
                head = store.head();
            }
            var wrong = new ArrayList<String>();
            try (var line = new MqttLine(mqtt, name)) {
                if (!line.isResumed()) {
                    wrong.add("the broker has forgotten who was away");
                }
                wrong.addAll(comesBack(line, left, head));
            }
            MqttLine.passing(mqtt, name).close(); // and its session ends
            return wrong;
        } catch (IOException failure) {
            throw new Trouble("a follower cannot connect", failure);
        }
    }

    /// The newest that are kept, in order and without a hole, up to what is new.
    private static List<String> comesBack(MqttLine line, long left, long head) throws IOException {
        var ids = new ArrayList<Long>();
        long last = 0;
        while (last < head) {
            var next = line.awaitMessage(SILENCE);
            if (next.isEmpty()) {
                return List.of("what was kept ends with %d of %d".formatted(last, head));
            }
            var id = ID.matcher(new String(next.get().payload(), StandardCharsets.UTF_8));
            if (!id.find()) {
                return List.of("an event without an id");
            }
            last = Long.parseLong(id.group(1));
            ids.add(last);
        }
        var wrong = new ArrayList<String>();
        for (int i = 1; i < ids.size(); i++) {
            if (ids.get(i) != ids.get(i - 1) + 1) {
                wrong.add("%d came after %d".formatted(ids.get(i), ids.get(i - 1)));
            }
        }
        long kept = head - ids.getFirst() + 1;
        if (kept > KEPT || kept < KEPT / 2) {
            wrong.add("%d of %d events were kept".formatted(kept, head - left));
        }
        return wrong.size() > 5 ? wrong.subList(0, 5) : wrong;
    }
}
