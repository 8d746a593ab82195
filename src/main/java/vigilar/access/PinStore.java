package vigilar.access;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.RowView;

import vigilar.arming.Mode;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// PINs as rows. All are hashed with one salt of the house, so that a PIN that was typed is hashed
/// once, not once for each that it could be; and no two are the same.
final class PinStore {
    private PinStore() {}

    static Optional<byte[]> salt(Handle rows) {
        return rows.createQuery("SELECT salt FROM alarm_pin_salt").mapTo(byte[].class).findOne();
    }

    /// Does nothing when there is one.
    static void setSalt(Handle rows, byte[] salt) {
        rows.execute(
                "INSERT INTO alarm_pin_salt (only, salt) VALUES (1, ?) ON CONFLICT DO NOTHING",
                salt);
    }

    static boolean any(Handle rows) {
        return rows.createQuery("SELECT count(*) FROM alarm_pin").mapTo(Long.class).one() > 0;
    }

    static List<PinHolder> all(Handle rows) {
        return rows.createQuery("SELECT * FROM alarm_pin ORDER BY name")
                .reduceRows(
                        new ArrayList<PinHolder>(),
                        (all, row) -> {
                            all.add(holder(row));
                            return all;
                        });
    }

    /// @param duress whether it was the one for use under threat
    record Match(PinHolder holder, boolean duress) {}

    /// Whose PIN has that hash.
    static Optional<Match> find(Handle rows, String hash) {
        return rows.createQuery(
                        "SELECT *, hash <> :hash AS by_duress FROM alarm_pin"
                                + " WHERE :hash IN (hash, duress)")
                .bind("hash", hash)
                .reduceRows(
                        Optional.<Match>empty(),
                        (_, row) ->
                                Optional.of(
                                        new Match(
                                                holder(row),
                                                row.getColumn("by_duress", Integer.class) != 0)));
    }

    static void add(Handle rows, PersonName name, String hash, String duress, PinLimits limits) {
        rows.createUpdate(
                        """
                        INSERT INTO alarm_pin
                        (name, hash, duress, arms, disarms, days, from_time, to_time, last_day, once)
                        VALUES
                        (:name, :hash, :duress, :arms, :disarms, :days, :from, :to, :last, :once)\
                        """)
                .bind("name", name.value())
                .bind("hash", hash)
                .bind("duress", duress)
                .bind("arms", words(limits.arms()))
                .bind("disarms", limits.disarms())
                .bind("days", words(limits.days()))
                .bind("from", limits.from().toString())
                .bind("to", limits.to().toString())
                .bind("last", limits.lastDay().map(LocalDate::toString).orElse(""))
                .bind("once", limits.once())
                .execute();
    }

    /// False if it had been used before.
    static boolean use(Handle rows, PersonName name, long now) {
        return rows.execute(
                        "UPDATE alarm_pin SET used_ms = ? WHERE name = ? AND (once = 0 OR used_ms ="
                                + " 0)",
                        now,
                        name.value())
                > 0;
    }

    static int giveBack(Handle rows, PersonName name) {
        return rows.execute(
                "UPDATE alarm_pin SET used_ms = 0 WHERE name = ? AND once = 1", name.value());
    }

    /// Changes nothing, and takes as long as if it did: a commit of its own.
    static int idle(Handle rows) {
        return rows.execute("UPDATE alarm_pin_salt SET salt = salt");
    }

    /// Nobody has a PIN, or somebody has one that always disarms.
    static boolean somebodyAlwaysDisarms(Handle rows) {
        var all = all(rows);
        return all.isEmpty() || all.stream().anyMatch(it -> it.limits().isForGood());
    }

    /// The number of rows: 0 if there is none of that name.
    static int remove(Handle rows, PersonName name) {
        return rows.execute("DELETE FROM alarm_pin WHERE name = ?", name.value());
    }

    private static PinHolder holder(RowView row) {
        var last = row.getColumn("last_day", String.class);
        boolean once = row.getColumn("once", Integer.class) != 0;
        return new PinHolder(
                new PersonName(row.getColumn("name", String.class)),
                new PinLimits(
                        set(row.getColumn("arms", String.class), Mode::valueOf),
                        row.getColumn("disarms", Integer.class) != 0,
                        set(row.getColumn("days", String.class), DayOfWeek::valueOf),
                        LocalTime.parse(row.getColumn("from_time", String.class)),
                        LocalTime.parse(row.getColumn("to_time", String.class)),
                        last.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(last)),
                        once),
                !row.getColumn("duress", String.class).isEmpty(),
                once && row.getColumn("used_ms", Long.class) > 0);
    }

    private static String words(Set<? extends Enum<?>> all) {
        return all.stream().sorted().map(Enum::name).collect(Collectors.joining(","));
    }

    private static <T> Set<T> set(String words, Function<String, T> read) {
        return Arrays.stream(words.split(","))
                .filter(it -> !it.isEmpty())
                .map(read)
                .collect(Collectors.toUnmodifiableSet());
    }
}
