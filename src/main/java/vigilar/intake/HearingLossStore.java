package vigilar.intake;

import org.jdbi.v3.core.Handle;

import vigilar.event.EventType;
import vigilar.event.SourceId;
import vigilar.journal.RowChanges;
import vigilar.storage.Database;
import vigilar.storage.StorageException;

import java.util.concurrent.CompletionException;

/// Whether the timeline says that nobody, or nobody of a producer, is heard: its own newest word on
/// it is what all processes go by, those after a restart too.
final class HearingLossStore {
    /// 1 if the newest of the two is the loss. One look into an index for each of their strands.
    private static final String STANDS =
            """
            SELECT coalesce(max(<newest>) FILTER (WHERE s.type = :lost), 0)
                > coalesce(max(<newest>) FILTER (WHERE s.type = :over), 0)
            FROM strand s WHERE s.source = :source AND s.type IN (:lost, :over)\
            """
                    .replace("<newest>", "(SELECT max(id) FROM event WHERE strand = s.id)");

    /// What is said to be lost, by whom, and what ends it.
    record Loss(SourceId source, EventType lost, EventType over) {
        static final Loss OF_OUR_LINK =
                new Loss(SourceId.SYSTEM, Absence.HEARING_LOST, Absence.HEARING_GAP);

        static Loss of(SourceId producer) {
            return new Loss(producer, Absence.PRODUCER_LOST, Absence.PRODUCER_ONLINE);
        }
    }

    private HearingLossStore() {}

    /// Somebody else has said so meanwhile.
    private static final class Said extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Said() {
            super("another process has told it");
        }
    }

    static boolean stands(Database database) {
        return database.read(rows -> stands(rows, Loss.OF_OUR_LINK));
    }

    private static boolean stands(Handle rows, Loss loss) {
        return rows.createQuery(STANDS)
                .bind("source", loss.source().value())
                .bind("lost", loss.lost().name())
                .bind("over", loss.over().name())
                .mapTo(Boolean.class)
                .one();
    }

    /// Lets an event be appended that turns this; of several who try at once one does.
    ///
    /// @param stood whether the loss stands before it
    static RowChanges turning(Loss loss, boolean stood) {
        return rows -> {
            if (stands(rows, loss) != stood) {
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
