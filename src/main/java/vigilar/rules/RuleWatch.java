package vigilar.rules;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import vigilar.arming.ArmState;
import vigilar.event.Event;
import vigilar.event.EventType;
import vigilar.event.Provenance;
import vigilar.event.SourceId;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/// Looks at one event after the other and says which rules it sets off. No clock, no I/O: the same
/// events lead to the same answers, whenever they are looked at. Used by one thread.
///
/// Only live news sets off a rule; what was repeated or fetched later only tells how things stand.
/// What rules themselves say sets off none, so that none can go round in a circle that way.
final class RuleWatch {
    /// Whose events those of the rules are.
    static final SourceId RULES = new SourceId("rules");

    static final SourceId PANEL = new SourceId("panel");

    /// By itself an alarm ends so: the house stays armed, or was not armed, or the siren has had
    /// its time beside a danger to life that goes on.
    static final Set<EventType> ALARM_OVER =
            Set.of(
                    new EventType("SIREN_ENDED"),
                    new EventType("ALARM_OVER"),
                    new EventType("DANGER_GOES_ON"));

    static final EventType DISARMED = new EventType("DISARMED");

    private static final EventType REFUSED = new EventType("ARMING_REFUSED");

    /// How incidents of the panel begin; no device has a name with a slash.
    static final String PANELS = "panel/";

    /// How those of its alarms do.
    static final String ALARMS = PANELS + "ALARM";

    /// 1,000 people; more is a device that invents them.
    private static final int MOST_PEOPLE = 1_000;

    /// 30 times a minute: more than anybody reads, and a flood of ever new devices must not become
    /// one of events, notifications and commands.
    static final int MOST_A_MINUTE = 30;

    static final Duration A_MINUTE = Duration.ofMinutes(1);

    private static final JsonMapper JSON = new JsonMapper();

    private final List<Eye> eyes;
    private final ZoneId zone;
    private final Function<SourceId, String> areaOf;
    private final Map<SourceId, Boolean> atHome = new HashMap<>();
    private final Cooldowns cooldowns;
    private final Map<RuleName, Brake> brakes = new HashMap<>();
    private ArmState armed = ArmState.DISARMED;

    private record Eye(Rule rule, Predicate<Scene> sees) {}

    /// An event and what was so before it. What takes a look into the payload is done once, and
    /// only when somebody asks.
    private final class Scene {
        private final Event event;
        private final ArmState armed;
        private final ZonedDateTime at;
        private Optional<String> area = Optional.empty();

        Scene(Event event, ArmState armed) {
            this.event = event;
            this.armed = armed;
            this.at = event.at().atZone(zone);
        }

        /// What people say goes before what the device says of itself; in small letters.
        String area() {
            if (area.isEmpty()) {
                var said = areaOf.apply(event.source());
                var text = said.isEmpty() ? text(event, "area") : said;
                area = Optional.of(text.toLowerCase(Locale.ROOT));
            }
            return area.get();
        }
    }

    /// @param areaOf where people say that a device stands; empty: they say nothing
    RuleWatch(List<Rule> rules, ZoneId zone, Function<SourceId, String> areaOf) {
        this.zone = zone;
        this.areaOf = areaOf;
        this.cooldowns = new Cooldowns(rules);
        this.eyes = rules.stream().map(it -> new Eye(it, eye(it.when()))).toList();
    }

    /// A former life did that rule then.
    void recall(RuleName rule, String incident, Instant at) {
        cooldowns.recall(rule, incident, at);
    }

    /// Whether the panel itself says it: a device may call itself so, too.
    static boolean isPanels(Event event) {
        return event.source().equals(PANEL) && event.origin().topic().isEmpty();
    }

    /// Whether nothing sounds any more behind that event: the next alarm is another one, however
    /// soon.
    static boolean endsAlarms(Event event) {
        return isPanels(event)
                && (event.type().equals(DISARMED) || ALARM_OVER.contains(event.type()));
    }

    /// How an event changes what is so, and nothing else: for the past that nobody needs to judge.
    void learn(Event event) {
        if (isPanels(event)) {
            armState(event).ifPresent(it -> armed = it);
        }
        switch (event.type().name()) {
            case "ARRIVED" -> presence(event.source(), true);
            case "LEFT" -> presence(event.source(), false);
            default -> {}
        }
    }

    private void presence(SourceId person, boolean here) {
        if (atHome.size() < MOST_PEOPLE || atHome.containsKey(person)) {
            var before = atHome.put(person, here);
            if (before == null || before != here) {
                cooldowns.cameOrWent(person);
            }
        }
    }

    /// Whether it tells how the panel stands.
    boolean hasState(Event event) {
        return armState(event).isPresent();
    }

    private static Optional<ArmState> armState(Event event) {
        var word = text(event, "arm_state"); // an older panel did not say
        return Arrays.stream(ArmState.values()).filter(it -> it.name().equals(word)).findFirst();
    }

    /// An event that was judged in a former life: what counts, counts it again.
    void relive(Event event) {
        rulesMetBy(event);
    }

    /// The next event, in the order of the journal.
    List<Firing> next(Event event) {
        var before = armed;
        var incident = incident(event);
        var fired = new ArrayList<Firing>();
        for (var rule : rulesMetBy(event)) {
            if (!cooldowns.isOver(rule, incident, event.at())) {
                continue;
            }
            // the panel invents no devices, and an alarm is never held back
            var brake = brakes.computeIfAbsent(rule.name(), _ -> new Brake());
            switch (isPanels(event) ? Word.GO : brake.at(event.at())) {
                case GO -> {
                    cooldowns.begins(rule.name(), incident, event.at());
                    fired.add(new Firing(rule, event, incident, before, false));
                }
                case TELL -> fired.add(new Firing(rule, event, incident, before, true));
                case STAY -> {} // told already
            }
        }
        end(event);
        return fired;
    }

