package vigilar.intake;

import vigilar.event.SourceId;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A device that was found on the bus.
///
/// @param reader who understands it, for people
/// @param topic of its newest message
/// @param name as its producer calls it; empty: not at all
/// @param kind model and maker, or what sort of thing it is; may be empty
/// @param area where in the home, as the config says; may be empty
/// @param says what it can say, for people
/// @param found when it was first heard of
/// @param lastHeard when it last said something itself; empty: only listed by its producer, or
///   known from what the broker kept or its producer repeated. Up to half a minute behind
/// @param messages how many there were, without those
/// @param states of its points as they are known, short ones only
/// @param battery in percent, if it says so
/// @param batteryLow it says that it is low
/// @param online what its producer says; empty: nothing
public record HeardDevice(
        SourceId source,
        String reader,
        String topic,
        String name,
        String kind,
        String area,
        List<String> says,
        Instant found,
        Optional<Instant> lastHeard,
        long messages,
        Map<String, String> states,
        Optional<Integer> battery,
        boolean batteryLow,
        Optional<Boolean> online) {
    public HeardDevice {
        says = List.copyOf(says);
        states = Map.copyOf(states);
    }
}
