/// MQTT: the embedded broker and the clients. Alone in using the MQTT libraries. It must not know
/// what a message means. Start reading at [Bus] and [BusClient].
@NullMarked
package vigilar.bus;

import org.jspecify.annotations.NullMarked;
