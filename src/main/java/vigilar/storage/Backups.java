package vigilar.storage;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/// Copies of what a house knows, made while it runs; [Restoration] is the way back. Not in a copy:
/// pictures, the embedded broker's queue, earlier copies.
///
/// Each call may throw an [IOException] or a [StorageException] that says what is in the way.
public final class Backups {
    static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    /// 64 MiB beside the copy itself.
    private static final long SPARE_BYTES = 64L << 20;

    /// 1 day: a small computer without a clock of its own goes on, after a power cut, where it last
    /// noted the time. Its newest copies are not of the future.
    private static final Duration BEHIND = Duration.ofDays(1);

    /// Where a copy is made, beside its place; held by the process that makes it.
    private static final String WORK = ".backup";

    private static final String OWNER = "owner";

    /// 1 h from when a place is made, before which nobody says that nobody holds it: it takes a
    /// moment to be held. Also before, since a clock may have been wrong.
    private static final Duration UNHELD = Duration.ofHours(1);

    private static final Logger LOG = LoggerFactory.getLogger(Backups.class);

    private final Path dataFolder;
    private final InstantSource clock;

    public Backups(Path dataFolder, InstantSource clock) {
        this.dataFolder = dataFolder;
        this.clock = clock;
    }

    /// Where they lie when nothing else is said.
    public Path folder() {
        return dataFolder.resolve("backups");
    }

    /// A new name in [#folder]; of that second, in UTC.
    public Path name(String kind) throws IOException {
        SqliteFile.createFolder(folder());
        return folder().resolve(kind + "-" + MOMENT.format(clock.instant()) + ".zip");
    }

    /// All that lie there, oldest first. One that is dated in the future counts as older than all:
    /// it was made while the clock was wrong, and nobody knows how long ago. Of two that were begun
    /// within one second, the one that ended later is the newer.
    public List<Path> copies() throws IOException {
        if (!Files.isDirectory(folder())) {
            return List.of();
        }
        var now = clock.instant();
        try (Stream<Path> all = Files.list(folder())) {
            return all.filter(it -> it.getFileName().toString().endsWith(".zip"))
                    .sorted(
                            Comparator.comparing((Path it) -> !isAhead(it, now))
                                    .thenComparing(Backups::madeAt)
                                    .thenComparing(Backups::modified))
                    .toList();
        }
    }

    /// True if the copy is dated in the future.
    public boolean isAhead(Path copy) {
        return isAhead(copy, clock.instant());
    }

    private static boolean isAhead(Path copy, Instant now) {
        return madeAt(copy).isAfter(now.plus(BEHIND));
    }

    /// When it was begun, by its name, which a copy of the copy keeps; else by the file's time.
    public static Instant madeAt(Path copy) {
        var name = copy.getFileName().toString().replaceFirst("^[a-z]+-(.*)\\.zip$", "$1");
        try {
            return MOMENT.parse(name, Instant::from);
        } catch (DateTimeException _) {
            return modified(copy);
        }
    }

    private static Instant modified(Path copy) {
        try {
            return Files.getLastModifiedTime(copy).toInstant();
        } catch (IOException _) {
            return Instant.EPOCH;
        }
    }

    /// Copies the house into the file, which must not exist. The copy is whole, checked and on the
    /// disk before it has its name, and the name too when this returns.
    public void make(Path file) throws IOException {
        var target = file.toAbsolutePath();
        if (Files.exists(target)) {
            throw new IOException(target + " exists already; choose another name");
        }
        var around = Objects.requireNonNull(target.getParent(), "a folder is no file");
        removeStray(around);
        demandRoom(around);
        var work = Files.createTempDirectory(around, WORK);
        try (var _ = RoleLock.take(work, OWNER).orElseThrow()) {
            var store = work.resolve(Archive.STORE);
            var draft = work.resolve("draft.zip");
            copyStore(work, store);
            Archive.pack(store, dataFolder, draft);
            OnDisk.move(draft, target);
        } finally {
            delete(work);
        }
    }

    /// Files in `tls` and `secret` that no copy holds; they need plainer names.
    public List<String> leavesOut() throws IOException {
        return Archive.leavesOut(dataFolder);
    }

    /// What killed backups have left: full copies of the house, with its keys. One that is being
    /// made is held by whoever makes it.
    private void removeStray(Path around) {
        try (var left = Files.newDirectoryStream(around, WORK + "*")) {
            for (var each : left) {
                var age = Duration.between(modified(each), clock.instant());
                if (Files.isDirectory(each)
                        && age.abs().compareTo(UNHELD) > 0
                        && !RoleLock.held(each, OWNER)) {
                    LOG.info("a backup that was killed has left {}: it is deleted", each);
                    delete(each);
                }
            }
        } catch (IOException | StorageException failure) {
            LOG.warn("what a killed backup has left stays: {}", failure.getMessage());
        }
    }

    private void demandRoom(Path folder) throws IOException {
        long needed = 2 * Files.size(new SqliteFile(dataFolder).path()) + SPARE_BYTES;
        if (Files.getFileStore(folder).getUsableSpace() < needed) {
            throw new IOException(
                    "a backup needs up to %d MiB free in %s".formatted(needed >> 20, folder));
        }
    }

    private void copyStore(Path work, Path copy) {
        var source = new SqliteFile(dataFolder);
        try (var connection = source.open(); // only reads: but query_only forbids VACUUM INTO too
                var statement = connection.prepareStatement("VACUUM INTO ?")) {
            statement.setString(1, copy.toString());
            statement.execute();
        } catch (SQLException failure) {
            throw Trouble.with(source.path(), failure);
        }
        check(new SqliteFile(work));
    }

    /// Whether the copy of a store is sound.
    static void check(SqliteFile file) {
        try (var connection = file.open();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("PRAGMA integrity_check(1)")) {
            if (!rows.next() || !rows.getString(1).equals("ok")) {
                throw new StorageException("the copy is damaged: " + rows.getString(1));
            }
        } catch (SQLException failure) {
            throw Trouble.with(file.path(), failure);
        }
    }

    /// Makes a sound store out of a copy, with another epoch and without sessions.
    static void beginNewLife(SqliteFile file) {
        check(file);
        file.prepare(); // an older backup gets the tables of today; a newer one is refused
        try (Connection connection = file.open();
                var statement = connection.createStatement()) {
            statement.execute("UPDATE head SET epoch = lower(hex(randomblob(8)))");
            statement.execute("DELETE FROM session");
            statement.executeQuery("PRAGMA wal_checkpoint(TRUNCATE)").close();
        } catch (SQLException failure) {
            throw Trouble.with(file.path(), failure);
        }
    }

    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return; // it has its place now
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (var each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
