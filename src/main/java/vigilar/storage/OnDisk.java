package vigilar.storage;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/// Changes of files that no loss of power undoes: once a call has returned, the disk has it.
final class OnDisk {
    private static final Logger LOG = LoggerFactory.getLogger(OnDisk.class);

    private OnDisk() {}

    /// The file holds the text: all of it, or what it held before.
    static void write(Path file, String text) throws IOException {
        var draft = file.resolveSibling(file.getFileName() + "-draft");
        Files.writeString(draft, text);
        sync(draft);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        syncFolder(around(file));
    }

    /// The file is there; what it holds stays.
    static void touch(Path file) throws IOException {
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE).close();
        sync(file);
        syncFolder(around(file));
    }

    /// The file or folder has another name, on the same disk. What has that name already stays.
    static void move(Path from, Path to) throws IOException {
        if (Files.exists(to)) {
            throw new FileAlreadyExistsException(to.toString());
        }
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        syncFolder(around(to)); // before the other: better twice than nowhere
        syncFolder(around(from));
    }

    /// What stands in it is on the disk: keys that a power cut empties would be worse than none.
    static void sync(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    /// The names in it are on the disk. Some file systems (shared folders, mostly) cannot promise
    /// that and refuse; SQLite goes on as well, since the alternative would be no copy at all.
    static void syncFolder(Path folder) {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException refused) {
            LOG.warn("the disk does not say that {} is written: {}", folder, refused.getMessage());
        }
    }

    /// The name, or with a number behind it, so that nothing has it yet.
    static Path unused(Path wanted) {
        var name = wanted;
        for (int number = 2; Files.exists(name); number++) {
            name = wanted.resolveSibling(wanted.getFileName() + "-" + number);
        }
        return name;
    }

    private static Path around(Path file) {
        return Objects.requireNonNull(file.toAbsolutePath().getParent(), "the root has no name");
    }
}
