/// The alarm panel on the bus: takes requests of keypads and says what became of them. A PIN is
/// looked at here, at once, and goes no further; it must not know how the panel decides. Start
/// reading at [ArmRequests].
@NullMarked
package vigilar.keypad;

import org.jspecify.annotations.NullMarked;
