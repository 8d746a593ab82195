package vigilar.storage;

import org.sqlite.SQLiteJDBCLoader;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Where the machine code of SQLite lies, which the driver unpacks at each start. It would use the
/// system's temporary folder, where each killed process leaves a megabyte for good, and which some
/// machines let nothing run from.
final class NativeCode {
    /// The driver's own name for the folder; who sets it knows better.
    private static final String FOLDER = "org.sqlite.tmpdir";

    private NativeCode() {}

    /// Unpacks it into the data folder, loads it, and deletes what killed processes left there. To
    /// be called before the first connection, and alone: else another process may be just between
    /// unpacking and loading. What others have loaded they keep, although its name is gone.
    static void load(Path dataFolder) throws IOException {
        if (System.getProperty(FOLDER) != null) {
            return;
        }
        var folder = dataFolder.resolve("native");
        SqliteFile.createFolder(folder);
        try (var left = Files.newDirectoryStream(folder, "sqlite-*")) {
            for (var file : left) {
                Files.deleteIfExists(file);
            }
        }
        System.setProperty(FOLDER, folder.toAbsolutePath().toString());
        try {
            SQLiteJDBCLoader.initialize();
        } catch (Exception failure) { // what initialize declares
            throw new IOException("cannot load the machine code of SQLite", failure);
        }
    }
}
