/// The vocabulary: what happened, where, when, how grave, and its place in the journal. It must not
/// know how events are stored, carried or shown. Start reading at [Occurrence] and [Event].
@NullMarked
package vigilar.event;

import org.jspecify.annotations.NullMarked;
