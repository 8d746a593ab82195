package vigilar.intake;

import org.jdbi.v3.core.Handle;

import vigilar.event.SourceId;
import vigilar.journal.RowChanges;
import vigilar.storage.Database;
import vigilar.storage.StorageException;

import java.util.concurrent.CompletionException;

/// Whether the timeline says that nobody is heard: its own newest word on it is what all processes
/// go by, those after a restart too.
final class HearingLossStore {
    /// 1 if the newest of the two is the loss. One look into an index for each of their strands.
    private static final String STANDS =
            """
            SELECT coalesce(max(<newest>) FILTER (WHERE s.type = :lost), 0)
                > coalesce(max(<newest>) FILTER (WHERE s.type = :over), 0)
            FROM strand s WHERE s.source = :source AND s.type IN (:lost, :over)\
            """
                    .replace("<newest>", "(SELECT max(id) FROM event WHERE strand = s.id)");

    private HearingLossStore() {}

    /// Somebody else has said so meanwhile.
    private static final class Said extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Said() {
            super("another process has told it");
        }
    }

    static boolean stands(Database database) {
        return database.read(HearingLossStore::stands);
    }

    private static boolean stands(Handle rows) {
        return rows.createQuery(STANDS)
                .bind("source", SourceId.SYSTEM.value())
                .bind("lost", Absence.HEARING_LOST.name())
                .bind("over", Absence.HEARING_GAP.name())
                .mapTo(Boolean.class)
                .one();
    }

    /// Lets an event be appended that turns this; of several who try at once one does.
    ///
    /// @param stood whether the loss stands before it
    static RowChanges turning(boolean stood) {
        return rows -> {
            if (stands(rows) != stood) {
                throw new Said();
            }
        };
    }

    /// True if an append failed since somebody else was first.
    static boolean wasSaid(CompletionException failed) {
        return failed.getCause() instanceof Said
                || (failed.getCause() instanceof StorageException why
                        && why.getCause() instanceof Said);
    }
}
