package vigilar.arming;

import vigilar.event.Event;
import vigilar.event.SourceId;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// The devices of one zone, told apart: it is closed once all of them are, and answers once all of
/// them do. Used by one thread.
final class Apart {
    private final Set<Voice> open = new HashSet<>();
    private final Map<Trouble, Set<SourceId>> troubled = new EnumMap<>(Trouble.class);

    /// The zones of a house, each with its own.
    static final class Zones {
        private final Map<ZoneId, Apart> zones = new HashMap<>();

        Apart of(ZoneId zone) {
            return zones.computeIfAbsent(zone, _ -> new Apart());
        }
    }

    /// A device with a contact and a motion sensor speaks of each.
    private record Voice(SourceId device, String of) {
        static Voice of(Event event) {
            return new Voice(event.source(), event.type().name().split("_", 2)[0]);
        }
    }

    void opened(Event event) {
        open.add(Voice.of(event));
    }

    /// @return whether nothing of the zone is open now
    boolean closed(Event event) {
        open.remove(Voice.of(event));
        return open.isEmpty();
    }

    /// @return whether something of the zone has it now
    boolean troubled(SourceId device, Trouble trouble, boolean has) {
        var with = troubled.computeIfAbsent(trouble, _ -> new HashSet<>());
        if (has) {
            with.add(device);
        } else {
            with.remove(device);
        }
        return !with.isEmpty();
    }
}
