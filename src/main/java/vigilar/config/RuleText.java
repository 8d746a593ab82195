package vigilar.config;

import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlPosition;

import vigilar.bus.Prefix;
import vigilar.rules.Action;
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
    private final Predicate<String> keptOut;

    /// @param prefix of the house's own topics, on which rules do not speak
    /// @param heard filters of all topics that the house listens to: only commands go there
    /// @param person whether somebody has that name here, for alerts
    /// @param keptOut whether they may not sign in at present: rules that tell them do the rest
    public RuleText(
            Prefix prefix,
            List<String> heard,
            Predicate<String> person,
            Predicate<String> keptOut) {
        this.actions = new RuleActions(prefix, List.copyOf(heard), person);
        this.keptOut = keptOut;
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
        var reading = new Reading();
        for (var part : parts(text)) {
            try {
                reading.part(part);
            } catch (StackOverflowError tooDeep) { // the parser calls itself for each bracket
                reading.complaints.add(
                        new Complaint(part.line(1, 1), "brackets within brackets, too many"));
            }
        }
        var wrong =
                reading.complaints.stream()
                        .map(it -> new RuleBook.Remark(it.where(), it.what()))
                        .toList();
        return new RuleBook(reading.rules, wrong, reading.remarks);
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

    /// What was found in a text so far.
    private final class Reading {
        private final List<Rule> rules = new ArrayList<>();
        private final List<Complaint> complaints = new ArrayList<>();
        private final List<RuleBook.Remark> remarks = new ArrayList<>();
        private final Set<RuleName> names = new HashSet<>();

        void part(Part part) {
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
                                    where,
                                    word + " belongs to no rule: each begins with [[rule]]"));
                    continue;
                }
                var blocks = new RuleBlocks(actions, it -> take(it, where));
                TomlBlock.each(NAME, raw, where, Rule.MOST, "", complaints, part::at, blocks::read);
            }
        }

        private void take(Rule rule, String where) {
            if (!names.add(rule.name())) {
                complaints.add(
                        new Complaint(where, "rule.name: two rules are called " + rule.name()));
            } else if (rules.size() >= Rule.MOST) {
                complaints.add(new Complaint(where, "more than %d rules".formatted(Rule.MOST)));
            } else {
                rules.add(rule);
                remark(rule, where);
            }
        }

        private void remark(Rule rule, String where) {
            rule.then().stream()
                    .map(it -> it instanceof Action.Alert alert ? alert.audience().word() : "")
                    .filter(keptOut)
                    .forEach(
                            it ->
                                    remarks.add(
                                            new RuleBook.Remark(
                                                    where,
                                                    "%s: %s may not sign in, and is not told"
                                                            .formatted(rule.name(), it))));
        }
    }
}
