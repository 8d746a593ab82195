/// What the people of the house call their devices, and where those are. It promises that a name
/// holds for all events of a device, old ones too, and changes nothing of what was stored; it must
/// not know what a device says nor who may rename it. Start reading at [Nameplates].
@NullMarked
package vigilar.names;

import org.jspecify.annotations.NullMarked;
