package vigilar.rules;

import vigilar.arming.ArmState;
import vigilar.event.Event;

import java.time.Instant;

/// A rule was set off.
///
/// @param cause the event that did it
/// @param incident what the cooldown goes by: see [RuleWatch#incident]
/// @param armed how the panel stood before
/// @param held it was set off too often within a minute, and nothing is done
record Firing(Rule rule, Event cause, String incident, ArmState armed, boolean held) {
    Instant at() {
        return cause.at();
    }
}
