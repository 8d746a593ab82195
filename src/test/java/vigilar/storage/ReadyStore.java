package vigilar.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Comparator;

/// Empty stores with all their tables, copied from one that was made once: making the tables takes
/// longer than most tests do. Tests about how they are made take the slow way.
public final class ReadyStore {
    private static final class Once {
        static final byte[] FILE = make();
    }

    private ReadyStore() {}

    /// Opens the store of that folder; one that is new is not made but copied.
    public static SqliteDatabase open(Path folder) {
        in(folder);
        return SqliteDatabase.open(new StorageSettings(folder));
    }

    /// Puts an empty store into the folder, which is made when it is missing. Changes nothing where
    /// there is one.
    public static void in(Path folder) {
        var file = new SqliteFile(folder);
        if (Files.exists(file.path())) {
            return;
        }
        try {
            SqliteFile.createFolder(folder);
            file.createFile();
            Files.write(file.path(), Once.FILE);
            becomeAnother(file.path());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// No two stores have the same epoch.
    private static void becomeAnother(Path path) {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + path);
                var statement = connection.createStatement()) {
            statement.execute("UPDATE head SET epoch = lower(hex(randomblob(8)))");
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static byte[] make() {
        try {
            var folder = Files.createTempDirectory("vigilar-ready-store");
            try {
                SqliteDatabase.open(new StorageSettings(folder)).close();
                return Files.readAllBytes(new SqliteFile(folder).path());
            } finally {
                try (var files = Files.walk(folder)) {
                    for (var one : files.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(one);
                    }
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
