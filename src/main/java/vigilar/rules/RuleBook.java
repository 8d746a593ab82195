package vigilar.rules;

import java.util.List;

/// The rules of a house as they were understood: one that was not takes no other with it.
///
/// @param complaints for people: where and what is wrong with the rules that do not run
public record RuleBook(List<Rule> rules, List<String> complaints) {
    public static final RuleBook EMPTY = new RuleBook(List.of(), List.of());

    public RuleBook {
        rules = List.copyOf(rules);
        complaints = List.copyOf(complaints);
    }

    /// True if there is something, and none of it is a rule: no text of rules at all.
    public boolean isNoneRight() {
        return rules.isEmpty() && !complaints.isEmpty();
    }

    /// Understands the text in which rules are written; never throws, whatever the text.
    @FunctionalInterface
    public interface Reader {
        RuleBook read(String text);
    }
}
