package vigilar.intake;

import vigilar.event.SourceId;

import java.util.List;
import java.util.Optional;

/// Some other program of the house that publishes in a format of its own, and the reader that
/// understands it without being told about each device. A reader may remember what it read; it is
/// made anew, from what it had said was [Signal.Learned], whenever intake starts. For one thread.
sealed interface Producer permits Frigate, OwnDevices, Zigbee2Mqtt {
    /// What to subscribe to for it: as narrow as its topics allow.
    List<String> filters();

    /// Who it is, for people.
    String called();

    /// True if the topic is one of its own.
    boolean owns(String topic);

    /// What the message says; never an exception.
    Decoded read(Heard heard);

    /// What it knows of a device beside its state.
    About about(SourceId source);

    /// The source of what the producer says of itself; empty if it says nothing.
    Optional<SourceId> itself();
}
