package vigilar.rules;

import vigilar.arming.ArmState;
import vigilar.event.SourceId;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.format.TextStyle;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// Rules in plain words, for the page and for the sentence beside an event.
public final class RuleWords {
    private RuleWords() {}

    /// When it is set off: "PERSON_DETECTED, in garden, from 22:00 to 06:00".
    public static String when(Rule rule) {
        return words(rule.when(), false);
    }

    /// What is done: "everyone is told; garden records for 30 s".
    public static String then(Rule rule) {
        return rule.then().stream().map(RuleWords::words).collect(Collectors.joining("; "));
    }

    private static String words(Condition condition, boolean within) {
        return switch (condition) {
            case Condition.All(var parts) when parts.isEmpty() -> "whatever happens";
            case Condition.All(var parts) -> joined(parts, ", ", within);
            case Condition.Any(var parts) -> joined(parts, " or ", within);
            case Condition.Not(var part) -> "not " + bracketed(words(part, true));
            case Condition.OfType(var types) -> list(types, " or ");
            case Condition.AtLeast(var least) -> "at least " + least;
            case Condition.From(var sources) -> "from " + list(sources, " or ");
            case Condition.InArea(var areas) -> "in " + list(areas, " or ");
            case Condition.Armed(var states) ->
                    "while "
                            + states.stream()
                                    .sorted()
                                    .map(RuleWords::word)
                                    .collect(Collectors.joining(" or "));
            case Condition.Presence(var who) ->
                    switch (who) {
                        case SOMEBODY -> "while somebody is at home";
                        case NOBODY -> "while nobody is at home";
                    };
            case Condition.AtHome(var people) -> "while " + list(people, " or ") + " is at home";
            case Condition.During during -> words(during);
            case Condition.Times(var times, var span, var of) ->
                    "%d times within %s: %s".formatted(times, words(span), words(of, true));
        };
    }

    private static String joined(Collection<Condition> parts, String between, boolean within) {
        var text =
                parts.stream()
                        .map(it -> words(it, parts.size() > 1))
                        .collect(Collectors.joining(between));
        return within && parts.size() > 1 ? "(" + text + ")" : text;
    }

    private static String bracketed(String text) {
        return text.contains(" or ") && !text.startsWith("(") ? "(" + text + ")" : text;
    }

    private static String list(Collection<?> all, String between) {
        return all.stream().map(Object::toString).sorted().collect(Collectors.joining(between));
    }

    private static String word(ArmState state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String words(Condition.During during) {
        var time =
                during.from().equals(during.to())
                        ? ""
                        : "from " + during.from() + " to " + during.to();
        var days = during.days().size() == DayOfWeek.values().length ? "" : days(during.days());
        return time.isEmpty() && days.isEmpty()
                ? "at any time"
                : (time + (time.isEmpty() || days.isEmpty() ? "" : " ") + days);
    }

    private static String days(Set<DayOfWeek> days) {
        return "on "
                + days.stream()
                        .sorted()
                        .map(it -> it.getDisplayName(TextStyle.SHORT, Locale.ENGLISH))
                        .collect(Collectors.joining(", "));
    }

    private static String words(Action action) {
        return switch (action) {
            case Action.Alert(var audience, _, _) ->
                    switch (audience) {
                        case Action.Audience.Everyone _ -> "everyone is told";
                        case Action.Audience.Owners _ -> "the owners are told";
                        case Action.Audience.Person(var name) -> name + " is told";
                    };
            case Action.Recording(var cameras, var length) -> {
                var who =
                        cameras.isEmpty()
                                ? "the camera that saw it"
                                : cameras.stream()
                                        .map(SourceId::value)
                                        .sorted()
                                        .collect(Collectors.joining(" and "));
                var does = cameras.size() > 1 ? "record" : "records";
                yield "%s %s for %s".formatted(who, does, words(length));
            }
            case Action.Publish(var topic, _, _) -> topic + " is said";
            case Action.Siren(var topic, _, _, var length, var withAlarm) ->
                    "the siren at %s sounds for %s%s"
                            .formatted(
                                    topic,
                                    words(length),
                                    withAlarm ? ", in an alarm as long as that lasts" : "");
            case Action.Arm(var mode) ->
                    "the house is armed " + mode.name().toLowerCase(Locale.ROOT);
        };
    }

    /// "30 s", "5 min", "2 h".
    public static String words(Duration span) {
        long seconds = span.toSeconds();
        if (seconds < 120) {
            return seconds + " s";
        }
        return seconds % 3_600 == 0 ? span.toHours() + " h" : span.toMinutes() + " min";
    }
}
