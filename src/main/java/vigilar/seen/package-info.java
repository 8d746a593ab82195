/// What each person has already looked at. It promises that a mark holds in all their browsers and
/// over restarts; it must not know who may look, nor what an event says. Start reading at [Seen].
@NullMarked
package vigilar.seen;

import org.jspecify.annotations.NullMarked;
