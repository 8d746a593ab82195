package vigilar.storage;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// Puts the newest good backup in the place of a damaged file. The damaged one is moved aside with
/// its log and never deleted. Only for damage: a full disk, a lock or a missing permission are left
/// to people.
///
/// A file named `suspect` in the data folder says that damage was met, and once it is certain, into
/// which folder the file is being moved: whatever a crash leaves half done, the next start ends.
public final class Rescue {
    private static final Logger LOG = LoggerFactory.getLogger(Rescue.class);
    private static final List<String> FILES = List.of("-wal", "-shm", "");

    /// What we have written into `suspect`; anything else there only says that damage was met.
    private static final Pattern ASIDE = Pattern.compile("damaged-[0-9-]+");

    /// What SQLite says of an index that does not fit its table.
    private static final Predicate<String> ABOUT_AN_INDEX =
            Pattern.compile(
                            "row [0-9]+ missing from index .*|wrong # of entries in index .*"
                                    + "|row [0-9]+ values differ from index .*")
                    .asMatchPredicate();

    private static final List<String> SOUND = List.of("ok");

    private static final String STAGING = ".rescue";
    private static final String LOG_OF_CHANGES = Archive.STORE + "-wal";

    private final SqliteFile file;
    private final Path dataFolder;
    private final Backups backups;
    private final InstantSource clock;
    private final Salvager salvager;

    /// One that carries nothing over from a damaged file.
    public Rescue(Path dataFolder, InstantSource clock) {
        this(dataFolder, clock, List.of());
    }

    /// @param wanted what is carried over, if it can be read
    public Rescue(Path dataFolder, InstantSource clock, List<Salvage> wanted) {
        salvager = new Salvager(wanted);
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
            OnDisk.touch(suspect());
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
                return !backups.copies().isEmpty();
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
        removeStray();
        var begun = Files.exists(suspect()) ? Files.readString(suspect()) : "";
        if (!ASIDE.matcher(begun).matches()) {
            if (!isHopeless() && (isSound() || isMended())) {
                Files.deleteIfExists(suspect());
                return;
            }
            var wanted = "damaged-" + Backups.MOMENT.format(clock.instant());
            // another name than that of an earlier one: a clock may begin anew at each start
            begun = OnDisk.unused(dataFolder.resolve(wanted)).getFileName().toString();
            OnDisk.write(suspect(), begun);
        }
        finish(dataFolder.resolve(begun));
        Files.delete(suspect());
    }

    /// Whatever of it a kill has left undone. The damaged file is aside before another lies in its
    /// place, so where both are there, all is done.
    private void finish(Path aside) throws IOException {
        if (Files.exists(aside.resolve(Archive.STORE)) && Files.exists(file.path())) {
            LOG.warn("the rescue that was cut off had put the new store in its place");
            return;
        }
        LOG.error("{} is damaged: it is moved to {}", file.path(), aside);
        var staging = Files.createTempDirectory(dataFolder, STAGING);
        try {
            var backup = newestGood(staging);
            note(staging, aside, backup, saved(staging, aside, backup));
            putAside(aside);
            OnDisk.move(new SqliteFile(staging).path(), file.path());
            LOG.error(
                    "{} takes its place",
                    backup.map(it -> it.getFileName().toString()).orElse("no backup: a new store"));
        } finally {
            Backups.delete(staging);
        }
    }

    /// What a backup of last night would get wrong.
    ///
    /// @return what could not be saved
    private List<String> saved(Path staging, Path aside, Optional<Path> backup) {
        var made = new SqliteFile(staging);
        boolean whole = Files.exists(file.path()) && Files.notExists(aside.resolve(LOG_OF_CHANGES));
        // what a kill has parted: the file without its log says what was long ago
        var damaged = whole ? file : new SqliteFile(aside);
        try {
            return salvager.carry(damaged, made, madeAt(backup));
        } catch (SQLException failure) {
            throw Trouble.with(made.path(), failure);
        }
    }

    private static Instant madeAt(Optional<Path> backup) {
        return backup.map(Backups::madeAt).orElse(Instant.EPOCH);
    }

    /// The log first: it must never meet another file. One that came about since the first was
    /// moved (somebody looked into the file) is kept beside it.
    private void putAside(Path aside) throws IOException {
        SqliteFile.createFolder(aside);
        for (var end : FILES) {
            var each = file.path().resolveSibling(file.path().getFileName() + end);
            if (Files.exists(each)) {
                OnDisk.move(each, OnDisk.unused(aside.resolve(each.getFileName())));
            }
        }
    }

    /// What a kill has left: half a copy of the house, with its keys.
    private void removeStray() throws IOException {
        try (var left = Files.newDirectoryStream(dataFolder, STAGING + "*")) {
            for (var each : left) {
                Backups.delete(each);
            }
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

    /// Makes the indexes anew if they are all that is wrong: every row can be read then, and last
    /// night's backup would cost a day for nothing. One transaction, looked at before it holds; all
    /// of the store is checked soon, since an index may also be right and a row missing.
    ///
    /// @return false: nothing was changed
    private boolean isMended() {
        try (var connection = file.open()) {
            var wrong = SqliteFile.texts(connection, "PRAGMA integrity_check");
            if (!wrong.stream().allMatch(ABOUT_AN_INDEX)) {
                return false;
            }
            LOG.error("indexes are wrong and are made anew: {}", wrong.getFirst());
            connection.setAutoCommit(false);
            try (var statement = connection.createStatement()) {
                statement.execute("REINDEX");
                statement.execute("UPDATE keeping SET checked_ms = 0");
            }
            noteMended(connection);
            boolean sound = SqliteFile.texts(connection, "PRAGMA integrity_check").equals(SOUND);
            if (sound) {
                connection.commit();
            } else {
                connection.rollback();
            }
            return sound;
        } catch (SQLException failure) {
            if (Trouble.behind(failure).isPresent() && !Trouble.isDamage(failure)) {
                throw Trouble.with(file.path(), failure); // no room, or locked
            }
            LOG.warn("the indexes cannot be made anew: {}", failure.getMessage());
            return false;
        }
    }

    /// An older version's table takes it too.
    private void noteMended(Connection connection) throws SQLException {
        try (var row =
                connection.prepareStatement(
                        "INSERT INTO rescue (at_ms, from_ms, aside, backup) VALUES (?, 0, '',"
                                + " '')")) {
            row.setLong(1, clock.instant().toEpochMilli());
            row.execute();
        }
    }

    /// Fills the folder with the newest backup that is whole; with a new store if there is none.
    private Optional<Path> newestGood(Path staging) throws IOException {
        for (var copy : backups.copies().reversed()) {
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

    /// Within the new store, so that the timeline is told even if we are killed now.
    private void note(Path staging, Path aside, Optional<Path> backup, List<String> stale) {
        var made = new SqliteFile(staging);
        try (var connection = made.open();
                var row =
                        connection.prepareStatement(
                                "INSERT INTO rescue (at_ms, from_ms, aside, backup, stale)"
                                        + " VALUES (?, ?, ?, ?, ?)")) {
            row.setLong(1, clock.instant().toEpochMilli());
            row.setLong(2, madeAt(backup).toEpochMilli());
            row.setString(3, aside.getFileName().toString());
            row.setString(4, backup.map(it -> it.getFileName().toString()).orElse(""));
            row.setString(5, String.join(",", stale));
            row.execute();
            try (var settle = connection.createStatement()) {
                settle.executeQuery("PRAGMA wal_checkpoint(TRUNCATE)").close();
            }
        } catch (SQLException failure) {
            throw Trouble.with(made.path(), failure);
        }
    }
}
