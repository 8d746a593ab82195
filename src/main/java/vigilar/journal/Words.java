package vigilar.journal;

import org.jdbi.v3.core.Handle;

import vigilar.event.Event;
import vigilar.storage.QuickSql;

import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The words somebody looks for, in lower case. Each must stand in an event's source, type or
/// payload; none can stand across two of them, since it holds no blank.
final class Words {
    /// 8 of them narrow the search down; more only cost. All are checked in what is found.
    private static final int MOST_NARROWING = 8;

    private static final Pattern BLANK = Pattern.compile("\\s+");

    /// A word, and the strands that have it in their source or type: the name says it, whatever the
    /// payload.
    record Word(String text, BitSet named) {}

    private final List<String> all;
    private final List<Word> narrowing;

    Words(Handle reading, String text) {
        all = BLANK.splitAsStream(lower(text.strip())).filter(it -> !it.isEmpty()).toList();
        narrowing =
                all.stream()
                        .distinct()
                        .limit(MOST_NARROWING)
                        .map(it -> new Word(it, new BitSet()))
                        .toList();
        if (!narrowing.isEmpty()) {
            QuickSql.ask(
                    reading,
                    "SELECT id, source, type FROM strand",
                    rows -> {
                        while (rows.next()) {
                            note(rows.getInt(1), rows.getString(2), rows.getString(3));
                        }
                        return true;
                    });
        }
    }

    private void note(int strand, String source, String type) {
        var names = lower(source + " " + type);
        for (var word : narrowing) {
            if (names.contains(word.text())) {
                word.named().set(strand);
            }
        }
    }

    /// As texts are compared; the index is made of the same.
    static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    Stream<Word> narrowing() {
        return narrowing.stream();
    }

    boolean areNone() {
        return all.isEmpty();
    }

    boolean standIn(Event event) {
        if (all.isEmpty()) {
            return true;
        }
        var text = lower(event.source() + " " + event.type() + " " + event.payload().json());
        return all.stream().allMatch(text::contains);
    }
}
