package vigilar.config;

/// Something in the settings that cannot hold.
///
/// @param where `vigilar.toml:3:1`, or the option: `--http`; empty if `what` names it
/// @param what one sentence for people
public record Complaint(String where, String what) {
    @Override
    public String toString() {
        return where.isEmpty() ? what : where + ": " + what;
    }
}
