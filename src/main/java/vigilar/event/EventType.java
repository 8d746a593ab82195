package vigilar.event;

import java.util.Collection;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What kind of thing happened, as upper-case words: `CONTACT_OPEN`. An open set, since a home's
/// own mappings may add to it; the ones that the route table knows stand in
/// docs/reference/topics.md.
public record EventType(String name) {
    private static final Pattern SHAPE = Pattern.compile("[A-Z][A-Z0-9]*(_[A-Z0-9]+)*");

    /// 64 characters: the longest of ours has 22, and a type is shown whole in a row of the page.
    private static final int MOST_CHARACTERS = 64;

    public EventType {
        if (!looksRight(name)) {
            throw new IllegalArgumentException("not an event type: '" + name + "'");
        }
    }

    /// Each of them.
    public static Set<EventType> each(Collection<String> names) {
        return names.stream().map(EventType::new).collect(Collectors.toUnmodifiableSet());
    }

    /// True if `text` may be an event type.
    public static boolean looksRight(String text) {
        return text.length() <= MOST_CHARACTERS && SHAPE.matcher(text).matches();
    }

    @Override
    public String toString() {
        return name;
    }
}
