package vigilar.intake;

import vigilar.event.SourceId;
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

    /// 8,192 characters of what a reader learned of a device: forty times what one needs.
    static final int MOST_OF_A_LESSON = 8192;

    /// @param text an edge's state or a reading's value; empty: unknown
    /// @param untold the state is one that must not stay unsaid, and no live message said it yet
    record Known(String text, long heardMillis, boolean untold) {
        Known(String text, long heardMillis) {
            this(text, heardMillis, false);
        }
    }

    private final Map<Point, Known> known;
    private final Map<Point, Known> unsaved = new LinkedHashMap<>();

    Points(Map<Point, Known> known) {
        this.known = new HashMap<>(known);
    }

    /// What became of the state of a point.
    enum Step {
        SAME,
        FIRST,
        CHANGED,
        /// The same, and the first live word of what must not stay unsaid.
        LATE
    }

    /// Takes note of the state of a point.
    ///
    /// @param live it is so now
    /// @param grave once it is so, somebody has to hear of it live
    Step step(Point point, String state, boolean live, boolean grave, long atMillis) {
        var before = Optional.ofNullable(known.get(point));
        var text = before.map(Known::text).orElse("");
        if (text.equals(state)) {
            boolean untold = before.filter(Known::untold).isPresent();
            put(point, new Known(state, atMillis, untold && !live));
            return untold && live ? Step.LATE : Step.SAME;
        }
        put(point, new Known(state, atMillis, grave && !live));
        return text.isEmpty() ? Step.FIRST : Step.CHANGED;
    }

    /// It may be otherwise by now: the same state counts as news once a live message says it.
    void doubt(Point point, long atMillis) {
        put(point, new Known(text(point), atMillis, true));
    }

    /// Nothing is known of it from now on.
    void forget(Point point, long atMillis) {
        if (known.containsKey(point)) {
            put(point, new Known("", atMillis));
        }
    }

    /// Takes note of a lesson; true if it is news.
    boolean learns(Signal.Learned lesson, long atMillis) {
        if (lesson.value().length() > MOST_OF_A_LESSON
                || text(lesson.point()).equals(lesson.value())) {
            return false;
        }
        put(lesson.point(), new Known(lesson.value(), atMillis));
        return true;
    }

    /// What was learned under that name of a point, by source.
    Map<SourceId, String> lessons(String name) {
        var lessons = new HashMap<SourceId, String>();
        known.forEach(
                (point, it) -> {
                    if (point.name().equals(name) && !it.text().isEmpty()) {
                        lessons.put(point.source(), it.text());
                    }
                });
        return lessons;
    }

    /// Gives the points of these sources to others; what those know already stays.
    ///
    /// @return true if there was anything to move
    boolean move(Map<SourceId, SourceId> names, long atMillis) {
        var moving =
                known.keySet().stream()
                        .filter(point -> names.containsKey(point.source()))
                        .filter(point -> !text(point).isEmpty())
                        .toList();
        for (var point : moving) {
            var to = new Point(names.getOrDefault(point.source(), point.source()), point.name());
            var it = known.get(point);
            if (it != null && text(to).isEmpty()) {
                put(to, new Known(it.text(), atMillis, it.untold()));
            }
            put(point, new Known("", atMillis));
        }
        return !moving.isEmpty();
    }

    /// Whether anything was heard of it, ever.
    boolean isKnown(Point point) {
        return known.containsKey(point);
    }

    String text(Point point) {
        var it = known.get(point);
        return it == null ? "" : it.text();
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
