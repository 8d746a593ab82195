package vigilar.storage;

import java.util.List;
import java.util.Optional;

/// What a rescue carries from the damaged file into the backup that takes its place, if it can be
/// read there: small tables in which a night makes a difference. All of its tables or none; each
/// room has its own.
///
/// @param what for the note of the rescue, a word
/// @param tables the first is what it is about: without a row there it is not believed, unless the
///   backup has none either
/// @param carried statements that make the rest fit what was carried
/// @param left statements for when it was not; each may have one parameter, the time of the backup
///   in ms, 0: there is none
/// @param less what is tried when these cannot be carried
public record Salvage(
        String what,
        List<String> tables,
        List<String> carried,
        List<String> left,
        Optional<Salvage> less) {
    /// All or nothing.
    public Salvage(String what, List<String> tables, List<String> carried, List<String> left) {
        this(what, tables, carried, left, Optional.empty());
    }

    public Salvage {
        tables = List.copyOf(tables);
        carried = List.copyOf(carried);
        left = List.copyOf(left);
    }
}
