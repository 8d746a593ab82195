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
import java.util.regex.Pattern;

/// Reads `[[rule]]` blocks. Each is read by itself, so that a letter missing in one takes no other
/// with it; its complaints name the line and column of the whole text.
public final class RuleText implements RuleBook.Reader {
    static final String NAME = "rule";

    private static final Pattern BEGIN = Pattern.compile("\\s*\\[\\[\\s*rule\\s*]]\\s*(#.*)?");

    private final Prefix prefix;

    /// @param prefix of the house's own topics, on which rules do not speak
    public RuleText(Prefix prefix) {
        this.prefix = prefix;
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
            part(part, rules, names, complaints);
        }
        return new RuleBook(rules, complaints.stream().map(Complaint::toString).toList());
    }

    /// Each from its `[[rule]]` to the next, with as many empty lines before it as there are lines;
    /// the first is what stands before all.
    private static List<String> parts(String text) {
        var parts = new ArrayList<String>();
        var part = new StringBuilder();
        int line = 0;
        for (var each : text.split("\\R", -1)) {
            if (BEGIN.matcher(each).matches()) {
                parts.add(part.toString());
                part = new StringBuilder("\n".repeat(line));
            }
            part.append(each).append('\n');
            line++;
        }
        parts.add(part.toString());
        return parts;
    }

    private void part(
            String text, List<Rule> rules, Set<RuleName> names, List<Complaint> complaints) {
        if (text.isBlank()) {
            return;
        }
        var toml = Toml.parse(text);
        if (toml.hasErrors()) {
            toml.errors()
                    .forEach(
                            it ->
                                    complaints.add(
                                            new Complaint(
                                                    at(it.position()),
                                                    String.valueOf(it.getMessage()))));
            return;
        }
        for (var word : toml.keySet()) {
            var where = at(toml.inputPositionOf(List.of(word)));
            if (!word.equals(NAME)) {
                complaints.add(
                        new Complaint(
                                where, word + " belongs to no rule: each begins with [[rule]]"));
                continue;
            }
            var blocks = new RuleBlocks(prefix, it -> take(it, where, rules, names, complaints));
            var raw = toml.get(List.of(NAME));
            if (raw != null) {
                TomlBlock.each(
                        NAME, raw, where, Rule.MOST, "", complaints, RuleText::at, blocks::read);
            }
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

    private static String at(@Nullable TomlPosition position) {
        return position == null
                ? "a rule"
                : "line %d, column %d".formatted(position.line(), position.column());
    }
}
