package vigilar.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// The right to be a role on a data folder: held by one process at a time, gone with the process.
///
/// The system drops a process's lock on a file when that process closes any channel on it. So
/// everything here goes through one register per process, and a file that is ours is not opened
/// again.
public final class RoleLock implements AutoCloseable {
    /// A process that only looks holds a shared lock for an instant: 20 tries, 10 ms apart, tell it
    /// from one that stays.
    private static final int TRIES = 20;

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    /// A process id has at most 19 digits.
    private static final int MOST_PID_BYTES = 20;

    private static final Map<Path, RoleLock> OURS = new HashMap<>();

    private final Path path;
    private final FileChannel channel;

    private RoleLock(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /// Takes the role; empty when somebody has it already (see [#holder]).
    ///
    /// @throws StorageException when the folder cannot be written
    public static Optional<RoleLock> take(Path dataFolder, String role) {
        synchronized (OURS) {
            try {
                SqliteFile.createFolder(dataFolder); // often the first to come by
                SqliteFile.createFolder(dataFolder.resolve("locks"));
                var path = path(dataFolder, role);
                return OURS.containsKey(path) ? Optional.empty() : lock(path);
            } catch (IOException failure) {
                throw unusable(dataFolder, role, failure);
            }
        }
    }

    private static Optional<RoleLock> lock(Path path) throws IOException {
        var channel =
                FileChannel.open(
                        path,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        for (int attempt = 0; attempt < TRIES; attempt++) {
            if (channel.tryLock() != null) {
                channel.truncate(0);
                var pid = Long.toString(ProcessHandle.current().pid());
                channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
                var lock = new RoleLock(path, channel);
                OURS.put(path, lock);
                return Optional.of(lock);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        channel.close();
        return Optional.empty();
    }

    /// True if some process, this one included, has the role.
    public static boolean held(Path dataFolder, String role) {
        return holder(dataFolder, role).isPresent();
    }

    /// The id of the process that has the role; empty when none has it, 0 in the instant before it
    /// is written down.
    ///
    /// @throws StorageException when the lock file cannot be read
    public static OptionalLong holder(Path dataFolder, String role) {
        synchronized (OURS) {
            try {
                if (!Files.exists(dataFolder.resolve("locks").resolve(role + ".lock"))) {
                    return OptionalLong.empty();
                }
                var path = path(dataFolder, role);
                return OURS.containsKey(path)
                        ? OptionalLong.of(ProcessHandle.current().pid())
                        : look(path);
            } catch (IOException failure) {
                throw unusable(dataFolder, role, failure);
            }
        }
    }

    private static OptionalLong look(Path path) throws IOException {
        try (var channel = FileChannel.open(path, StandardOpenOption.READ);
                // shared: two who look do not see each other
                var free = channel.tryLock(0, Long.MAX_VALUE, true)) {
            if (free != null) {
                return OptionalLong.empty();
            }
            var bytes = ByteBuffer.allocate(MOST_PID_BYTES);
            channel.read(bytes, 0);
            var digits =
                    new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII)
                            .strip();
            return OptionalLong.of(digits.matches("[0-9]{1,18}") ? Long.parseLong(digits) : 0);
        }
    }

    private static Path path(Path dataFolder, String role) throws IOException {
        return dataFolder.toRealPath().resolve("locks").resolve(role + ".lock");
    }

    private static StorageException unusable(Path folder, String role, IOException failure) {
        return new StorageException(
                "cannot use the lock of role %s in %s; see that we may write there"
                        .formatted(role, folder),
                failure);
    }

    /// Gives the role up. The file stays: deleting it could take it from under the next holder.
    @Override
    public void close() {
        synchronized (OURS) {
            if (OURS.remove(path, this)) {
                try {
                    channel.close();
                } catch (IOException failure) {
                    throw new StorageException("cannot release " + path, failure);
                }
            }
        }
    }
}
