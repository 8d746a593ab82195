package vigilar.intake;

import vigilar.event.EventType;
import vigilar.event.Severity;

/// What a message may turn out to mean.
///
/// @param word the reader's word for it; for an edge also the state of the point
/// @param when for people: when it means this; empty when always
record Outcome(String word, EventType type, Severity severity, String when) {}
