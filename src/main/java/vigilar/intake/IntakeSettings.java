package vigilar.intake;

import vigilar.bus.Prefix;

/// How intake takes part in the bus.
///
/// @param prefix first level of all topics of the house
/// @param share which share of the messages is ours; several intakes on one broker have different
///   ones. Part of the session's name
public record IntakeSettings(Prefix prefix, String share) {
    /// One intake for the whole house.
    public static IntakeSettings whole(Prefix prefix) {
        return new IntakeSettings(prefix, "intake");
    }
}
