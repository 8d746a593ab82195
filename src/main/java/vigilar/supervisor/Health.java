package vigilar.supervisor;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.InstantSource;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// The board on which each part says how it is: read by readyz, the page and the log. Safe for all
/// threads.
public final class Health {
    private static final Logger LOG = LoggerFactory.getLogger(Health.class);
    private final InstantSource clock;
    private final Map<String, PartState> parts = new TreeMap<>();

    public Health(InstantSource clock) {
        this.clock = clock;
    }

    /// The part exists and is on its way up.
    public void starting(String part) {
        set(part, new PartState.Starting(clock.instant()));
    }

    /// The part does its work. Keeps the earlier `since` if it did already.
    public void up(String part) {
        set(part, new PartState.Up(clock.instant()));
    }

    /// The part does not do its work. Keeps the earlier `since` if it was down already.
    public void down(String part, String why) {
        set(part, new PartState.Down(clock.instant(), why));
    }

    private synchronized void set(String part, PartState now) {
        var before = parts.get(part);
        if (before != null && before.getClass() == now.getClass()) {
            if (now instanceof PartState.Down(_, var why)) {
                parts.put(part, new PartState.Down(before.since(), why));
            }
            return;
        }
        parts.put(part, now);
        switch (now) {
            case PartState.Starting _ -> LOG.debug("{} is starting", part);
            case PartState.Up _ -> LOG.info("{} is up", part);
            case PartState.Down(_, var why) -> LOG.warn("{} is down: {}", part, why);
        }
    }

    /// All parts by name, as they are now.
    public synchronized Map<String, PartState> parts() {
        return Collections.unmodifiableMap(new TreeMap<>(parts));
    }

    /// True if all parts do their work.
    public synchronized boolean allUp() {
        return parts.values().stream().allMatch(state -> state instanceof PartState.Up);
    }
}
