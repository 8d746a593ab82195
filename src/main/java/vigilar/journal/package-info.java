/// The event log, and the queue of the house: append, follow with a cursor, look back. It must not
/// know MQTT, HTTP or what an event means. Start reading at [EventJournal].
@NullMarked
package vigilar.journal;

import org.jspecify.annotations.NullMarked;
