package vigilar.rules;

import java.util.List;

/// The rules of a house as they were understood: one that was not takes no other with it.
///
/// @param wrong the rules that do not run
/// @param remarks on rules that run, and of which not all is done
public record RuleBook(List<Rule> rules, List<Remark> wrong, List<Remark> remarks) {
    public static final RuleBook EMPTY = new RuleBook(List.of(), List.of());

    public RuleBook {
        rules = List.copyOf(rules);
        wrong = List.copyOf(wrong);
        remarks = List.copyOf(remarks);
    }

    public RuleBook(List<Rule> rules, List<Remark> wrong) {
        this(rules, wrong, List.of());
    }

    /// Something that whoever wrote the rules should know.
    ///
    /// @param where line and column: may stand where everybody looks
    /// @param what in words, which may quote the rules: for those who may read them
    public record Remark(String where, String what) {
        @Override
        public String toString() {
            return where + ": " + what;
        }
    }

    /// What is wrong, for those who may read the rules.
    public List<String> complaints() {
        return wrong.stream().map(Remark::toString).toList();
    }

    /// What else there is to know, for the same.
    public List<String> hints() {
        return remarks.stream().map(Remark::toString).toList();
    }

    /// True if there is something, and none of it is a rule: no text of rules at all.
    public boolean isNoneRight() {
        return rules.isEmpty() && !wrong.isEmpty();
    }

    /// Understands the text in which rules are written; never throws, whatever the text.
    @FunctionalInterface
    public interface Reader {
        RuleBook read(String text);
    }
}
