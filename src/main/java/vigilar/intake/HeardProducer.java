package vigilar.intake;

import java.time.Instant;
import java.util.Optional;

/// Who speaks on the bus: Zigbee2MQTT, Frigate, the `[[device]]` blocks, the house's own topics.
///
/// @param name for people
/// @param online what it says of itself; empty: nothing
/// @param lastHeard empty: never. Up to half a minute behind
/// @param messages how many there were
/// @param assurance how safe its messages are on their way
public record HeardProducer(
        String name,
        Optional<Boolean> online,
        Optional<Instant> lastHeard,
        long messages,
        Assurance assurance) {
    /// Whether somebody who leaves would be heard through it: cameras tell of no door.
    public boolean tellsOfDoors() {
        return !name.equals(Frigate.CALLED);
    }
}
