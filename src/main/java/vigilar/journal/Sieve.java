package vigilar.journal;

import vigilar.journal.ArchiveFilter.TimeOfDay;
import vigilar.journal.Words.Word;

import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// What the database can say about a row without reading it out to us: a condition in SQL that lets
/// everything through that fits, and little else. Whoever asks checks exactly what comes through.
///
/// @param strands whose rows are wanted; empty: all
/// @param words that only a name or the payload of a row itself can tell
record Sieve(Optional<BitSet> strands, List<Word> words, Optional<TimeOfDay> timeOfDay) {
    private static final Pattern PLAIN = Pattern.compile("[\\x21-\\x7e]+");
    private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();

    /// Two letters outside ASCII have a lower case that begins within it: dotted I, Kelvin sign.
    private static final String ASCII_TWINS = "*[\u0130\u212a]*";

    private static final Pattern WITH_TWIN = Pattern.compile("[ik]");

    /// @param sql begins with AND, or is empty; ends with a blank
    record Condition(String sql, List<Object> parameters) {
        static final Condition NONE = new Condition("", List.of());
    }

    /// On all rows.
    Condition onAll() {
        var sql = new StringBuilder();
        var parameters = new ArrayList<>();
        strands.ifPresent(
                some -> {
                    // the plus: the ids lead, not the index of the strands
                    sql.append("AND +strand IN (SELECT value FROM json_each(?)) ");
                    parameters.add(WantedStrands.json(some));
                });
        for (var word : words) {
            var plain = longestPlain(word.text());
            if (plain.isPresent()) {
                sql.append("AND (").append(stands(plain.get(), parameters));
                if (!word.named().isEmpty()) {
                    sql.append(" OR +strand IN (SELECT value FROM json_each(?))");
                    parameters.add(WantedStrands.json(word.named()));
                }
                sql.append(") ");
            }
        }
        return new Condition(sql + times(parameters), parameters);
    }

    /// On the rows of one strand.
    Condition on(int strand) {
        var sql = new StringBuilder("AND strand = ? ");
        var parameters = new ArrayList<Object>(List.of(strand));
        for (var word : words) {
            var plain = longestPlain(word.text());
            if (plain.isPresent() && !word.named().get(strand)) {
                sql.append("AND (").append(stands(plain.get(), parameters)).append(") ");
            }
        }
        return new Condition(sql + times(parameters), parameters);
    }

    /// SQLite only knows the lower case of ASCII, so only such parts of a word are left to it.
    private static Optional<String> longestPlain(String word) {
        return PLAIN.matcher(word)
                .results()
                .map(MatchResult::group)
                .max((a, b) -> Integer.compare(a.length(), b.length()));
    }

    private static String stands(String plain, List<Object> parameters) {
        parameters.add("%" + plain.replaceAll("[!%_]", "!$0") + "%");
        if (!WITH_TWIN.matcher(plain).find()) {
            return "payload LIKE ? ESCAPE '!'";
        }
        parameters.add(ASCII_TWINS);
        return "payload LIKE ? ESCAPE '!' OR payload GLOB ?";
    }

    private String times(List<Object> parameters) {
        if (timeOfDay.isEmpty()) {
            return "";
        }
        var part = timeOfDay.get();
        var within = part.from().isBefore(part.to()) ? "BETWEEN ? AND ?" : "NOT BETWEEN ? AND ?";
        long first = millis(part.from());
        long last = millis(part.to());
        var either = new ArrayList<String>();
        for (int offset : PartOfDay.offsetsSeconds(part.zone())) {
            either.add(
                    "((at + %d) %% %d + %d) %% %d %s"
                            .formatted(offset * 1_000, DAY_MILLIS, DAY_MILLIS, DAY_MILLIS, within));
            parameters.add(part.from().isBefore(part.to()) ? first : last + 1);
            parameters.add(part.from().isBefore(part.to()) ? last : first - 1);
        }
        return "AND (" + String.join(" OR ", either) + ") ";
    }

    private static long millis(LocalTime time) {
        return Duration.ofNanos(time.toNanoOfDay()).toMillis();
    }
}
