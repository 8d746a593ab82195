package vigilar.bench.torture;

import vigilar.bench.field.Clock;
import vigilar.bench.field.Message;
import vigilar.bench.field.MqttLine;
import vigilar.bench.field.Trouble;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// What is said twice, and two who say that they are the same.
final class Doubles {
    private static final int MESSAGES = 50;

    private static final int TAKEOVERS = 20;

    private Doubles() {}

    /// A device that says all again: at once with DUP, and later as if it were new.
    static List<String> saidAgain(Traffic traffic, Random chance) {
        var day = new ArrayList<Message>();
        var device = traffic.run() + "-again" + chance.nextInt(1_000);
        for (int n = 0; n < MESSAGES; n++) {
            day.add(traffic.message(device, n, ""));
        }
        try (var line = new MqttLine(traffic.house().mqtt(), device)) {
            say(traffic, line, day, false);
            say(traffic, line, day, true);
        } catch (IOException failure) {
            throw new Trouble("a device cannot say it again", failure);
        }
        try (var line = new MqttLine(traffic.house().mqtt(), device)) {
            say(traffic, line, day, false);
        } catch (IOException failure) {
            throw new Trouble("a device cannot say it again", failure);
        }
        return takenOver(traffic);
    }

    private static void say(Traffic traffic, MqttLine line, List<Message> all, boolean again)
            throws IOException {
        for (int i = 0; i < all.size(); i++) {
            line.write(MqttLine.publish(all.get(i), i + 1, again));
            line.awaitAcknowledgement();
            traffic.promised(all.get(i), Clock.micros());
        }
    }

    /// Somebody connects with the client id of a device that speaks, again and again; and with one
    /// of the house's own, which the broker must refuse.
    private static List<String> takenOver(Traffic traffic) {
        var mqtt = traffic.house().mqtt();
        for (int i = 0; i < TAKEOVERS; i++) {
            try (var _ = new MqttLine(mqtt, traffic.run() + "-" + i % Traffic.DEVICES)) {
                traffic.more(1);
            } catch (IOException failure) {
                throw new Trouble("a second one with the same id", failure);
            }
        }
        try (var _ = new MqttLine(mqtt, "vigilar-intake-1")) {
            return List.of("somebody came in with a client id of the house");
        } catch (IOException refused) {
            return List.of();
        }
    }
}
