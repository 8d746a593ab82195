package vigilar.arming;

import org.jdbi.v3.core.Handle;

import vigilar.storage.Database;
import vigilar.storage.StorageException;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/// Who disarmed under threat, and when. For owners only, and in no journal: what goes through the
/// journal is on every screen, in every export and on the bus.
///
/// Safe for any number of threads; each call may throw a [StorageException].
public final class SilentAlerts {
    /// 50 on the page: one is a crime.
    private static final int SHOWN = 50;

    private final Database database;

    public SilentAlerts(Database database) {
        this.database = database;
    }

    /// @param by whose PIN it was
    /// @param seen whether an owner has said that they know
    public record SilentAlert(long id, Instant at, String by, boolean seen) {}

    /// The newest first.
    public List<SilentAlert> all() {
        return database.read(rows -> SilentAlertStore.newest(rows, SHOWN));
    }

    /// Somebody used their PIN for use under threat, and the panel has not disarmed.
    public void say(String by, Instant now) {
        written(rows -> SilentAlertStore.add(rows, by, now));
    }

    /// An owner knows of all up to this one.
    public void seen(long upTo, Instant now) {
        written(rows -> SilentAlertStore.seen(rows, upTo, now));
    }

    private void written(Function<Handle, Integer> unit) {
        try {
            database.write(unit).join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof StorageException why ? why : failed;
        }
    }
}
