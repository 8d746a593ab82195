package vigilar.rules;

import vigilar.event.EventType;
import vigilar.event.SourceId;

import java.util.HashSet;
import java.util.Set;

/// What a rule calls by name, in which one may have mistaken a letter.
///
/// @param sources devices, cameras and people
/// @param areas as written
/// @param types of events
public record RuleNames(Set<SourceId> sources, Set<String> areas, Set<EventType> types) {
    public RuleNames {
        sources = Set.copyOf(sources);
        areas = Set.copyOf(areas);
        types = Set.copyOf(types);
    }

    public static RuleNames of(Rule rule) {
        var found = new Found();
        found.in(rule.when());
        for (var action : rule.then()) {
            if (action instanceof Action.Recording(var cameras, _)) {
                found.sources.addAll(cameras);
            }
        }
        return new RuleNames(found.sources, found.areas, found.types);
    }

    private static final class Found {
        private final Set<SourceId> sources = new HashSet<>();
        private final Set<String> areas = new HashSet<>();
        private final Set<EventType> types = new HashSet<>();

        void in(Condition condition) {
            switch (condition) {
                case Condition.All(var parts) -> parts.forEach(this::in);
                case Condition.Any(var parts) -> parts.forEach(this::in);
                case Condition.Not(var part) -> in(part);
                case Condition.Times(_, _, var of) -> in(of);
                case Condition.OfType(var all) -> types.addAll(all);
                case Condition.From(var all) -> sources.addAll(all);
                case Condition.AtHome(var people) -> sources.addAll(people);
                case Condition.InArea(var all) -> areas.addAll(all);
                case Condition.AtLeast _,
                        Condition.Armed _,
                        Condition.Presence _,
                        Condition.During _ -> {}
            }
        }
    }
}
