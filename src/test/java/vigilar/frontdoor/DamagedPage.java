package vigilar.frontdoor;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;

/// What a failing disk leaves of one table.
public final class DamagedPage {
    private DamagedPage() {}

    /// Overwrites the first page of the table or index; the next start looks at the whole store.
    public static void of(Path data, String name) throws SQLException, IOException {
        var file = data.resolve("vigilar.db");
        long page;
        long size;
        try (var store = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = store.createStatement()) {
            statement.executeQuery("PRAGMA wal_checkpoint(TRUNCATE)").close();
            try (var rows =
                    statement.executeQuery(
                            "SELECT rootpage, (SELECT page_size FROM pragma_page_size)"
                                    + " FROM sqlite_schema WHERE name = '"
                                    + name
                                    + "'")) {
                rows.next();
                page = rows.getLong(1);
                size = rows.getLong(2);
            }
        }
        try (var raw = new RandomAccessFile(file.toFile(), "rw")) {
            raw.seek((page - 1) * size);
            raw.write("x".repeat((int) size).getBytes(US_ASCII));
        }
        Files.writeString(data.resolve("suspect"), "");
    }
}
