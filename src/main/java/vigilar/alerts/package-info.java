/// Tells people who are not looking: each event is owed to the subscriptions that want its severity
/// from its own transaction on, and is sent until it is delivered, given up or too old. It must not
/// know the bus, the stream or the web server, so that their troubles are not its own. Start
/// reading at [PushJobs], then [PushSender].
@NullMarked
package vigilar.alerts;

import org.jspecify.annotations.NullMarked;
