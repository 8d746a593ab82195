package vigilar.intake;

import vigilar.intake.Signal.Point;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What is known of each point of the house: edges only speak when it changes. For one thread.
final class Points {
    /// 20,000 points: a thousand devices with twenty each. Beyond it new ones are not remembered:
    /// their edges always speak, their readings are dropped.
    static final int MOST = 20_000;

    /// 1,024 characters of a reading: four times what a UPS says in one poll; 20,000 of them may be
    /// in memory.
    private static final int MOST_OF_A_READING = 1024;

    /// @param text an edge's state or a reading's value; empty: unknown
    record Known(String text, long heardMillis) {}

    private final Map<Point, Known> known;
    private final Map<Point, Known> unsaved = new LinkedHashMap<>();

    Points(Map<Point, Known> known) {
        this.known = new HashMap<>(known);
    }

    /// Takes note of the state; true if it is not what was known.
    boolean changes(Signal.Edge edge, long atMillis) {
        var before = Optional.ofNullable(known.get(edge.point())).map(Known::text);
        put(edge.point(), new Known(edge.state(), atMillis));
        edge.forgets()
                .filter(known::containsKey)
                .ifPresent(other -> put(other, new Known("", atMillis)));
        return !before.equals(Optional.of(edge.state()));
    }

    /// Takes note of a reading or of a sign of life.
    void heard(Signal.Reading reading, long atMillis) {
        var value = reading.value().length() <= MOST_OF_A_READING ? reading.value() : "{}";
        put(reading.point(), new Known(value, atMillis));
    }

    private void put(Point point, Known now) {
        if (known.size() < MOST || known.containsKey(point)) {
            known.put(point, now);
            unsaved.put(point, now);
        }
    }

    /// What changed since the last [#saved].
    Map<Point, Known> unsaved() {
        return Map.copyOf(unsaved);
    }

    void saved() {
        unsaved.clear();
    }
}
