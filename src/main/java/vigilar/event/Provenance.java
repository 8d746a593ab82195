package vigilar.event;

import java.util.Locale;

/// How fresh the news of an event was when it reached us. Only live news may raise an alarm: all
/// else tells how things stand, not that something happens now.
///
/// It travels in the event's payload, as its first key, so that the page, the stream and whoever
/// listens on the bus see it too; live events carry nothing. Intake alone writes that key.
public enum Provenance {
    /// It happened just now.
    LIVE,
    /// The broker had kept it from before we subscribed.
    RETAINED,
    /// A device or its gateway said again what it last knew, or may have: the broker had queued it
    /// for us. (A device of our own topics says once what happens once: its news is always live.)
    REPLAYED,
    /// Fetched later from where it was recorded.
    BACKFILLED;

    private static final String KEY = "{\"provenance\":\"";

    /// What the payload of an event says.
    public static Provenance of(Payload payload) {
        if (!payload.json().startsWith(KEY)) {
            return LIVE; // nearly all, and each follower asks of each event
        }
        for (var one : values()) {
            if (payload.json().startsWith(KEY + one.word() + "\"")) {
                return one;
            }
        }
        return LIVE;
    }

    /// The payload with the mark; unchanged for live news.
    public Payload mark(Payload payload) {
        if (this == LIVE) {
            return payload;
        }
        var rest = payload.json().substring(1);
        return new Payload(KEY + word() + "\"" + (rest.equals("}") ? "" : ",") + rest);
    }

    /// Whether an event of this kind may raise an alarm.
    public boolean mayAlarm() {
        return this == LIVE;
    }

    /// As it stands in the payload: `replayed`.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
