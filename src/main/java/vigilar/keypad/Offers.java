package vigilar.keypad;

import vigilar.bus.BusClient;
import vigilar.bus.Publication;
import vigilar.supervisor.Failures;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/// What the broker shall keep for those who look for a panel. Nobody waits for it: a broker that
/// refuses it, does not answer or hangs up must not hold up how the panel stands. For one thread,
/// but for [#isAnothers].
final class Offers {
    /// 5 min: somebody has to change the broker's rules first.
    private static final long AGAIN_NANOS = TimeUnit.MINUTES.toNanos(5);

    private final Map<String, byte[]> words = new LinkedHashMap<>();
    private final Map<String, CompletableFuture<Void>> underWay = new HashMap<>();

    /// What the broker took on this connection.
    private final Set<String> said = new HashSet<>();

    /// Those under way which somebody else answered before we knew that the broker took them.
    private final Set<String> overtaken = new HashSet<>();

    private Optional<String> trouble = Optional.empty();
    private long fromNanos = System.nanoTime();

    /// @param offers by topic
    Offers(Map<String, String> offers) {
        offers.forEach((topic, offer) -> words.put(topic, offer.getBytes(StandardCharsets.UTF_8)));
    }

    List<String> topics() {
        return List.copyOf(words.keySet());
    }

    /// Somebody else put something in the place of an offer: whoever looks there would speak with
    /// them. An empty one only takes ours away, as Home Assistant does when somebody deletes the
    /// device there; that is respected.
    boolean isAnothers(String topic, byte[] payload) {
        var ours = words.get(topic);
        return ours != null && payload.length > 0 && !Arrays.equals(ours, payload);
    }

    /// On a new connection: the broker may have lost what it kept.
    void anew() {
        settle();
        underWay.clear();
        overtaken.clear();
        said.clear();
    }

    void again(String topic) {
        said.remove(topic);
        if (underWay.containsKey(topic)) {
            overtaken.add(topic);
        }
    }

    /// Offers what was not taken yet, and looks what became of the others.
    void make(BusClient client) {
        settle();
        if (System.nanoTime() < fromNanos) {
            return;
        }
        words.forEach(
                (topic, word) -> {
                    if (!said.contains(topic) && !underWay.containsKey(topic)) {
                        underWay.put(topic, client.publish(new Publication(topic, word, true)));
                    }
                });
    }

    private void settle() {
        for (var each : List.copyOf(underWay.entrySet())) {
            if (each.getValue().isDone()) {
                underWay.remove(each.getKey());
                settle(each.getKey(), each.getValue());
            }
        }
        if (said.containsAll(words.keySet())) {
            trouble = Optional.empty();
        }
    }

    private void settle(String topic, CompletableFuture<Void> outcome) {
        try {
            outcome.join();
            if (!overtaken.remove(topic)) {
                said.add(topic);
            }
        } catch (CompletionException refused) {
            trouble = Optional.of(topic + ": " + Failures.inWords(refused));
            fromNanos = System.nanoTime() + AGAIN_NANOS;
        }
    }

    /// Why something is not offered, if it is not.
    Optional<String> trouble() {
        return trouble;
    }
}
