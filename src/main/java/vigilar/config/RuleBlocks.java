package vigilar.config;

import vigilar.arming.ArmState;
import vigilar.event.EventType;
import vigilar.event.Severity;
import vigilar.event.SourceId;
import vigilar.rules.Action;
import vigilar.rules.Condition;
import vigilar.rules.Rule;
import vigilar.rules.RuleName;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Reads a `[[rule]]`: when it is set off, and what is done then.
final class RuleBlocks {
    /// 8 tables within one another: deeper is no rule that a person can read.
    private static final int DEEPEST = 8;

    /// 20 parts of one condition, 10 actions of one rule.
    private static final int MOST_PARTS = 20;

    private static final int MOST_ACTIONS = 10;

    private static final int MOST_CHARACTERS = 60;

    private static final Pattern SPAN = Pattern.compile("(\\d\\d:\\d\\d)\\s*-\\s*(\\d\\d:\\d\\d)");

    private static final List<String> CONDITIONS =
            List.of(
                    "type",
                    "severity",
                    "source",
                    "area",
                    "arm_state",
                    "time",
                    "days",
                    "presence",
                    "at_home",
                    "times",
                    "within",
                    "all",
                    "any",
                    "not");

    private final Consumer<Rule> taken;
    private final RuleActions actions;

    RuleBlocks(RuleActions actions, Consumer<Rule> taken) {
        this.taken = taken;
        this.actions = actions;
    }

    void read(TomlBlock block) {
        block.knows(List.of("name", "when", "cooldown", "then"));
        var name = block.needed("name", RuleName::new);
        var cooldown =
                block.number("cooldown", 1, Rule.LONGEST_COOLDOWN.toSeconds())
                        .map(Duration::ofSeconds)
                        .orElse(Rule.USUAL_COOLDOWN);
        var when = block.within("when", 1);
        if (when.isEmpty() && block.isWell()) {
            block.complain("", "when is missing: what sets the rule off, as in [rule.when]");
        }
        var conditions = when.stream().map(it -> condition(it, 1)).toList();
        if (conditions.stream().anyMatch(Condition::isOfRulesOnly)) {
            block.complain("when", "never holds: what rules themselves say sets off no rule");
        }
        var then = new ArrayList<Action>();
        for (var each : block.within("then", MOST_ACTIONS)) {
            actions.read(each).ifPresent(then::add);
        }
        if (then.isEmpty() && block.isWell()) {
            block.complain("", "then is missing: what the rule does, as in [[rule.then]]");
        }
        if (then.stream().filter(Action.Alert.class::isInstance).count() > 1) {
            block.complain("then", "one alert at most");
        }
        if (block.isWell() && name.isPresent()) {
            taken.accept(new Rule(name.get(), conditions.getFirst(), cooldown, then));
        }
    }

    /// The parts of one table must all hold.
    private static Condition condition(TomlBlock block, int depth) {
        block.knows(CONDITIONS);
        if (depth > DEEPEST) {
            block.complain("", "more than %d tables within one another".formatted(DEEPEST));
            return new Condition.All(List.of());
        }
        var parts = new ArrayList<Condition>();
        ofTheEvent(block, parts);
        ofTheHouse(block, parts);
        during(block).ifPresent(parts::add);
        if (block.has("all")) {
            parts.add(new Condition.All(inner(block, "all", depth)));
        }
        if (block.has("any")) {
            parts.add(new Condition.Any(inner(block, "any", depth)));
        }
        inner(block, "not", depth).forEach(it -> parts.add(new Condition.Not(it)));
        if (parts.isEmpty() && block.isWell()) {
            block.complain("", "says no condition: one of " + String.join(", ", CONDITIONS));
        }
        var whole = parts.size() == 1 ? parts.getFirst() : new Condition.All(parts);
        return counted(block, whole);
    }

    private static List<Condition> inner(TomlBlock block, String key, int depth) {
        var inner = block.within(key, MOST_PARTS);
        if (block.has(key) && inner.isEmpty() && block.isWell()) {
            block.complain(key, "says no condition");
        }
        return inner.stream().map(it -> condition(it, depth + 1)).toList();
    }

