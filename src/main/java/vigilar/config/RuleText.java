package vigilar.config;

import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlPosition;

import vigilar.bus.Prefix;
import vigilar.rules.Rule;
import vigilar.rules.RuleBook;
import vigilar.rules.RuleName;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// Reads `[[rule]]` blocks. Each is read by itself, so that a letter missing in one takes no other
/// with it; its complaints name the line and column of the whole text.
public final class RuleText implements RuleBook.Reader {
    static final String NAME = "rule";

    private static final Pattern BEGIN = Pattern.compile("\\s*\\[\\[\\s*rule\\s*]]\\s*(#.*)?");

    private final RuleActions actions;

    /// @param prefix of the house's own topics, on which rules do not speak
    /// @param heard filters of all topics that the house listens to: only commands go there
    /// @param person whether somebody signs in so, for alerts
    public RuleText(Prefix prefix, List<String> heard, Predicate<String> person) {
        this.actions = new RuleActions(prefix, List.copyOf(heard), person);
    }

    /// True if a text is one of rules: its first block is.
    public static boolean isOne(String text) {
        return text.lines()
                .map(String::strip)
                .filter(it -> !it.isEmpty() && !it.startsWith("#"))
                .findFirst()
                .filter(it -> BEGIN.matcher(it).matches())
                .isPresent();
    }

    @Override
    public RuleBook read(String text) {
        var rules = new ArrayList<Rule>();
        var complaints = new ArrayList<Complaint>();
        var names = new HashSet<RuleName>();
        for (var part : parts(text)) {
            try {
                part(part, rules, names, complaints);
            } catch (StackOverflowError tooDeep) { // the parser calls itself for each bracket
                complaints.add(
                        new Complaint(part.line(1, 1), "brackets within brackets, too many"));
            }
        }
        return new RuleBook(rules, complaints.stream().map(Complaint::toString).toList());
    }

    /// One block as it stands in the text.
    ///
    /// @param before how many lines there are before it
    private record Part(String text, int before) {
        String line(int line, int column) {
            return "line %d, column %d".formatted(before + line, column);
        }

        String at(@Nullable TomlPosition position) {
            return position == null ? line(1, 1) : line(position.line(), position.column());
        }
    }

    /// Each from its `[[rule]]` to the next; the first is what stands before all. What stands
    /// behind more than there may be is one part, and complained of as one.
    private static List<Part> parts(String text) {
        var parts = new ArrayList<Part>();
        var part = new StringBuilder();
        int line = 0;
        int begun = 0;
        for (var each : text.split("\\R", -1)) {
            if (BEGIN.matcher(each).matches() && parts.size() <= Rule.MOST) {
                parts.add(new Part(part.toString(), begun));
                part = new StringBuilder();
                begun = line;
            }
            part.append(each).append('\n');
            line++;
        }
        parts.add(new Part(part.toString(), begun));
        return parts;
    }

    private void part(
            Part part, List<Rule> rules, Set<RuleName> names, List<Complaint> complaints) {
        if (part.text().isBlank()) {
            return;
        }
        var toml = Toml.parse(part.text());
        if (toml.hasErrors()) {
            toml.errors()
                    .forEach(
                            it ->
                                    complaints.add(
                                            new Complaint(
                                                    part.at(it.position()),
                                                    String.valueOf(it.getMessage()))));
            return;
        }
        for (var word : toml.keySet()) {
            var where = part.at(toml.inputPositionOf(List.of(word)));
            var raw = toml.get(List.of(word));
            if (raw == null || !word.equals(NAME)) {
                complaints.add(
                        new Complaint(
                                where, word + " belongs to no rule: each begins with [[rule]]"));
                continue;
            }
            var blocks = new RuleBlocks(actions, it -> take(it, where, rules, names, complaints));
            TomlBlock.each(NAME, raw, where, Rule.MOST, "", complaints, part::at, blocks::read);
        }
    }

    private static void take(
            Rule rule,
            String where,
            List<Rule> rules,
            Set<RuleName> names,
            List<Complaint> complaints) {
        if (!names.add(rule.name())) {
            complaints.add(new Complaint(where, "rule.name: two rules are called " + rule.name()));
        } else if (rules.size() >= Rule.MOST) {
            complaints.add(new Complaint(where, "more than %d rules".formatted(Rule.MOST)));
        } else {
            rules.add(rule);
        }
    }
}
