package vigilar.journal;

import org.jdbi.v3.core.Handle;

import vigilar.event.Severity;
import vigilar.storage.QuickSql;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Optional;
import java.util.stream.Collectors;

/// The strands that a filter wants.
///
/// @param some their numbers; empty: all
record WantedStrands(Optional<BitSet> some) {
    private static final String SOME =
            """
            SELECT id FROM strand WHERE severity >= ?1
                AND (?2 = '[]' OR type IN (SELECT value FROM json_each(?2)))
                AND (?3 = '[]' OR source IN (SELECT value FROM json_each(?3)))\
            """;

    static WantedStrands of(Handle reading, ArchiveFilter filter) {
        if (filter.types().isEmpty()
                && filter.sources().isEmpty()
                && filter.least() == Severity.INFO) {
            return new WantedStrands(Optional.empty());
        }
        var some =
                QuickSql.ask(
                        reading,
                        SOME,
                        rows -> {
                            var numbers = new BitSet();
                            while (rows.next()) {
                                numbers.set(rows.getInt(1));
                            }
                            return numbers;
                        },
                        StoredSeverity.number(filter.least()),
                        json(filter.types()),
                        json(filter.sources()));
        return new WantedStrands(Optional.of(some));
    }

    /// Types and sources hold nothing that JSON escapes.
    private static String json(Iterable<?> plainWords) {
        var quoted = new ArrayList<String>();
        plainWords.forEach(it -> quoted.add("\"" + it + "\""));
        return "[" + String.join(",", quoted) + "]";
    }

    static String json(BitSet strands) {
        return strands.stream()
                .mapToObj(String::valueOf)
                .collect(Collectors.joining(",", "[", "]"));
    }

    boolean areAll() {
        return some.isEmpty();
    }

    /// For SQL; nothing in it when all are wanted.
    String json() {
        return some.map(WantedStrands::json).orElse("[]");
    }
}
