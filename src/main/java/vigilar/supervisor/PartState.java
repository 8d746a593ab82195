package vigilar.supervisor;

import java.time.Instant;

/// How a part of the house is doing.
public sealed interface PartState {
    /// When it came into this state.
    Instant since();

    /// Not there yet.
    record Starting(Instant since) implements PartState {}

    /// Doing its work.
    record Up(Instant since) implements PartState {}

    /// Not doing its work; somebody keeps trying.
    ///
    /// @param why one line for people, without secrets
    record Down(Instant since, String why) implements PartState {}
}
