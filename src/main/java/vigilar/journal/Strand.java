package vigilar.journal;

import vigilar.event.EventType;
import vigilar.event.Severity;
import vigilar.event.SourceId;

/// What events of one kind have in common; stored once for all of them.
record Strand(SourceId source, EventType type, Severity severity) {}
