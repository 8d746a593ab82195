/// The database: one writer with group commit, readers, migrations, role locks. Alone in opening
/// connections. It must not know what an event is. Start reading at [Database].
@NullMarked
package vigilar.storage;

import org.jspecify.annotations.NullMarked;
