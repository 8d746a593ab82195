package vigilar.storage;

/// The database could not do what was asked: disk full, file locked or damaged, store closed. The
/// message says what, where and what to do; nothing of the failed unit was kept.
public final class StorageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StorageException(String message, Throwable cause) {
        super(message, cause);
    }

    public StorageException(String message) {
        super(message);
    }

    /// True if the file itself is damaged: not full, not locked, not forbidden.
    public boolean isDamage() {
        return getCause() != null && Trouble.isDamage(getCause());
    }

    /// What happened, in one line.
    String inWords() {
        return String.valueOf(getMessage());
    }
}
