package vigilar.storage;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationState;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteOpenMode;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/// The file itself: makes it, brings its tables up to date, opens connections to it.
record SqliteFile(Path folder) {
    /// How long a connection waits for a writer in another process. 5 s: its commits take
    /// milliseconds, and a stop within 10 s must still be possible behind it.
    static final Duration BUSY_PATIENCE = Duration.ofSeconds(5);

    /// 16 MB of pages before a checkpoint: at full speed one every second instead of ten.
    private static final int PAGES_PER_CHECKPOINT = 4_000;

    /// 64 MiB: a burst may make the write-ahead file longer; afterwards it is cut to this.
    private static final int MOST_WAL_BYTES = 64 << 20;

    /// All steps of `vigilar/storage/sqlite`, in order. They are never changed once released.
    static final List<String> STEPS =
            List.of(
                    "V1__journal.sql",
                    "V2__intake.sql",
                    "V3__life.sql",
                    "V4__quarter.sql",
                    "V5__access.sql",
                    "V6__push.sql",
                    "V7__unsettled.sql",
                    "V8__pictures.sql",
                    "V9__device_login.sql",
                    "V11__push_person.sql",
                    "V12__seen.sql",
                    "V13__device_denial.sql",
                    "V14__heard.sql",
                    "V15__keeping.sql",
                    "V16__bus_session_broker.sql",
                    "V17__broker_damage.sql",
                    "V18__words.sql",
                    "V19__compared_since.sql",
                    "V20__panel.sql",
                    "V21__pins.sql",
                    "V23__keypads.sql",
                    "V24__rules.sql",
                    "V25__check_finding.sql",
                    "V26__unsettled_part.sql",
                    "V27__push_pause.sql",
                    "V28__untold.sql",
                    "V29__whisper.sql",
                    "V30__clips.sql",
                    "V31__worth_keeping.sql");

    private static final String HISTORY_TABLE =
            "SELECT 1 FROM sqlite_schema WHERE name = 'flyway_schema_history'";

    private static final String HISTORY =
            """
            SELECT CASE success WHEN 1 THEN script ELSE 'failed: ' || script END
            FROM flyway_schema_history ORDER BY installed_rank\
            """;

    /// File locks hold between processes only; this one holds between threads of this process.
    private static final ReentrantLock MIGRATING = new ReentrantLock();

    Path path() {
        return folder.resolve("vigilar.db");
    }

    /// True if there is nothing in it, or no file. SQLite takes an empty one for new, and throws
    /// the log beside it away.
    boolean isLost() throws IOException {
        return Files.notExists(path()) || Files.size(path()) == 0;
    }

    /// Makes the folder and the file where they are missing and brings the tables up to date. Any
    /// number of processes may do this at the same moment.
    void prepare() {
        alone(
                () -> {
                    NativeCode.load(folder);
                    if (isLost()) {
                        FormerHouse.refuseAnother(this);
                    }
                    createFile();
                    migrate();
                });
    }

    /// What nobody else may do on this folder meanwhile.
    interface Work {
        void run() throws IOException;
    }

    /// Does the work while no other process and no other thread prepares or mends the file.
    void alone(Work work) {
        MIGRATING.lock();
        try {
            var locks = folder.resolve("locks");
            createFolder(folder);
            createFolder(locks);
            try (var channel =
                            FileChannel.open(
                                    locks.resolve("migrate.lock"),
                                    StandardOpenOption.CREATE,
                                    StandardOpenOption.WRITE);
                    var _ = channel.lock()) {
                work.run();
            }
        } catch (IOException unusable) {
            throw new StorageException(
                    "cannot use the data folder %s; see that it is a folder we may write to"
                            .formatted(folder),
                    unusable);
        } finally {
            MIGRATING.unlock();
        }
    }

    /// Makes the folder when it is missing, for its owner only.
    static void createFolder(Path wanted) throws IOException {
        if (!Files.isDirectory(wanted)) {
            Files.createDirectories(wanted, ownerOnly(wanted, "rwx------"));
        }
    }

