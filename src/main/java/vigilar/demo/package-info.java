/// A house that lives a day in minutes: simulated devices, each message by a real MQTT client. It
/// must not know what we make of a message. Start reading at [DemoHouse] and [Script].
@NullMarked
package vigilar.demo;

import org.jspecify.annotations.NullMarked;
