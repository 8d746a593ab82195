package vigilar.rules;

import vigilar.event.Severity;

/// What a rule tells only some people. It is no event, for the reason for which nothing of a threat
/// is one ([vigilar.arming.SilentAlerts]): what goes through the journal is on every screen, on the
/// bus and in every export. The event says that a rule acted, and carries the number.
///
/// @param number from 1 on
/// @param audience `owners`, or a person's name
/// @param said what the event of another rule says openly, as JSON
/// @param why the same in words
record Whisper(long number, String audience, Severity severity, String said, String why) {
    /// Where the event carries it.
    static final String NUMBER = "whisper";

    /// Whether that person may know.
    ///
    /// @param person empty: nobody is anybody, in an open house
    boolean isFor(String person, boolean owner) {
        return owner || audience.equalsIgnoreCase(person);
    }
}
