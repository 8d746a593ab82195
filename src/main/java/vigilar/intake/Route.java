package vigilar.intake;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// One row of the route table.
///
/// @param pattern topic levels below the prefix; `{id}` or `{name}` stands for the source
/// @param point what the message is about, unique in the house together with the source
/// @param payload for people: the keys that are looked at
/// @param forgets a point of the same source that is unknown again after this message
record Route(
        String pattern,
        Kind kind,
        String point,
        Reader reader,
        String payload,
        Limits limits,
        List<Outcome> outcomes,
        Optional<String> forgets) {

    Route {
        outcomes = List.copyOf(outcomes);
    }

    /// Split once: each message is compared with many rows.
    private static final Map<String, List<String>> LEVELS = new ConcurrentHashMap<>();

    List<String> levels() {
        return LEVELS.computeIfAbsent(pattern, it -> List.of(it.split("/")));
    }

    /// The outcome of that word; readers only use words of their row, and a test holds them to it.
    Outcome outcome(String word) {
        return outcomes.stream()
                .filter(outcome -> outcome.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("row " + pattern + " has no " + word));
    }

    /// Whom a topic of this row speaks of, if it is of this row but for the shape of the name: the
    /// text at the name's place, or the row's own source.
    Optional<String> sourceIn(List<String> below) {
        var levels = levels();
        if (levels.size() != below.size()) {
            return Optional.empty();
        }
        var source = levels.getFirst();
        for (int i = 0; i < levels.size(); i++) {
            if (levels.get(i).startsWith("{")) {
                source = below.get(i);
            } else if (!levels.get(i).equals(below.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(source);
    }

    /// Why the outcome is what it is, for the detail of the page.
    String why(Outcome outcome) {
        return "a message on "
                + pattern
                + (outcome.when().isEmpty() ? "" : " (" + outcome.when() + ")")
                + " means "
                + outcome.type();
    }
}
