package vigilar.rules;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// One rule: when the condition holds for an event, the actions are done, in their order.
///
/// @param cooldown how long the same incident (the same device; of the panel, the same zone) does
///   not set it off again; 1 s to [#LONGEST_COOLDOWN]
/// @param then at least one
public record Rule(RuleName name, Condition when, Duration cooldown, List<Action> then) {
    /// 5 min: somebody who walks through the garden is one incident.
    public static final Duration USUAL_COOLDOWN = Duration.ofMinutes(5);

    /// A day: it is kept over restarts, and longer is a rule that nobody expects to hold.
    public static final Duration LONGEST_COOLDOWN = Duration.ofDays(1);

    /// 100 rules: each event is looked at by all of them.
    public static final int MOST = 100;

    /// What the house calls a rule where everybody may look that speaks only to some people.
    static final RuleName FOR_SOME = new RuleName("for-some");

    public Rule {
        then = List.copyOf(then);
        if (then.isEmpty()) {
            throw new IllegalArgumentException(name + " does nothing");
        }
        if (cooldown.compareTo(Duration.ofSeconds(1)) < 0
                || cooldown.compareTo(LONGEST_COOLDOWN) > 0) {
            throw new IllegalArgumentException("a cooldown of 1 s to a day, not " + cooldown);
        }
    }

    /// Whom it tells something, if it tells anybody.
    Optional<Action.Alert> alert() {
        return then.stream()
                .filter(Action.Alert.class::isInstance)
                .map(Action.Alert.class::cast)
                .findFirst();
    }

    /// Whether it asks the panel to arm.
    boolean arms() {
        return then.stream().anyMatch(Action.Arm.class::isInstance);
    }

    /// Whether it speaks to some people only: the others shall not read what it is about.
    boolean isForSome() {
        return alert().stream()
                .anyMatch(it -> !(it.audience() instanceof Action.Audience.Everyone));
    }

    /// As it is called where everybody may look.
    RuleName openName() {
        return isForSome() ? FOR_SOME : name;
    }
}
