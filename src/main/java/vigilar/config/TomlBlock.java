package vigilar.config;

import org.jspecify.annotations.Nullable;
import org.tomlj.TomlArray;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/// A block such as `[[device]]` or `[[zone]]` under way: reads its keys, and complains with the
/// place of each.
final class TomlBlock {
    /// 200 in one list: more than a home has of anything that stands in one.
    private static final int MOST_TEXTS = 200;

    private final String name;
    private final TomlTable table;
    private final String where;
    private final List<Complaint> complaints;
    private final Function<@Nullable TomlPosition, String> at;
    private final int before;

    private TomlBlock(
            String name,
            TomlTable table,
            String where,
            List<Complaint> complaints,
            Function<@Nullable TomlPosition, String> at) {
        this.name = name;
        this.table = table;
        this.where = where;
        this.complaints = complaints;
        this.at = at;
        this.before = complaints.size();
    }

    /// Has each block of that name read.
    ///
    /// @param most more of them are refused
    /// @param advice what to do then
    static void each(
            String name,
            Object raw,
            String where,
            int most,
            String advice,
            List<Complaint> complaints,
            Function<@Nullable TomlPosition, String> at,
            Consumer<TomlBlock> reads) {
        if (!(raw instanceof TomlArray list)
                || list.toList().stream().anyMatch(one -> !(one instanceof TomlTable))) {
            complaints.add(
                    new Complaint(
                            where,
                            "%1$s: write [[%1$s]], with two brackets, per %1$s".formatted(name)));
            return;
        }
        if (list.size() > most) {
            complaints.add(
                    new Complaint(
                            where,
                            "%s: %d blocks, at most %d%s"
                                    .formatted(name, list.size(), most, advice)));
            return;
        }
        for (int i = 0; i < list.size(); i++) {
            reads.accept(
                    new TomlBlock(
                            name,
                            list.getTable(i),
                            at.apply(list.inputPositionOf(i)),
                            complaints,
                            at));
        }
    }

    /// The blocks within this one: a list of tables, or one alone. Empty if there is none.
    ///
    /// @param most more of them are refused
    List<TomlBlock> within(String key, int most) {
        var raw = raw(key);
        if (raw == null) {
            return List.of();
        }
        if (raw instanceof TomlTable one) {
            return List.of(within(key, one, table.inputPositionOf(List.of(key))));
        }
        if (!(raw instanceof TomlArray list)
                || list.toList().stream().anyMatch(one -> !(one instanceof TomlTable))) {
            complain(key, "expected a table such as { … }, or a list of them");
            return List.of();
        }
        if (list.size() > most) {
            complain(key, "%d tables, at most %d".formatted(list.size(), most));
            return List.of();
        }
        var found = new ArrayList<TomlBlock>();
        for (int i = 0; i < list.size(); i++) {
            found.add(within(key, list.getTable(i), list.inputPositionOf(i)));
        }
        return found;
    }

    private TomlBlock within(String key, TomlTable inner, @Nullable TomlPosition position) {
        return new TomlBlock(
                name + "." + key,
                inner,
                position == null ? where : at.apply(position),
                complaints,
                at);
    }

    /// Whether the block says anything of that.
    boolean has(String key) {
        return raw(key) != null;
    }

    String where() {
        return where;
    }

    /// True if nobody complained of this block yet.
    boolean isWell() {
        return complaints.size() == before;
    }

    /// Complains of keys that are not among these.
    void knows(List<String> keys) {
        for (var key : table.keySet()) {
            if (!keys.contains(key)) {
                complain(
                        key,
                        "unknown key"
                                + Suggestion.near(key, keys)
                                        .map(it -> "; did you mean " + it + "?")
                                        .orElse(""));
            }
        }
    }

    @Nullable Object raw(String key) {
        return table.get(List.of(key));
    }

    <T> Optional<T> needed(String key, Function<String, T> reads) {
        if (raw(key) == null) {
            complain("", key + " is missing");
            return Optional.empty();
        }
        return text(key, reads);
    }

    <T> Optional<T> text(String key, Function<String, T> reads) {
        var raw = raw(key);
        if (raw == null) {
            return Optional.empty();
        }
        if (!(raw instanceof String text)) {
            complain(key, "expected text in quotes");
            return Optional.empty();
        }
        return understood(key, text, reads);
    }

    private <T> Optional<T> understood(String key, String text, Function<String, T> reads) {
        try {
            return Optional.of(reads.apply(text));
        } catch (IllegalArgumentException wrong) {
            complain(key, String.valueOf(wrong.getMessage()));
            return Optional.empty();
        }
    }

    /// A list of texts; one alone may stand without brackets. Empty if there is none.
    <T> List<T> texts(String key, Function<String, T> reads) {
        var raw = raw(key);
        if (raw == null) {
            return List.of();
        }
        if (raw instanceof TomlArray none && none.isEmpty()) {
            complain(key, "names none");
        }
        if (raw instanceof TomlArray array && array.size() > MOST_TEXTS) {
            complain(key, "names more than %d".formatted(MOST_TEXTS));
            return List.of();
        }
        var found = new ArrayList<T>();
        for (var one : raw instanceof TomlArray array ? array.toList() : List.of(raw)) {
            if (one instanceof String text) {
                understood(key, text, reads).ifPresent(found::add);
            } else {
                complain(key, "expected text in quotes, or a list of them");
            }
        }
        return found;
    }

    boolean flag(String key) {
        var raw = raw(key);
        if (raw != null && !(raw instanceof Boolean)) {
            complain(key, "expected true or false");
        }
        return raw instanceof Boolean yes && yes;
    }

    /// A whole number within these bounds.
    Optional<Long> number(String key, long least, long most) {
        var raw = raw(key);
        if (raw == null) {
            return Optional.empty();
        }
        if (raw instanceof Long number && number >= least && number <= most) {
            return Optional.of(number);
        }
        complain(key, "expected a whole number from %d to %d".formatted(least, most));
        return Optional.empty();
    }

    /// @param key empty: the block as a whole
    void complain(String key, String what) {
        var position = key.isEmpty() ? null : table.inputPositionOf(List.of(key));
        complaints.add(
                new Complaint(
                        position == null ? where : at.apply(position),
                        (key.isEmpty() ? name : name + "." + key) + ": " + what));
    }
}