    /// What the panel says ends cooldowns, once it has been judged itself.
    private void end(Event event) {
        if (endsAlarms(event)) {
            cooldowns.alarmsAreOver();
        }
        if (!isPanels(event)) {
            return;
        }
        if (event.type().equals(DISARMED)) {
            cooldowns.disarmed();
        } else if (event.type().equals(REFUSED) && armed == ArmState.DISARMED) {
            cooldowns.refused(event.at()); // one that is armed already is not asked again and again
        }
    }

    private List<Rule> rulesMetBy(Event event) {
        if (event.source().equals(RULES) && event.origin().topic().isEmpty()) {
            return List.of();
        }
        var before = armed;
        learn(event); // who has just left is away; the panel is asked how it stood before
        if (!Provenance.of(event.payload()).mayAlarm()) {
            return List.of();
        }
        var scene = new Scene(event, before);
        return eyes.stream().filter(it -> it.sees().test(scene)).map(Eye::rule).toList();
    }

    /// Holds back a rule that is set off again and again by ever other devices.
    private static final class Brake {
        private final ArrayDeque<Instant> moments = new ArrayDeque<>();
        private Instant told = Instant.MIN;

        Word at(Instant now) {
            while (!moments.isEmpty() && isOver(moments.getFirst(), now)) {
                moments.remove();
            }
            if (moments.size() < MOST_A_MINUTE) {
                moments.add(now);
                return Word.GO;
            }
            if (!told.equals(Instant.MIN) && !isOver(told, now)) {
                return Word.STAY;
            }
            told = now;
            return Word.TELL;
        }

        private static boolean isOver(Instant since, Instant now) {
            return Duration.between(since, now).abs().compareTo(A_MINUTE) >= 0;
        }
    }

    private enum Word {
        GO,
        /// It is held back, and somebody must be told.
        TELL,
        STAY
    }

    /// What belongs together in one cooldown: what one device says; of the panel, what it says of
    /// one zone in the same words.
    static String incident(Event event) {
        return isPanels(event)
                ? PANELS + event.type() + "/" + text(event, "zone")
                : event.source().value();
    }

    /// What counts looks at each event, whatever the other parts say: else it would count by
    /// chance. The others are asked as long as it matters.
    private Predicate<Scene> eye(Condition condition) {
        return switch (condition) {
            case Condition.All(var parts) -> {
                var counting = eyes(parts, true);
                var others = eyes(parts, false);
                yield scene ->
                        holding(counting, scene) == counting.size()
                                && others.stream().allMatch(it -> it.test(scene));
            }
            case Condition.Any(var parts) -> {
                var counting = eyes(parts, true);
                var others = eyes(parts, false);
                yield scene ->
                        holding(counting, scene) > 0
                                || others.stream().anyMatch(it -> it.test(scene));
            }
            case Condition.Not(var part) -> eye(part).negate();
            case Condition.OfType(var types) -> scene -> types.contains(scene.event.type());
            case Condition.AtLeast(var least) ->
                    scene -> scene.event.severity().compareTo(least) >= 0;
            case Condition.From(var sources) -> scene -> sources.contains(scene.event.source());
            case Condition.InArea(var areas) -> inArea(areas);
            case Condition.Armed(var states) -> scene -> states.contains(scene.armed);
            case Condition.Presence(var who) -> _ -> isSo(who);
            case Condition.AtHome(var people) ->
                    _ -> people.stream().anyMatch(it -> atHome.getOrDefault(it, false));
            case Condition.During during -> scene -> during.holds(scene.at);
            case Condition.Times times -> new Count(times, eye(times.of()));
        };
    }

    private List<Predicate<Scene>> eyes(List<Condition> parts, boolean counting) {
        return parts.stream()
                .filter(it -> it.memory().isPositive() == counting)
                .map(this::eye)
                .toList();
    }

    private static int holding(List<Predicate<Scene>> eyes, Scene scene) {
        int count = 0;
        for (var eye : eyes) {
            count += eye.test(scene) ? 1 : 0;
        }
        return count;
    }

    private Predicate<Scene> inArea(Set<String> areas) {
        var wanted = areas.stream().map(it -> it.toLowerCase(Locale.ROOT)).toList();
        return scene -> wanted.contains(scene.area());
    }

    static String text(Event event, String key) {
        try {
            return JSON.readTree(event.payload().json()).path(key).asString("");
        } catch (JacksonException _) {
            return "";
        }
    }

    private boolean isSo(Condition.Who who) {
        return switch (who) {
            case SOMEBODY -> atHome.containsValue(true);
            case NOBODY -> !atHome.isEmpty() && !atHome.containsValue(true);
        };
    }

    /// Remembers the last moments at which a condition held.
    private static final class Count implements Predicate<Scene> {
        private final Condition.Times times;
        private final Predicate<Scene> of;
        private final ArrayDeque<Instant> moments = new ArrayDeque<>();

        Count(Condition.Times times, Predicate<Scene> of) {
            this.times = times;
            this.of = of;
        }

        @Override
        public boolean test(Scene scene) {
            if (!of.test(scene)) {
                return false;
            }
            var now = scene.event.at();
            moments.add(now);
            if (moments.size() > times.times()) {
                moments.remove();
            }
            // the clock may have been set back: then what it said before is no time to go by
            return moments.size() == times.times()
                    && Duration.between(moments.getFirst(), now).abs().compareTo(times.within())
                            <= 0;
        }
    }
}
