package vigilar.storage;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Puts the newest good backup in the place of a damaged file. The damaged one is moved aside with
/// its log and never deleted. Only for damage: a full disk, a lock or a missing permission are left
/// to people.
///
/// A file named `suspect` in the data folder says that damage was met, and once it is certain, into
/// which folder the file is being moved: whatever a crash leaves half done, the next start ends.
public final class Rescue {
    private static final Logger LOG = LoggerFactory.getLogger(Rescue.class);
    private static final List<String> FILES = List.of("-wal", "-shm", "");
    private static final Comparator<Path> NEWEST_LAST =
            Comparator.comparing(Rescue::madeAt).thenComparing(Rescue::modified);

    private final SqliteFile file;
    private final Path dataFolder;
    private final Backups backups;
    private final InstantSource clock;

    public Rescue(Path dataFolder, InstantSource clock) {
        this.dataFolder = dataFolder.toAbsolutePath();
        this.clock = clock;
        file = new SqliteFile(dataFolder);
        backups = new Backups(dataFolder, clock);
    }

    private Path suspect() {
        return dataFolder.resolve("suspect");
    }

    /// The house met damage: the next start looks at the whole file.
    public void suspectDamage() {
        try {
            if (Files.notExists(suspect())) {
                Files.createFile(suspect());
            }
        } catch (IOException failure) {
            LOG.error("cannot note that the store may be damaged: {}", failure.getMessage());
        }
    }

    /// Looks at the file before it is opened, and mends what must be.
    ///
    /// @throws StorageException when the file is damaged and could not be moved or replaced
    public void beforeOpening() {
        if (!Files.isDirectory(dataFolder)) {
            return;
        }
        file.alone(() -> NativeCode.load(dataFolder));
        if (Files.exists(suspect()) || isHopeless()) {
            file.alone(this::mend);
        }
    }

    /// Cannot even be opened, or is empty where once a house was backed up.
    private boolean isHopeless() {
        try {
            if (Files.notExists(file.path())) {
                return false;
            }
            if (Files.size(file.path()) == 0) {
                return !copies().isEmpty();
            }
            file.stepsDone();
            return false;
        } catch (StorageException trouble) {
            return trouble.isDamage();
        } catch (IOException unreadable) {
            return false; // opening it says why
        }
    }

    private void mend() throws IOException {
        var begun = Files.exists(suspect()) ? Files.readString(suspect()) : "";
        if (begun.isEmpty()) {
            if (!isHopeless() && isSound()) {
                Files.deleteIfExists(suspect());
                return;
            }
            begun = "damaged-" + Backups.MOMENT.format(clock.instant());
            Files.writeString(suspect(), begun);
        }
        var aside = dataFolder.resolve(Path.of(begun).getFileName());
        LOG.error("{} is damaged: it is moved to {}", file.path(), aside);
        var staging = Files.createTempDirectory(dataFolder, ".rescue");
        try {
            var backup = newestGood(staging);
            note(staging, aside, backup);
            SqliteFile.createFolder(aside);
            for (var end : FILES) { // the log first: it must never meet another file
                var each = file.path().resolveSibling(file.path().getFileName() + end);
                if (Files.exists(each)) {
                    Files.move(each, aside.resolve(each.getFileName()));
                }
            }
            Files.move(new SqliteFile(staging).path(), file.path(), StandardCopyOption.ATOMIC_MOVE);
            Files.delete(suspect());
            LOG.error(
                    "{} takes its place",
                    backup.map(it -> it.getFileName().toString()).orElse("no backup: a new store"));
        } finally {
            Backups.delete(staging);
        }
    }

    private boolean isSound() {
        try {
            Backups.check(file);
            return true;
        } catch (StorageException trouble) {
            if (trouble.getCause() != null && !trouble.isDamage()) {
                throw trouble; // locked or forbidden: nobody knows, so nothing is moved
            }
            return false;
        }
    }

    /// Fills the folder with the newest backup that is whole; with a new store if there is none.
    private Optional<Path> newestGood(Path staging) throws IOException {
        for (var copy : copies()) {
            try {
                Archive.unpack(copy, staging);
                Backups.beginNewLife(new SqliteFile(staging));
                return Optional.of(copy);
            } catch (IOException | StorageException unusable) {
                LOG.warn("the backup {} is of no use: {}", copy, unusable.getMessage());
                empty(staging);
            }
        }
        new SqliteFile(staging).prepare();
        return Optional.empty();
    }

    private static void empty(Path staging) throws IOException {
        try (var left = Files.newDirectoryStream(staging)) {
            for (var each : left) {
                Backups.delete(each);
            }
        }
    }

    /// Newest first; of two that were begun within one second, the one that ended later.
    private List<Path> copies() throws IOException {
        if (!Files.isDirectory(backups.folder())) {
            return List.of();
        }
        try (var all = Files.list(backups.folder())) {
            return all.filter(it -> it.getFileName().toString().endsWith(".zip"))
                    .sorted(NEWEST_LAST.reversed())
                    .toList();
        }
    }

    /// By its name, which a copy of the copy keeps; else by its time.
    private static Instant madeAt(Path copy) {
        var name = copy.getFileName().toString().replaceFirst("^[a-z]+-(.*)\\.zip$", "$1");
        try {
            return Backups.MOMENT.parse(name, Instant::from);
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

    /// Within the new store, so that the timeline is told even if we are killed now.
    private void note(Path staging, Path aside, Optional<Path> backup) {
        var made = new SqliteFile(staging);
        try (var connection = made.open();
                var row =
                        connection.prepareStatement(
                                "INSERT INTO rescue (at_ms, from_ms, aside, backup)"
                                        + " VALUES (?, ?, ?, ?)")) {
            row.setLong(1, clock.instant().toEpochMilli());
            row.setLong(2, backup.map(Rescue::madeAt).orElse(Instant.EPOCH).toEpochMilli());
            row.setString(3, aside.getFileName().toString());
            row.setString(4, backup.map(it -> it.getFileName().toString()).orElse(""));
            row.execute();
            try (var settle = connection.createStatement()) {
                settle.executeQuery("PRAGMA wal_checkpoint(TRUNCATE)").close();
            }
        } catch (SQLException failure) {
            throw Trouble.with(made.path(), failure);
        }
    }
}
