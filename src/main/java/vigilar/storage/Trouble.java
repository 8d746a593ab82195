package vigilar.storage;

import org.sqlite.SQLiteException;

import java.nio.file.Path;
import java.util.Optional;

/// What SQLite complains about, in words that say what to do.
enum Trouble {
    FULL(13, "the disk is full", "free some space; it goes on by itself"),
    BUSY(5, "another process holds the write lock", "stop what else uses this file"),
    LOCKED(6, "the tables are locked", "stop what else uses this file"),
    READ_ONLY(8, "the file cannot be written", "see to its permissions and its disk"),
    NOT_PERMITTED(3, "access is denied", "see to its permissions"),
    IO(10, "the disk fails", "look at the system's log; the disk may be dying"),
    DAMAGED(11, "the file is damaged", "a start of the house mends it, or restore a backup"),
    NOT_A_DATABASE(
            26, "the file is not a database", "a start of the house mends it, or restore a backup"),
    CANNOT_OPEN(14, "the file cannot be opened", "see that it exists and is ours"),
    NO_MEMORY(7, "there is no memory left", "give the machine more, or less to do"),
    PROTOCOL(15, "the lock of the file cannot be had", "keep the file on a local disk");

    private final int code;
    private final String what;
    private final String remedy;

    Trouble(int code, String what, String remedy) {
        this.code = code;
        this.what = what;
        this.remedy = remedy;
    }

    /// The trouble of the file as a whole that the failure is about; empty for what only concerns
    /// one statement (a constraint, a mistake in the SQL).
    static Optional<Trouble> behind(Throwable failure) {
        for (@org.jspecify.annotations.Nullable Throwable cause = failure;
                cause != null;
                cause = cause.getCause()) {
            if (cause instanceof SQLiteException sqlite) {
                int primary = sqlite.getResultCode().code & 0xff; // the rest is detail
                for (var trouble : values()) {
                    if (trouble.code == primary) {
                        return Optional.of(trouble);
                    }
                }
            }
        }
        return Optional.empty();
    }

    /// True only for what no waiting, freeing or permitting mends.
    static boolean isDamage(Throwable failure) {
        return behind(failure).stream().anyMatch(it -> it == DAMAGED || it == NOT_A_DATABASE);
    }

    static StorageException with(Path file, Throwable failure) {
        return failure instanceof StorageException ready
                ? ready
                : new StorageException(
                        behind(failure)
                                .map(it -> "%s: %s; %s".formatted(file, it.what, it.remedy))
                                .orElseGet(() -> file + ": " + failure.getMessage()),
                        failure);
    }
}