    void createFile() throws IOException {
        try {
            Files.createFile(path(), ownerOnly(path(), "rw-------"));
        } catch (FileAlreadyExistsException usual) {
            // never opened by anyone but SQLite: closing such a channel would drop SQLite's locks
            return;
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path wanted, String permissions) {
        var posix = wanted.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    private void migrate() {
        var done = stepsDone();
        if (done.equals(STEPS)) {
            return; // Flyway costs a quarter of a second just to be loaded
        }
        try {
            var flyway =
                    Flyway.configure(SqliteFile.class.getClassLoader())
                            .dataSource("jdbc:sqlite:" + path(), null, null)
                            .locations("classpath:vigilar/storage/sqlite")
                            .loggers("slf4j")
                            .load();
            if (!done.isEmpty()) {
                refuseNewer(flyway);
            }
            flyway.migrate();
        } catch (FlywayException failure) {
            throw new StorageException(
                    "cannot bring the tables of %s up to date; restore a backup or ask for help"
                            .formatted(path()),
                    failure);
        }
    }

    private void refuseNewer(Flyway flyway) {
        var newer =
                Arrays.stream(flyway.info().applied())
                        .filter(done -> done.getState() == MigrationState.FUTURE_SUCCESS)
                        .findFirst();
        if (newer.isPresent()) {
            throw new StorageException(
                    ("%s was written by a newer version of Vigilar (its tables have step %s,"
                         + " unknown here); start that version, or restore an older backup")
                            .formatted(path(), newer.get().getVersion()));
        }
    }

    /// The scripts that made the tables as they are; a failed one is marked. Also the first look at
    /// the file: damage is told here, in our words.
    List<String> stepsDone() {
        var done = new ArrayList<String>();
        try (var connection = open();
                var statement = connection.createStatement()) {
            try (var table = statement.executeQuery(HISTORY_TABLE)) {
                if (!table.next()) {
                    return done;
                }
            }
            try (var rows = statement.executeQuery(HISTORY)) {
                while (rows.next()) {
                    done.add(rows.getString(1));
                }
            }
            return done;
        } catch (SQLException failure) {
            throw Trouble.with(path(), failure);
        }
    }

    /// A connection that may write, durable at each commit.
    ///
    /// @throws StorageException when somebody has put another file in its place
    Connection open() throws SQLException {
        Suspicion.refuseAnother(this);
        var config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.resetOpenMode(SQLiteOpenMode.CREATE); // a file that is gone must not come back empty
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.enforceForeignKeys(true);
        config.setBusyTimeout(Math.toIntExact(BUSY_PATIENCE.toMillis()));
        config.setJournalSizeLimit(MOST_WAL_BYTES);
        config.setGetGeneratedKeys(false); // a query after each insert, for nobody
        var connection = config.createConnection("jdbc:sqlite:" + path());
        try (var settings = connection.createStatement()) {
            settings.execute("PRAGMA wal_autocheckpoint = " + PAGES_PER_CHECKPOINT);
            settings.executeQuery("SELECT count(*) FROM sqlite_schema").close();
            return connection;
        } catch (SQLException failure) {
            connection.close();
            throw failure;
        }
    }

    /// A connection that can only read.
    Connection openToRead() throws SQLException {
        var connection = open();
        try (var settings = connection.createStatement()) {
            settings.execute("PRAGMA query_only = ON");
            return connection;
        } catch (SQLException failure) {
            connection.close();
            throw failure;
        }
    }

    /// A connection that changes nothing about the file, also not when it closes: for one that is
    /// damaged.
    Connection openAsItIs() throws SQLException {
        var config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setBusyTimeout(Math.toIntExact(BUSY_PATIENCE.toMillis()));
        return config.createConnection("jdbc:sqlite:" + path());
    }

    /// The first column of what the query finds.
    static List<String> texts(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var texts = new ArrayList<String>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        }
    }
}
