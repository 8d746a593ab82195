package vigilar.bench.field;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What one browser knows and has seen: an EventSource without its line. The house promises each
/// event once and in order, and its ids have no holes: so the number of the next one is known, and
/// each that is another one is a breach. That costs the same memory for one event and a million.
final class Follower {
    /// 5: enough to see what went wrong.
    private static final int MOST_BREACHES = 5;

    /// 3 s: what browsers wait when nobody said otherwise.
    private static final long USUAL_RETRY_MILLIS = 3_000;

    private static final JsonMapper JSON = new JsonMapper();

    private final int number;
    private final Sightings sightings;
    private final List<String> breaches = new ArrayList<>();
    private Optional<String> epoch = Optional.empty();
    private String lastEventId;
    private long from = -1;
    private long last = -1;
    private long events;
    private long gaps;
    private long connections;
    private long retryMillis = USUAL_RETRY_MILLIS;

    /// @param cursor where it begins; empty: live from now
    Follower(int number, String cursor, Sightings sightings) {
        this.number = number;
        this.sightings = sightings;
        lastEventId = cursor;
    }

    void message(String event, String id, byte[] data, int length, long nanos) {
        if (event.equals("gap")) {
            gap(id, new String(data, 0, length, StandardCharsets.UTF_8));
        } else if (isEvent(data, length)) {
            event(Long.parseLong(id));
            sightings.saw(number, last, data, length, nanos);
        } else {
            connected(new String(data, 0, length, StandardCharsets.UTF_8));
        }
        lastEventId = id;
    }

    /// Events begin with their id, the greeting with its type.
    private static boolean isEvent(byte[] data, int length) {
        return length > 6 && data[2] == 'i' && data[3] == 'd' && data[4] == '"';
    }

    private void connected(String greeting) {
        connections++;
        var json = read(greeting);
        var now = json.path("epoch").asString("");
        if (epoch.isPresent() && !epoch.get().equals(now)) {
            breach("the store has another life: " + epoch.get() + " became " + now);
        }
        epoch = Optional.of(now);
        long served = json.path("from").asLong(-1);
        if (!lastEventId.isEmpty() && !lastEventId.equals(Long.toString(served))) {
            breach("asked for what comes after " + lastEventId + ", got it from " + served + " on");
        }
        if (from < 0) {
            from = served;
            last = from;
        }
    }

    private static JsonNode read(String greeting) {
        try {
            return JSON.readTree(greeting);
        } catch (JacksonException unreadable) {
            throw new Trouble("not a message of the stream: " + greeting, unreadable);
        }
    }

    private void event(long id) {
        if (id != last + 1) {
            breach((id <= last ? "again " : "a hole before ") + id + ", after " + last);
        }
        last = id;
        events++;
    }

    private void gap(String id, String told) {
        gaps++;
        breach("told of a gap: " + told);
        last = Long.parseLong(id);
    }

    void idOnly(String id) {
        lastEventId = id;
    }

    void retry(long millis) {
        retryMillis = millis;
    }

    /// What it saw that must not be.
    void breach(String what) {
        if (breaches.size() < MOST_BREACHES) {
            breaches.add(what);
        }
    }

    String lastEventId() {
        return lastEventId;
    }

    long retryMillis() {
        return retryMillis;
    }

    long last() {
        return last;
    }

    Account account() {
        return new Account(number, from, last, events, connections, gaps, List.copyOf(breaches));
    }
}
