/// The alarm panel on the bus: takes requests of keypads and says what became of them, how the
/// panel stands and how long a delay still runs. A PIN is looked at here, at once, and goes no
/// further; it must not know how the panel decides. Start reading at [ArmRequests] (bus to panel)
/// and [ArmHerald] (panel to bus).
@NullMarked
package vigilar.keypad;

import org.jspecify.annotations.NullMarked;
