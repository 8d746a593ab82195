/// The flight recorder: what was said on the bus, in a file that can be sent to somebody and played
/// again. It must not know what a message means, only what of it may be secret. Start reading at
/// [Recording], [Capture] and [Playback].
@NullMarked
package vigilar.recorder;

import org.jspecify.annotations.NullMarked;
