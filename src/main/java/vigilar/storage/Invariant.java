package vigilar.storage;

import java.util.Optional;

/// A rule that the rows of a healthy store keep; each room has its own.
///
/// @param broken what is wrong when it does not hold, in words
/// @param sql selects what breaks it, one text a row; `:it` stands for the part that is looked at
/// @param parts selects the parts, one number a row, each looked at by itself: a store of years is
///   not read in one go; empty: there is only the whole
public record Invariant(String broken, String sql, Optional<String> parts) {
    /// About the whole.
    public static Invariant of(String broken, String sql) {
        return new Invariant(broken, sql, Optional.empty());
    }

    /// About one part after the other.
    public static Invariant each(String parts, String broken, String sql) {
        return new Invariant(broken, sql, Optional.of(parts));
    }
}
