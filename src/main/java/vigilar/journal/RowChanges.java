package vigilar.journal;

import org.jdbi.v3.core.Handle;

/// The row changes of the room that appends (point state, digests, deadlines): made in the same
/// transaction as its events, all or nothing. May run twice when a first try of the group failed;
/// must touch nothing but rows.
@FunctionalInterface
public interface RowChanges {
    /// For those who only append.
    RowChanges NONE = _ -> {};

    /// @throws RuntimeException to undo this append, and only this one
    void apply(Handle rows);
}
