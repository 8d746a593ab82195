package vigilar.storage;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    private static final List<String> FILES = List.of("-wal", "-shm", "-journal", "");

    private static final String STRANGE = "another-" + Archive.STORE;

    /// What SQLite says of an index that does not fit its table.
    private static final Predicate<String> ABOUT_AN_INDEX =
            Pattern.compile(
                            "row [0-9]+ missing from index .*|wrong # of entries in index .*"
                                    + "|row [0-9]+ values differ from index .*")
                    .asMatchPredicate();

    private static final List<String> SOUND = List.of("ok");

    /// What else a note may say, beside what could not be saved: the store was gone.
    public static final String GONE = "gone";

    /// Another file lay in its place.
    public static final String ANOTHER = "another";

    /// Before the name of a newer backup that is of no use.
    public static final String UNUSABLE = "unusable ";

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
        return Suspicion.note(dataFolder);
    }

    /// The house met damage: the next start looks at the whole file.
    public void suspectDamage() {
        try {
            OnDisk.touch(suspect());
        } catch (IOException failure) {
            LOG.error("cannot note that the store may be damaged: {}", failure.getMessage());
        }
    }

    /// The house met damage, or another file in the place of its store: the next start sees to it.
    /// Not while another process moves files: what it has put there is no strange file.
    public void suspect(SqliteDatabase database) {
        try {
            file.alone(
                    () -> {
                        var right = database.right();
                        if (right.isPresent() && Suspicion.in(dataFolder).aside().isEmpty()) {
                            Suspicion.another(right.get()).write(dataFolder);
                        } else {
                            suspectDamage();
                        }
                    });
        } catch (StorageException failure) {
            LOG.error("cannot note what is wrong with the store: {}", failure.getMessage());
        }
    }

    /// Looks at the file before it is opened, and mends what must be.
    ///
    /// @throws StorageException when the file is damaged and could not be moved or replaced, or is
    ///   gone and there is no good backup
    public void beforeOpening() {
        if (!Files.isDirectory(dataFolder)) {
            return;
        }
        file.alone(() -> NativeCode.load(dataFolder));
        if (Files.exists(suspect()) || isHopeless()) {
            file.alone(this::mend);
        }
    }

    /// Cannot even be opened, or is gone or empty where once a house was backed up.
    private boolean isHopeless() {
        try {
            if (file.isLost()) {
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
        var suspicion = Suspicion.in(dataFolder);
        if (isWell(suspicion)) {
            Files.deleteIfExists(suspect());
            return;
        }
        replace(suspicion);
        Files.delete(suspect());
    }

    private boolean isWell(Suspicion suspicion) throws IOException {
        if (suspicion.aside().isPresent()) {
            return isDone(dataFolder.resolve(suspicion.aside().get()));
        }
        return !suspicion.isAbout(file)
                && !file.isLost()
                && !isHopeless()
                && (isSound() || isMended());
    }

    /// What was there is aside before the new store lies in its place: where both are there, only
    /// the note is left to delete. Of one that was gone nothing is aside, but the new one says so.
    private boolean isDone(Path aside) {
        boolean done =
                Files.exists(file.path())
                        && (Files.exists(aside.resolve(Archive.STORE))
                                || (Files.exists(aside) && isNoted(aside)));
        if (done) {
            LOG.warn("the rescue that was cut off had put the new store in its place");
        }
        return done;
    }

    private boolean isNoted(Path aside) {
        if (Files.exists(dataFolder.resolve(LOG_OF_CHANGES))) {
            return false; // a new one has none, and looking would change what belongs to this one
        }
        try (var connection = file.openAsItIs()) {
            return SqliteFile.texts(connection, "SELECT aside FROM rescue")
                    .contains(aside.getFileName().toString());
        } catch (SQLException _) {
            return false;
        }
    }

    /// Whatever of it a kill has left undone.
    private void replace(Suspicion suspicion) throws IOException {
        boolean strange =
                suspicion.aside().isPresent()
                        ? suspicion.right().isPresent()
                        : suspicion.isAbout(file);
        var staging = Files.createTempDirectory(dataFolder, STAGING);
        try {
            var copy = GoodCopy.newest(backups, staging);
            boolean gone = isGone(suspicion);
            if (copy.used().isEmpty()) {
                refuseToHide(strange, gone, copy.unusable());
                new SqliteFile(staging).prepare();
            }
            var moving = suspicion;
            if (suspicion.aside().isEmpty()) {
                var wanted = "damaged-" + Backups.MOMENT.format(clock.instant());
                // another name than that of an earlier one: a clock may begin anew at each start
                moving = suspicion.movingTo(OnDisk.unused(dataFolder.resolve(wanted)), strange);
                moving.write(dataFolder);
            }
            var aside = dataFolder.resolve(moving.aside().orElseThrow());
            LOG.error("{} is damaged, gone or another: it is moved to {}", file.path(), aside);
            var news = new ArrayList<>(saved(staging, aside, copy, strange));
            if (strange || gone) {
                news.add(strange ? ANOTHER : GONE);
            }
            copy.unusable().keySet().forEach(it -> news.add(UNUSABLE + plain(it)));
            note(staging, aside, copy, news);
            putAside(aside, strange);
            if (gone) {
                bringKeys(staging);
            }
            OnDisk.move(new SqliteFile(staging).path(), file.path());
            LOG.error(
                    "{} takes its place",
                    copy.used().isEmpty() ? "no backup: a new store" : copy.name());
        } finally {
            Backups.delete(staging);
        }
    }

    /// Where nothing is there that could be set aside as damaged, a new store would only hide that.
    private void refuseToHide(boolean strange, boolean gone, Map<String, String> unusable)
            throws IOException {
        if (strange) {
            throw Suspicion.another(file, unusable);
        }
        if (gone) {
            throw FormerHouse.gone(file, unusable);
        }
    }

    /// Where more is gone than the store, what browsers and phones know the house by.
    private void bringKeys(Path staging) throws IOException {
        if (Archive.FOLDERS.stream().anyMatch(it -> Files.exists(dataFolder.resolve(it)))) {
            return;
        }
        for (var name : Archive.FOLDERS) {
            if (Files.exists(staging.resolve(name))) {
                OnDisk.move(staging.resolve(name), dataFolder.resolve(name));
            }
        }
    }

    /// Neither in its place nor moved aside by us.
    private boolean isGone(Suspicion suspicion) throws IOException {
        var aside = suspicion.aside().map(dataFolder::resolve);
        return file.isLost()
                && aside.filter(it -> Files.exists(it.resolve(Archive.STORE))).isEmpty();
    }

    /// What a backup of last night would get wrong.
    ///
    /// @return what could not be saved
    private List<String> saved(Path staging, Path aside, GoodCopy copy, boolean strange) {
        var made = new SqliteFile(staging);
        boolean whole =
                !strange
                        && Files.exists(file.path())
                        && Files.notExists(aside.resolve(LOG_OF_CHANGES));
        // what a kill has parted: the file without its log says what was long ago
        var damaged = whole ? file : new SqliteFile(aside);
        try {
            return salvager.carry(damaged, made, copy.madeAt());
        } catch (SQLException failure) {
            throw Trouble.with(made.path(), failure);
        }
    }

    /// The log first: it must never meet another file. One that came about since the first was
    /// moved (somebody looked into the file) is kept beside it. A strange file gets another name,
    /// so that nobody opens it together with the log.
    private void putAside(Path aside, boolean strange) throws IOException {
        SqliteFile.createFolder(aside);
        for (var end : FILES) {
            var name = Archive.STORE + end;
            var each = dataFolder.resolve(name);
            if (Files.exists(each)) {
                var kept = strange && end.isEmpty() ? STRANGE : name;
                OnDisk.move(each, OnDisk.unused(aside.resolve(kept)));
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

    private static String plain(String name) {
        return name.replaceAll("[^A-Za-z0-9._-]", "?");
    }

    /// Within the new store, so that the timeline is told even if we are killed now.
    private void note(Path staging, Path aside, GoodCopy copy, List<String> news) {
        var made = new SqliteFile(staging);
        try (var connection = made.open();
                var row =
                        connection.prepareStatement(
                                "INSERT INTO rescue (at_ms, from_ms, aside, backup, stale)"
                                        + " VALUES (?, ?, ?, ?, ?)")) {
            row.setLong(1, clock.instant().toEpochMilli());
            row.setLong(2, copy.madeAt().toEpochMilli());
            row.setString(3, aside.getFileName().toString());
            row.setString(4, copy.name());
            row.setString(5, String.join(",", news));
            row.execute();
            try (var settle = connection.createStatement()) {
                settle.executeQuery("PRAGMA wal_checkpoint(TRUNCATE)").close();
            }
        } catch (SQLException failure) {
            throw Trouble.with(made.path(), failure);
        }
    }
}
