package vigilar.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/// "Did you mean …?"
public final class Suggestion {
    /// Every third letter may be wrong: beyond that a proposal is a guess.
    private static final int LETTERS_PER_SLIP = 3;

    private Suggestion() {}

    /// The known name nearest to what was written, if it is near enough; a name whose last part is
    /// the same counts as near.
    public static Optional<String> near(String written, Collection<String> known) {
        var word = written.toLowerCase(Locale.ROOT).replace('-', '_');
        return known.stream()
                .filter(
                        name ->
                                distance(word, name)
                                                <= Math.max(1, name.length() / LETTERS_PER_SLIP)
                                        || leaf(name).equals(leaf(word)))
                .min(Comparator.comparingInt(name -> distance(word, name)));
    }

    private static String leaf(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /// Insertions, deletions and replacements that lead from one to the other, and swaps of
    /// neighbours, each counted once.
    static int distance(String one, String other) {
        var steps = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                if (i == 0 || j == 0) {
                    steps[i][j] = i + j;
                    continue;
                }
                var same = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
                steps[i][j] =
                        Math.min(
                                steps[i - 1][j - 1] + same,
                                Math.min(steps[i - 1][j], steps[i][j - 1]) + 1);
                if (i > 1
                        && j > 1
                        && one.charAt(i - 1) == other.charAt(j - 2)
                        && one.charAt(i - 2) == other.charAt(j - 1)) {
                    steps[i][j] = Math.min(steps[i][j], steps[i - 2][j - 2] + 1);
                }
            }
        }
        return steps[one.length()][other.length()];
    }
}
