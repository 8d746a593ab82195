package vigilar.bench.torture;

import vigilar.bench.field.Await;
import vigilar.bench.field.MqttLine;
import vigilar.bench.field.Store;
import vigilar.bench.field.Trouble;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Far more messages to be kept than the embedded broker keeps: all of them are told, and only so
/// many kept.
final class RetainedFlood {
    private static final int SMALL = 5_000;

    /// 250 messages of 100 KiB: twice as much as is kept of large ones.
    private static final int LARGE = 250;

    private static final int LARGE_BYTES = 100 << 10;

    /// What the operator guide names: 2,000 in all, and of those over 2 KiB 12 MiB in all.
    private static final int MOST = 2_000;

    private static final long MOST_LARGE_BYTES = 12L << 20;

    /// Half of it: what one login may have, and in an open house all are one if nobody has a name.
    private static final int LEAST = MOST / 2;

    private static final long LEAST_LARGE_BYTES = MOST_LARGE_BYTES / 2 - LARGE_BYTES - 1_000;

    private static final int LARGE_FROM = 2 << 10;

    private static final int AT_ONCE = 20;

    /// 5 s without one more kept message: that was all.
    private static final Duration SILENCE = Duration.ofSeconds(5);

    private RetainedFlood() {}

    /// What the broker keeps, as somebody who subscribes gets it.
    private record Kept(int count, long largeBytes) {}

    /// Told once as they come; what the broker kept is no news to a house that starts.
    static List<String> all(Traffic traffic, Random chance) {
        var device = traffic.run() + "-flood" + chance.nextInt(1_000);
        var wrong = new ArrayList<String>();
        // the large ones first: where the small ones have taken all places, they find none
        int noneOfThem = say(traffic, device + "-large", "/picture", LARGE, LARGE_BYTES);
        int refused = say(traffic, device, "/contact_open", SMALL, 0);
        Bounds.tooLarge(traffic.house()).ifPresent(wrong::add);
        var before = kept(traffic);
        bounded(before, wrong);
        int taken = SMALL - refused;
        try (var store = new Store(traffic.house().store())) {
            Await.holds(Traffic.PATIENCE, () -> told(store, device) >= taken);
            long toldBefore = told(store, device);
            Kills.everything(traffic, chance);
            traffic.recovered();
            long toldAfter = told(store, device);
            if (toldBefore != taken || toldAfter != toldBefore || noneOfThem > 0) {
                wrong.add(
                        "%d events of a flood of %d (%d refused) before a restart, %d after"
                                .formatted(toldBefore, SMALL, refused + noneOfThem, toldAfter));
            }
        }
        var after = kept(traffic);
        if (!after.equals(before)) {
            wrong.add("kept %s before a restart, %s after".formatted(before, after));
        }
        Bounds.tooLarge(traffic.house()).ifPresent(wrong::add);
        return wrong;
    }

    private static void bounded(Kept kept, List<String> wrong) {
        if (kept.count > MOST || kept.largeBytes > MOST_LARGE_BYTES) {
            wrong.add("more is kept than there may be: " + kept);
        }
        if (kept.count < LEAST || kept.largeBytes < LEAST_LARGE_BYTES) {
            wrong.add("less is kept than there is room for: " + kept);
        }
    }

    private static long told(Store store, String device) {
        return store.after(0).stream()
                .filter(it -> it.source().startsWith(device) && it.type().contains("CONTACT"))
                .count();
    }

    /// @return how many the broker refused
    private static int say(Traffic traffic, String device, String kind, int count, int bytes) {
        int refused = 0;
        var payload = bytes == 0 ? "{}" : "{\"more\":\"" + "x".repeat(bytes) + "\"}";
        try (var line = MqttLine.passing(traffic.house().mqtt(), device)) {
            for (int n = 0; n < count; n++) {
                var topic = traffic.house().prefix() + "/sensor/" + device + "-" + n + kind;
                line.write(MqttLine.retained(topic, payload, n + 1));
                if (n % AT_ONCE == AT_ONCE - 1) {
                    refused += refusals(line, AT_ONCE);
                }
            }
            return refused + refusals(line, count % AT_ONCE);
        } catch (IOException failure) {
            throw new Trouble("the flood was cut off", failure);
        }
    }

    private static int refusals(MqttLine line, int count) throws IOException {
        int refused = 0;
        for (int n = 0; n < count; n++) {
            refused += line.awaitAcknowledgement().isRefusal() ? 1 : 0;
        }
        return refused;
    }

    private static Kept kept(Traffic traffic) {
        int count = 0;
        long largeBytes = 0;
        var asker = traffic.run() + "-asker" + System.nanoTime();
        try (var line = MqttLine.passing(traffic.house().mqtt(), asker)) {
            line.subscribe(traffic.house().prefix() + "/sensor/#", 1);
            long end = System.nanoTime() + SILENCE.toNanos();
            while (System.nanoTime() - end < 0) { // the usual goes on beside it
                var next = line.awaitMessage(SILENCE);
                if (next.isPresent() && next.get().retained()) {
                    int bytes = next.get().payload().length;
                    count++;
                    largeBytes += bytes > LARGE_FROM ? bytes : 0;
                    end = System.nanoTime() + SILENCE.toNanos();
                }
            }
        } catch (IOException failure) {
            throw new Trouble("what the broker keeps cannot be read: " + failure, failure);
        }
        return new Kept(count, largeBytes);
    }
}
