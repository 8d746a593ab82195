package vigilar.rules;

import vigilar.event.SourceId;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Which incidents have set off a rule just now and do not do so again. Used by one thread.
///
/// A rule that arms is patient only with one and the same wish: somebody who was refused, closes
/// the window and goes again, or disarms and goes again, means it anew, and a house that stays
/// disarmed without a word is the worst that a cooldown can do.
final class Cooldowns {
    /// 10,000 incidents that cool down: beyond them the oldest is forgotten, and may be told again.
    private static final int MOST = 10_000;

    /// 30 s: time enough to close a window and press the button again; and where each movement asks
    /// the panel to arm, it is refused twice a minute and no oftener.
    static final Duration AFTER_REFUSAL = Duration.ofSeconds(30);

    private final Set<RuleName> arming;
    private final Map<Cooling, Instant> since =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Cooling, Instant> eldest) {
                    return size() > MOST;
                }
            };
    private Instant refused = Instant.MIN;

    private record Cooling(RuleName rule, String incident) {}

    Cooldowns(List<Rule> rules) {
        arming = rules.stream().filter(Rule::arms).map(Rule::name).collect(Collectors.toSet());
    }

    /// Also when the clock was set back meanwhile: nobody knows then how long it was.
    boolean isOver(Rule rule, String incident, Instant at) {
        var last = since.get(new Cooling(rule.name(), incident));
        return last == null
                || Duration.between(last, at).abs().compareTo(patience(rule, incident, last)) >= 0;
    }

    private Duration patience(Rule rule, String incident, Instant last) {
        boolean askedInVain =
                isOfDevice(rule.name(), incident)
                        && !refused.isBefore(last)
                        && rule.cooldown().compareTo(AFTER_REFUSAL) > 0;
        return askedInVain ? AFTER_REFUSAL : rule.cooldown();
    }

    void begins(RuleName rule, String incident, Instant at) {
        var cooling = new Cooling(rule, incident);
        since.remove(cooling); // to the end of the line
        since.put(cooling, at);
    }

    /// A former life did that rule then. One that arms asks once more, rather: the panel tells who
    /// asks for what is so already.
    void recall(RuleName rule, String incident, Instant at) {
        if (!isOfDevice(rule, incident)) {
            since.put(new Cooling(rule, incident), at);
        }
    }

    /// The next alarm is another one, however soon.
    void alarmsAreOver() {
        since.keySet().removeIf(it -> it.incident().startsWith(RuleWatch.ALARMS));
    }

    /// The panel was not ready to be armed.
    void refused(Instant at) {
        refused = at;
    }

    void disarmed() {
        since.keySet().removeIf(it -> isOfDevice(it.rule(), it.incident()));
    }

    /// Who comes and goes again has gone anew.
    void cameOrWent(SourceId person) {
        since.keySet()
                .removeIf(
                        it ->
                                isOfDevice(it.rule(), it.incident())
                                        && it.incident().equals(person.value()));
    }

    /// What the panel says sets off no arming anew by being said: a rule could go round in a circle
    /// by it.
    private boolean isOfDevice(RuleName rule, String incident) {
        return arming.contains(rule) && !incident.startsWith(RuleWatch.PANELS);
    }
}
