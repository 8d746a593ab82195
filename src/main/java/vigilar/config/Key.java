package vigilar.config;

/// One setting: a row of the reference.
///
/// @param name dotted, as in TOML: `bus.url`
/// @param option the option of the command line that says the same, or empty
/// @param standard what holds when nothing is said, in words
/// @param meaning one sentence for the operator guide
public record Key<T>(String name, String option, Kind<T> kind, String standard, String meaning) {
    /// The table it stands in, empty for the top of the file.
    String table() {
        var dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(0, dot);
    }

    /// Its name within the table.
    String leaf() {
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
