package vigilar.access;

import org.jdbi.v3.core.Handle;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// People, the setup code and the addresses they are known at, as rows.
final class PersonStore {
    private static final String PEOPLE = "SELECT id, name, role, disabled FROM person";

    private PersonStore() {}

    /// Somebody and what their password is checked against.
    record Stored(Person person, String password) {}

    static List<Person> all(Handle rows) {
        return rows.createQuery(PEOPLE + " ORDER BY name")
                .map(
                        (row, _) ->
                                person(
                                        row.getLong(1),
                                        row.getString(2),
                                        row.getString(3),
                                        row.getInt(4)))
                .list();
    }

    static Optional<Stored> find(Handle rows, PersonName name) {
        return rows.createQuery(
                        "SELECT id, name, role, disabled, password FROM person WHERE name = :name")
                .bind("name", name.value())
                .map(
                        (row, _) ->
                                new Stored(
                                        person(
                                                row.getLong(1),
                                                row.getString(2),
                                                row.getString(3),
                                                row.getInt(4)),
                                        row.getString(5)))
                .findOne();
    }

    static Person person(long id, String name, String standing, int disabled) {
        return new Person(id, new PersonName(name), Standing.valueOf(standing), disabled != 0);
    }

    static boolean ownerExists(Handle rows) {
        return owners(rows) > 0;
    }

    /// Owners who can come in.
    static int owners(Handle rows) {
        return rows.createQuery("SELECT count(*) FROM person WHERE role = 'OWNER' AND disabled = 0")
                .mapTo(Integer.class)
                .one();
    }

    static void add(Handle rows, PersonName name, Standing standing, String password) {
        rows.execute(
                "INSERT INTO person (name, role, password) VALUES (?, ?, ?)",
                name.value(),
                standing.name(),
                password);
    }

    static void setPassword(Handle rows, long person, String password) {
        rows.execute("UPDATE person SET password = ? WHERE id = ?", password, person);
    }

    static void set(Handle rows, long person, Standing standing, boolean disabled) {
        rows.execute(
                "UPDATE person SET role = ?, disabled = ? WHERE id = ?",
                standing.name(),
                disabled ? 1 : 0,
                person);
    }

    static Optional<byte[]> setupCode(Handle rows) {
        return rows.createQuery("SELECT hash FROM setup_code").mapTo(byte[].class).findOne();
    }

    static void setSetupCode(Handle rows, Secret code) {
        rows.execute("INSERT OR REPLACE INTO setup_code VALUES (1, ?)", (Object) code.hash());
    }

    static void useSetupCode(Handle rows) {
        rows.execute("DELETE FROM setup_code");
    }

    static boolean isKnownAt(Handle rows, PersonName name, CallerAddress address, Instant now) {
        return rows.createQuery(
                        "SELECT count(*) FROM known_address JOIN person ON person.id = person"
                                + " WHERE name = :name AND address = :address AND seen_ms > :since")
                .bind("name", name.value())
                .bind("address", address.text())
                .bind("since", now.minus(Terms.ADDRESS_KNOWN).toEpochMilli())
                .mapTo(Boolean.class)
                .one();
    }

    static void knownAt(Handle rows, long person, CallerAddress address, Instant now) {
        rows.execute(
                "INSERT OR REPLACE INTO known_address (person, address, seen_ms) VALUES (?, ?, ?)",
                person,
                address.text(),
                now.toEpochMilli());
        rows.execute(
                "DELETE FROM known_address WHERE person = ? AND address NOT IN (SELECT address"
                        + " FROM known_address WHERE person = ? ORDER BY seen_ms DESC LIMIT ?)",
                person,
                person,
                Terms.MOST_ADDRESSES);
    }
}
