/// Keeps the parts of the house going: watched loops, health, processes. It must not know what the
/// parts do. Start reading at [Health] and [Supervisor].
@NullMarked
package vigilar.supervisor;

import org.jspecify.annotations.NullMarked;
