package vigilar.intake;

import vigilar.event.SourceId;

import java.time.Instant;
import java.util.Optional;

/// Who speaks on the bus: Zigbee2MQTT, Frigate, the `[[device]]` blocks, the house's own topics.
///
/// @param name for people
/// @param itself whose events are what it says of itself; empty: it says nothing
/// @param online what it says of itself; empty: nothing
/// @param lastHeard empty: never. Up to half a minute behind
/// @param messages how many there were
/// @param assurance how safe its messages are on their way
public record HeardProducer(
        String name,
        Optional<SourceId> itself,
        Optional<Boolean> online,
        Optional<Instant> lastHeard,
        long messages,
        Assurance assurance) {}
