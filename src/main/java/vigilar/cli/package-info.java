/// The command line: words of the shell become what Wiring builds, and what happens becomes exit
/// codes and one clear line. It must not know how the rooms are built. Start reading at
/// [CommandLineRoom] and [HouseBuilder].
@NullMarked
package vigilar.cli;

import org.jspecify.annotations.NullMarked;
