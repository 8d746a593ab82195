package vigilar.access;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

import java.util.List;
import java.util.Optional;

/// Devices' logins as rows.
final class DeviceStore {
    private static final String ROWS =
            "SELECT id, edition, name, kind, topics, disabled, hash FROM device_login";

    private static final RowMapper<Stored> STORED =
            (row, _) ->
                    new Stored(
                            new DeviceLogin(
                                    row.getLong("id"),
                                    row.getLong("edition"),
                                    row.getString("name"),
                                    DeviceKind.valueOf(row.getString("kind")),
                                    row.getString("topics").lines().toList(),
                                    row.getInt("disabled") != 0),
                            row.getBytes("hash"));

    private DeviceStore() {}

    /// @param hash what the password is checked against
    @SuppressWarnings("ArrayRecordComponent") // never compared as a whole
    record Stored(DeviceLogin login, byte[] hash) {}

    static List<DeviceLogin> all(Handle rows) {
        return rows.createQuery(ROWS + " ORDER BY name").map(STORED).stream()
                .map(Stored::login)
                .toList();
    }

    static Optional<Stored> find(Handle rows, String name) {
        return rows.createQuery(ROWS + " WHERE name = :name")
                .bind("name", name)
                .map(STORED)
                .findOne();
    }

    static void add(Handle rows, String name, DeviceKind kind, List<String> topics, byte[] hash) {
        rows.execute(
                "INSERT INTO device_login (name, kind, topics, hash) VALUES (?, ?, ?, ?)",
                name,
                kind.name(),
                String.join("\n", topics),
                hash);
    }

    static int setPassword(Handle rows, String name, byte[] hash) {
        return rows.execute(
                "UPDATE device_login SET hash = ?, edition = edition + 1 WHERE name = ?",
                hash,
                name);
    }

    static int setDisabled(Handle rows, String name, boolean disabled) {
        return rows.execute(
                "UPDATE device_login SET disabled = ?, edition = edition + 1 WHERE name = ?",
                disabled ? 1 : 0,
                name);
    }

    static int remove(Handle rows, String name) {
        return rows.execute("DELETE FROM device_login WHERE name = ?", name);
    }
}
