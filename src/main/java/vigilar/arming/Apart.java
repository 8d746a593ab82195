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
    private final Set<SourceId> counted = new HashSet<>();
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

    /// The device has told something that counts here, so it is one of the zone: of an area that is
    /// not known before.
    ///
    /// @return whether that is new
    boolean counts(SourceId device) {
        return counted.add(device);
    }

    boolean isCounted(SourceId device) {
        return counted.contains(device);
    }

    boolean isEmpty() {
        return counted.isEmpty();
    }

    /// The device is not in the zone any more.
    ///
    /// @return whether it was one of it
    boolean forget(SourceId device) {
        open.removeIf(it -> it.device().equals(device));
        troubled.values().forEach(it -> it.remove(device));
        return counted.remove(device);
    }

    boolean isOpen() {
        return !open.isEmpty();
    }

    /// Whether something of the zone has it.
    boolean has(Trouble trouble) {
        return troubled.getOrDefault(trouble, Set.of()).stream().anyMatch(counted::contains);
    }

    void opened(Event event) {
        open.add(Voice.of(event));
    }

    /// @return whether nothing of the zone is open now
    boolean closed(Event event) {
        open.remove(Voice.of(event));
        return open.isEmpty();
    }

    /// Kept also of a device that does not count yet.
    void troubled(SourceId device, Trouble trouble, boolean has) {
        var with = troubled.computeIfAbsent(trouble, _ -> new HashSet<>());
        if (has) {
            with.add(device);
        } else {
            with.remove(device);
        }
    }
}
