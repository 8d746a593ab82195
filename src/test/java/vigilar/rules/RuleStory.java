package vigilar.rules;

import vigilar.arming.Mode;
import vigilar.event.Event;
import vigilar.event.EventId;
import vigilar.event.EventType;
import vigilar.event.Occurrence;
import vigilar.event.Origin;
import vigilar.event.Payload;
import vigilar.event.Severity;
import vigilar.event.SourceId;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What happens in a house, and which rules it sets off. It begins on a Thursday at noon.
final class RuleStory {
    private static final Map<String, String> AREAS = Map.of("cam-garden", "Garden");

    private final RuleWatch watch;
    private final List<String> fired = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-26T12:00:00Z");
    private long id;

    RuleStory(Rule... rules) {
        watch =
                new RuleWatch(
                        List.of(rules),
                        ZoneOffset.UTC,
                        source -> AREAS.getOrDefault(source.value(), ""));
    }

    static Rule rule(String name, Condition when) {
        return rule(name, when, Duration.ofSeconds(1));
    }

    static Rule rule(String name, Condition when, Duration cooldown) {
        return new Rule(
                new RuleName(name),
                when,
                cooldown,
                List.of(new Action.Alert(new Action.Audience.Everyone(), Action.Urgency.HIGH, "")));
    }

    /// One that arms the house.
    static Rule arming(String name, Condition when, Duration cooldown) {
        return new Rule(new RuleName(name), when, cooldown, List.of(new Action.Arm(Mode.AWAY)));
    }

    static Event event(
            long id, Instant at, String source, String type, String payload, String topic) {
        return new Event(
                new EventId(id),
                new Occurrence(
                        at,
                        new EventType(type),
                        type.equals("SMOKE") ? Severity.CRITICAL : Severity.INFO,
                        new SourceId(source),
                        new Payload(payload),
                        new Origin(topic, "")));
    }

    RuleStory after(Duration time) {
        now = now.plus(time);
        return this;
    }

    RuleStory at(String time) {
        now = Instant.parse(time);
        return this;
    }

    /// A device says it.
    RuleStory says(String source, String type) {
        return says(source, type, "{}");
    }

    RuleStory says(String source, String type, String payload) {
        return next(event(++id, now, source, type, payload, "vigilar/sensor/x"));
    }

    /// The panel stands so from now on.
    RuleStory panel(String type, String state, String zone) {
        var payload = "{\"zone\":\"%s\",\"arm_state\":\"%s\"}".formatted(zone, state);
        return next(event(++id, now, "panel", type, payload, ""));
    }

    private RuleStory next(Event event) {
        for (var firing : watch.next(event)) {
            fired.add((firing.held() ? "held " : "") + firing.rule().name());
        }
        return this;
    }

    /// What was set off since the last time somebody asked.
    List<String> fired() {
        var all = List.copyOf(fired);
        fired.clear();
        return all;
    }
}
