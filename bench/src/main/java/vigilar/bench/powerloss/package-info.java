/// What a disk may look like after the power went: the system calls of a real house are recorded,
/// and the states that were legal at a moment are built again, with what was not synced dropped,
/// kept or torn. It knows files and syncs, and nothing of a house. Start reading at [Recording] and
/// [Disk].
@NullMarked
package vigilar.bench.powerloss;

import org.jspecify.annotations.NullMarked;
