package vigilar.storage;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;

/// Whether what SQLite has open is still what lies in the folder. The system goes on writing to a
/// file that was deleted, and at the end throws it away: no promise may be given on such a file.
/// Only looks at the folder, since opening the files would drop SQLite's locks.
final class Presence {
    private final Path file;
    private final Path log;
    private final @Nullable Object fileKey;
    private final @Nullable Object logKey;

    private Presence(Path file) throws IOException {
        this.file = file;
        log = file.resolveSibling(file.getFileName() + "-wal");
        fileKey = key(file);
        logKey = key(log);
    }

    /// As it is now; a connection must be open, so that its write-ahead file is there.
    static Presence of(Path file) {
        try {
            return new Presence(file);
        } catch (IOException failure) {
            throw new StorageException(
                    file + ": the file is gone; stop Vigilar and put it back", failure);
        }
    }

    /// The system's number of the file; null where it has none.
    private static @Nullable Object key(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    }

    /// The system's number of a file, which it keeps when it is moved on its disk; without that of
    /// the disk, which a restart of the machine may change. Empty where there are none.
    static Optional<String> number(Path path) throws IOException {
        return number(key(path));
    }

    private static Optional<String> number(@Nullable Object key) {
        return Optional.ofNullable(key).map(it -> it.toString().replaceFirst("dev=[^,]*,", ""));
    }

    /// The number of the right file, if a strange one lies there beside the log of the right one.
    /// Who replaces a store as we do moves its log away before.
    Optional<String> right() {
        boolean strange = trouble(file, fileKey).isPresent() && Files.exists(file);
        return strange && trouble(log, logKey).isEmpty() ? number(fileKey) : Optional.empty();
    }

    /// What is wrong, if another file lies there.
    Optional<String> replaced() {
        return trouble().filter(_ -> Files.exists(file) && Files.exists(log));
    }

    /// Before a connection is opened: it would take the other file together with the log of this
    /// one, read a mixture, and write the log into the wrong place, where it is lost.
    ///
    /// @throws StorageException when another file lies there
    void refuseAnother() {
        var wrong = trouble(file, fileKey).filter(_ -> Files.exists(file));
        if (wrong.isPresent()) {
            throw new StorageException(wrong.get());
        }
    }

    /// What is wrong, in words.
    Optional<String> trouble() {
        return trouble(file, fileKey).or(() -> trouble(log, logKey));
    }

    private static Optional<String> trouble(Path path, @Nullable Object then) {
        try {
            return Objects.equals(key(path), then)
                    ? Optional.empty()
                    : Optional.of(
                            path
                                    + ": another file was put in its place; nothing is stored until"
                                    + " Vigilar is started again");
        } catch (NoSuchFileException gone) {
            return Optional.of(
                    path
                            + ": the file was deleted or moved while in use; nothing is stored;"
                            + " stop Vigilar and put it back, or restore a backup");
        } catch (IOException failure) {
            return Optional.of(path + ": the folder cannot be read: " + failure.getMessage());
        }
    }
}
