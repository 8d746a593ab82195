package vigilar.bench.torture;

import vigilar.bench.field.Await;
import vigilar.bench.field.Clock;
import vigilar.bench.field.House;
import vigilar.bench.field.Message;
import vigilar.bench.field.MqttLine;
import vigilar.bench.field.Sightings;
import vigilar.bench.field.Store;
import vigilar.bench.field.Stored;
import vigilar.bench.field.Trouble;
import vigilar.bench.field.Viewers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

/// Input that nobody sends by accident, while the usual goes on.
final class Hostile {
    private static final int DEEP = 65_000;

    private static final int MANY = 50_000;

    private static final int LARGE = 10 << 20;

    /// What the operator guide names.
    private static final int MOST_BYTES = 256 << 10;

    private static final int MANY_FILTERS = 5_000;

    /// 100 at once are taken.
    private static final int SOME_FILTERS = 100;

    private static final int DAYS = 50;

    /// 100: what is said half a second later has been seen by then.
    private static final int FORGERY_WATCHED = 100;

    private Hostile() {}

    /// What must become of a message.
    private enum Fate {
        STORED,
        /// Acknowledged, no event, and named among the refused ones.
        REFUSED,
        /// Larger than anything that is read: no event, from nobody.
        CUT_OFF
    }

    private record Shot(String name, String payload, Fate fate) {}

    private static List<Shot> shots(String word) {
        return List.of(
                new Shot("empty", "", Fate.STORED), // a pulse that says nothing more
                new Shot(
                        "markup",
                        "{\"message\":\"%s\\r\\nid: 999999\\n\\n\"}"
                                .formatted(Rendered.markup(word)),
                        Fate.STORED),
                new Shot("direction", "{\"message\":\"\u202e\u2066\ufffe\"}", Fate.STORED),
                new Shot("no-json", "\u0000\u0001 {]", Fate.REFUSED),
                new Shot("deep", "[".repeat(DEEP), Fate.REFUSED),
                new Shot("same-keys", "{" + "\"k\":1,".repeat(MANY) + "\"z\":1}", Fate.REFUSED),
                new Shot("long-number", "{\"n\":1" + "0".repeat(10_000) + "}", Fate.REFUSED),
                new Shot("nan", "{\"n\":NaN}", Fate.REFUSED),
                new Shot("large", "x".repeat(LARGE), Fate.CUT_OFF));
    }

    /// That cannot be the topic of an event; those of the first two come as far as to be refused.
    private static List<String> topics(String prefix, String word) {
        return List.of(
                prefix + "/sensor/.." + word + "/motion",
                prefix + "/sensor/<b>" + word + "/motion",
                prefix + "/sensor/" + "x".repeat(600) + "/motion",
                prefix + "/a".repeat(300),
                "$SYS/broker",
                "activemq.management");
    }

    /// Each payload and each topic, on lines of their own, since the broker may hang up.
    static List<String> messages(Traffic traffic, Random chance) {
        var house = traffic.house();
        var word = traffic.run() + "h" + traffic.ledger().size();
        var begin = traffic.head();
        var shots = shots(word);
        for (var shot : shots) {
            say(house, house.prefix() + "/camera/" + word + shot.name + "/error", shot.payload);
        }
        topics(house.prefix(), word).forEach(topic -> say(house, topic, "{}"));
        var wrong = new ArrayList<>(fates(traffic, shots, word, begin));
        wrong.addAll(forged(traffic, word));
        wrong.addAll(stillWell(traffic));
        return wrong;
    }

    private static List<String> fates(Traffic traffic, List<Shot> shots, String word, long begin) {
        Await.holds(Traffic.SOON, () -> missed(traffic, shots, word, begin).isEmpty());
        var wrong = new ArrayList<>(missed(traffic, shots, word, begin));
        try (var store = new Store(traffic.house().store())) {
            var topics = topics(traffic.house().prefix(), word);
            store.after(begin).stream()
                    .filter(it -> topics.contains(it.topic()))
                    .forEach(it -> wrong.add("an event from %.40s".formatted(it.topic())));
        }
        return wrong;
    }

