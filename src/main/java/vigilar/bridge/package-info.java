/// Says on the bus what the journal holds, and wakes the journal's followers when the bus says that
/// there is something new. It must not know what an event means, who watches, or how MQTT works
/// inside. Start reading at [Announcer] (journal to bus) and [SseBridge] (bus to journal).
@NullMarked
package vigilar.bridge;

import org.jspecify.annotations.NullMarked;