    private static void ofTheEvent(TomlBlock block, List<Condition> parts) {
        some(block.texts("type", RuleBlocks::type), Condition.OfType::new, parts);
        block.text("severity", RuleBlocks::severity)
                .ifPresent(it -> parts.add(new Condition.AtLeast(it)));
        some(block.texts("source", RuleBlocks::source), Condition.From::new, parts);
        some(block.texts("area", RuleBlocks::area), Condition.InArea::new, parts);
    }

    private static void ofTheHouse(TomlBlock block, List<Condition> parts) {
        some(block.texts("arm_state", RuleBlocks::armState), Condition.Armed::new, parts);
        block.text("presence", RuleBlocks::who)
                .ifPresent(it -> parts.add(new Condition.Presence(it)));
        some(block.texts("at_home", RuleBlocks::source), Condition.AtHome::new, parts);
    }

    private static <T> void some(
            List<T> found, Function<Set<T>, Condition> of, List<Condition> parts) {
        if (!found.isEmpty()) {
            parts.add(of.apply(Set.copyOf(found)));
        }
    }

    private static Optional<Condition> during(TomlBlock block) {
        var days = block.texts("days", RuleBlocks::day);
        var span = block.text("time", RuleBlocks::span);
        if (days.isEmpty() && span.isEmpty()) {
            return Optional.empty();
        }
        var times = span.orElse(List.of(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT));
        return Optional.of(
                new Condition.During(
                        days.isEmpty() ? EnumSet.allOf(DayOfWeek.class) : Set.copyOf(days),
                        times.getFirst(),
                        times.getLast()));
    }

    private static Condition counted(TomlBlock block, Condition of) {
        var times = block.number("times", 2, Condition.Times.MOST_TIMES);
        var within = block.number("within", 1, Condition.Times.LONGEST.toSeconds());
        if (times.isPresent() != within.isPresent() && block.isWell()) {
            block.complain(times.isPresent() ? "times" : "within", "times and within go together");
        }
        if (times.isPresent() && of.memory().isPositive()) {
            block.complain("times", "counts what is counted already");
        }
        return times.isPresent() && within.isPresent()
                ? new Condition.Times(times.get().intValue(), Duration.ofSeconds(within.get()), of)
                : of;
    }

    private static EventType type(String text) {
        try {
            return new EventType(text);
        } catch (IllegalArgumentException _) {
            throw new IllegalArgumentException(
                    "expected a type as the timeline shows it, such as MOTION_START, found '"
                            + text
                            + "'");
        }
    }

    private static Severity severity(String text) {
        return Severity.named(text)
                .orElseThrow(() -> expected("info, warning, alert or critical", text));
    }

    static SourceId source(String text) {
        if (!SourceId.looksRight(text)) {
            throw expected("the id of a device as on the page What I hear", text);
        }
        return new SourceId(text);
    }

    private static String area(String text) {
        if (text.isBlank() || text.length() > MOST_CHARACTERS) {
            throw expected("the name of an area as on the page What I hear", text);
        }
        return text.strip();
    }

    private static ArmState armState(String text) {
        return Arrays.stream(ArmState.values())
                .filter(it -> it.name().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> expected(words(ArmState.values()), text));
    }

    private static Condition.Who who(String text) {
        return Arrays.stream(Condition.Who.values())
                .filter(it -> it.name().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> expected("somebody or nobody", text));
    }

    private static DayOfWeek day(String text) {
        return Arrays.stream(DayOfWeek.values())
                .filter(
                        it ->
                                text.length() >= 3
                                        && it.name().startsWith(text.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> expected("mon, tue, wed, thu, fri, sat or sun", text));
    }

    /// From and to.
    private static List<LocalTime> span(String text) {
        var match = SPAN.matcher(text.strip());
        try {
            if (match.matches()) {
                return List.of(LocalTime.parse(match.group(1)), LocalTime.parse(match.group(2)));
            }
        } catch (DateTimeException _) {
            throw expected("times such as 22:00-06:00", text);
        }
        throw expected("times such as 22:00-06:00", text);
    }

    static IllegalArgumentException expected(String what, String text) {
        return new IllegalArgumentException("expected %s, found '%s'".formatted(what, text));
    }

    static String words(Enum<?>[] values) {
        return Arrays.stream(values)
                .map(it -> it.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }
}
