package vigilar.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Topics that one block of the config speaks of: levels, some of which may be `+`, any one level.
///
/// @param value as it is subscribed to
public record TopicPattern(String value) {
    /// 200 characters: longer topics are no names that people gave.
    private static final int MOST_CHARACTERS = 200;

    /// 16 levels: twice what any known device uses; each costs a comparison per message.
    private static final int MOST_LEVELS = 16;

    /// @throws IllegalArgumentException with a sentence for people
    public TopicPattern {
        var levels = value.split("/", -1);
        if (value.isEmpty() || value.length() > MOST_CHARACTERS || levels.length > MOST_LEVELS) {
            throw new IllegalArgumentException(
                    "a topic has 1 to %d characters and at most %d levels"
                            .formatted(MOST_CHARACTERS, MOST_LEVELS));
        }
        if (value.startsWith("$")) {
            throw new IllegalArgumentException(
                    "topics that begin with $ are the broker's own, such as '" + value + "'");
        }
        if (value.contains("#")) {
            throw new IllegalArgumentException(
                    "no # in a topic: write + for each level that may differ");
        }
        for (var level : levels) {
            if (level.contains("+") && !level.equals("+")) {
                throw new IllegalArgumentException(
                        "+ stands for a whole level, as in house/+/window; found '" + level + "'");
            }
        }
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("no control characters in a topic");
        }
    }

    private List<String> levels() {
        return List.of(value.split("/", -1));
    }

    /// What stands in the places of the `+`, if the topic is one of these.
    Optional<List<String>> wildcardsIn(String topic) {
        var levels = levels();
        var said = List.of(topic.split("/", -1));
        if (said.size() != levels.size()) {
            return Optional.empty();
        }
        var found = new ArrayList<String>();
        for (int i = 0; i < levels.size(); i++) {
            if (levels.get(i).equals("+")) {
                found.add(said.get(i));
            } else if (!levels.get(i).equals(said.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(found);
    }

    /// True if there is a topic that is one of both.
    public boolean overlaps(TopicPattern other) {
        return levels().size() == other.levels().size()
                && agree(levels(), other.levels(), levels().size());
    }

    /// True if there is a topic below `root` that is one of these.
    public boolean reachesBelow(String root) {
        var above = List.of(root.split("/", -1));
        return levels().size() > above.size() && agree(levels(), above, above.size());
    }

    private static boolean agree(List<String> one, List<String> other, int levels) {
        for (int i = 0; i < levels; i++) {
            var any = one.get(i).equals("+") || other.get(i).equals("+");
            if (!any && !one.get(i).equals(other.get(i))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return value;
    }
}
