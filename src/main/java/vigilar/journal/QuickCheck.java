package vigilar.journal;

import org.jdbi.v3.core.Handle;

import vigilar.storage.Database;

import java.util.ArrayList;
import java.util.List;

/// A look at the newest events before the house says that it is ready: the end of the journal is
/// where a power cut hurts.
public final class QuickCheck {
    /// 10,000 events: days of a home, and some 50 ms.
    private static final int NEWEST = 10_000;

    private QuickCheck() {}

    /// What is wrong; empty: nothing.
    ///
    /// @throws vigilar.storage.StorageException when they cannot be read, with
    ///   [vigilar.storage.StorageException#isDamage] for a damaged file
    public static List<String> of(Database database) {
        return database.read(QuickCheck::findings);
    }

    private static List<String> findings(Handle rows) {
        var findings = new ArrayList<String>();
        rows.createQuery(
                        """
                        SELECT max(0, last_id - :newest), last_id, (SELECT max(up_to) FROM pruned),
                            (SELECT count(*) FROM event WHERE id > last_id),
                            -- texts are read too, so that each page is
                            (SELECT count(*) FROM event JOIN strand ON strand.id = event.strand
                                WHERE event.id > max(last_id - :newest, (SELECT max(up_to) FROM pruned))
                                AND octet_length(payload || topic || why) >= 0)
                        FROM head\
                        """)
                .bind("newest", NEWEST)
                .map(
                        (row, _) -> {
                            long after = Math.max(row.getLong(1), row.getLong(3));
                            long missing = row.getLong(2) - after - row.getLong(5);
                            if (row.getLong(4) > 0) {
                                findings.add("events have ids that were not given yet");
                            }
                            if (missing != 0) {
                                findings.add(missing + " events are missing beyond event " + after);
                            }
                            return true;
                        })
                .one();
        return findings;
    }
}