    /// Those of which something else became than must.
    private static List<String> missed(Traffic traffic, List<Shot> shots, String word, long begin) {
        var refused = refusals(traffic);
        var wrong = new ArrayList<String>();
        try (var store = new Store(traffic.house().store())) {
            var rows = store.after(begin);
            for (var shot : shots) {
                var device = word + shot.name;
                long stored = rows.stream().filter(it -> it.source().equals(device)).count();
                boolean told = refused.contains("/camera/" + device + "/");
                if (stored != (shot.fate == Fate.STORED ? 1 : 0)
                        || (told != (shot.fate == Fate.REFUSED) && shot.fate != Fate.CUT_OFF)) {
                    wrong.add(
                            "'%s' must be %s: %d events, %s among the refused"
                                    .formatted(
                                            shot.name, shot.fate, stored, told ? "is" : "is not"));
                }
            }
        }
        for (var topic : topics(traffic.house().prefix(), word).subList(0, 2)) {
            if (!refused.contains("\"" + topic + "\"")) {
                wrong.add(topic + " is not among the refused ones");
            }
        }
        return wrong;
    }

    static String refusals(Traffic traffic) {
        try {
            return traffic.house().get("/api/refusals", Map.of()).body();
        } catch (IOException failure) {
            throw new Trouble("nobody says what was refused", failure);
        }
    }

    /// An event that the house never stored, said on the topic on which it tells its own: no viewer
    /// may see it, and our own broker takes it from nobody.
    private static List<String> forged(Traffic traffic, String word) {
        var house = traffic.house();
        var mark = word + "forged";
        var saw = new AtomicBoolean();
        Sightings spy =
                (_, _, data, length, _) -> {
                    if (new String(data, 0, length, StandardCharsets.UTF_8).contains(mark)) {
                        saw.set(true);
                    }
                };
        long begin = traffic.head();
        var forgery =
                "{\"id\":%d,\"ts\":1,\"type\":\"ALARM\",\"severity\":\"CRITICAL\",\"source_id\":\"%s\"}"
                        .formatted(begin + 1, mark);
        boolean taken;
        try (var viewer = Viewers.open(house::http, 1, "", Long.toString(begin), spy)) {
            Await.until("a viewer", Traffic.SOON, () -> viewer.connected() == 1);
            taken = say(house, house.prefix() + "/events/published", forgery);
            traffic.more(FORGERY_WATCHED);
            long head = traffic.head();
            Await.until("the viewer is there", Traffic.PATIENCE, () -> viewer.slowest() >= head);
            viewer.accounts().forEach(it -> saw.compareAndSet(false, !it.breaches().isEmpty()));
        }
        try (var store = new Store(house.store())) {
            boolean stored =
                    store.after(begin).stream()
                            .anyMatch(
                                    it -> it.payload().contains(mark) || it.source().equals(mark));
            return forged(taken && house.plan().bus().isEmpty(), stored, saw.get());
        }
    }

    static List<String> forged(boolean taken, boolean stored, boolean seen) {
        var wrong = new ArrayList<String>();
        if (taken) {
            wrong.add("our broker takes an event on events/published from a stranger");
        }
        if (stored) {
            wrong.add("a forged events/published became an event");
        }
        if (seen) {
            wrong.add("a forged events/published reached a viewer");
        }
        return wrong;
    }

    private static boolean say(House house, String topic, String payload) {
        var message = new Message("hostile", 0, topic, payload, Message.Kind.TWIN);
        return say(house, MqttLine.publish(message, 1, false));
    }

    /// @return whether it was taken; the broker may also hang up: that is its right, and what
    ///   counts is what becomes of it and of the others
    static boolean say(House house, byte[] packet) {
        try (var line = new MqttLine(house.mqtt(), "hostile")) {
            line.write(packet);
            return !line.awaitAcknowledgement().isRefusal();
        } catch (IOException hungUp) {
            return false;
        }
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

    static List<String> stillWell(Traffic traffic) {
        try {
            return traffic.house().isReady() ? List.of() : List.of("not ready after hostile input");
        } catch (IOException failure) {
            throw new Trouble("no answer after hostile input", failure);
        }
    }
}
