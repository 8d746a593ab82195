package vigilar.intake;

import vigilar.event.EventType;
import vigilar.event.Payload;
import vigilar.event.Severity;
import vigilar.event.SourceId;

import java.util.Optional;

/// What a device says, once understood.
sealed interface Signal {
    /// What an event made of it would be.
    record Meaning(EventType type, Severity severity, String why) {}

    /// Something happened.
    record Pulse(SourceId source, Meaning meaning, Payload payload) implements Signal {}

    /// A point of the house is in this state.
    ///
    /// @param forgets a point that is unknown again from now on
    record Edge(
            Point point, String state, Optional<Point> forgets, Meaning meaning, Payload payload)
            implements Signal {}

    /// A measurement, or (with an empty value) only a sign of life.
    record Reading(Point point, String value) implements Signal {}

    /// Something that has a state: the contact of the front door.
    record Point(SourceId source, String name) {}
}
