/// The stream hub: each viewer gets all it missed, then each event as it is stored. It must not
/// know the HTTP server or the bus. Start reading at [Timeline] and [Share].
@NullMarked
package vigilar.timeline;

import org.jspecify.annotations.NullMarked;
