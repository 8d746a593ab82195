package vigilar.arming;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import vigilar.event.Event;
import vigilar.event.EventId;
import vigilar.event.Occurrence;
import vigilar.event.SourceId;
import vigilar.journal.EventArchive;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// What a panel with other zones would have said of the stored past. People armed and disarmed then
/// as they did; everything else is decided anew. It reads what it is given, and touches nothing.
/// Used by one thread.
///
/// Time passes as the events say: a deadline between two of them is met on its moment. What was
/// never stored it cannot know: a request that was refused, and where the panel was off.
public final class Hindsight {
    /// 1,000 of each kind are kept in words, the first ones; the others are counted.
    public static final int MOST_KEPT = 1_000;

    /// What is worth a line: the rest is counted.
    private static final Set<String> TOLD = Set.of("ALARM", "ARMING_OVERRIDDEN");

    private static final JsonMapper JSON = new JsonMapper();

    private final Translation translation;
    private final Instant since;
    private final Map<String, Integer> counts = new TreeMap<>();
    private final List<Occurrence> told = new ArrayList<>();
    private final List<Event> really = new ArrayList<>();
    private PanelState state = PanelState.disarmed(Instant.EPOCH);
    private Instant now = Instant.EPOCH;
    private long events;
    private int alarms;

    /// The time to leave was told: that the house is armed so then tells nothing new.
    private Optional<Mode> leaving = Optional.empty();

    /// @param settings the zones to be tried
    /// @param areas where devices stand: for the whole past as it is now, since nobody stored where
    ///   they stood
    /// @param since what is before only tells how doors stood and how the house was armed
    public Hindsight(ZoneSettings.Panel settings, Map<SourceId, String> areas, Instant since) {
        this.translation = new Translation(settings, Set.of(), () -> areas);
        this.since = since;
    }

    /// What came of it.
    ///
    /// @param events how many there were since then
    /// @param would what is worth a line, at most [#MOST_KEPT] of each kind
    /// @param counts all that the panel would have said, by type of event
    /// @param really the alarms that there were, at most [#MOST_KEPT]
    /// @param alarms how many there were
    public record Result(
            long events,
            List<Occurrence> would,
            Map<String, Integer> counts,
            List<Event> really,
            int alarms) {
        public Result {
            would = List.copyOf(would);
            counts = Map.copyOf(counts);
            really = List.copyOf(really);
        }

        /// Of one type.
        public List<Occurrence> would(String type) {
            return would.stream().filter(it -> it.type().name().equals(type)).toList();
        }

        public int count(String type) {
            return counts.getOrDefault(type, 0);
        }

        /// The alarms that there would have been and those that there were, in order of time.
        public List<Compared> compared() {
            return Comparison.of(would("ALARM"), really.stream().map(Event::what).toList());
        }
    }

    /// How an alarm stands to the one that there was.
    public enum Change {
        SAME,
        /// There was none.
        NEW,
        /// There would be none.
        GONE
    }

    /// An alarm, with other zones or without.
    public record Compared(Instant at, String why, Change change) {}

    /// So often, in words: "never", "once", "3 times".
    public static String times(int count) {
        return switch (count) {
            case 0 -> "never";
            case 1 -> "once";
            case 2 -> "twice";
            default -> "%,d times".formatted(count);
        };
    }

    /// How the devices of the zones stood before the first of the events that come, however long
    /// ago they said so.
    ///
    /// @param seen up to which event everything is past
    void recall(EventArchive archive, EventId seen) {
        translation.remember(archive, seen).forEach(this::happened);
    }

    /// The house was armed before the first of the events that come.
    ///
    /// @param event what says how
    void stoodArmed(Event event) {
        toldMode(event).ifPresent(it -> state = state.with(new Phase.Armed(it, event.at())));
    }

    private static Optional<Mode> toldMode(Event event) {
        var payload = JSON.readTree(event.payload().json());
        return switch (event.type().name()) {
            case Said.ARMING ->
                    mode(payload).or(() -> Optional.of(Mode.AWAY)); // once none was told
            case Said.STAYED_HOME -> Optional.of(Mode.HOME);
            default -> mode(payload);
        };
    }

    /// The next event, in the order of the journal.
    public void next(Event event) {
        passUntil(event.at());
        if (!event.at().isBefore(since)) {
            events++;
        }
        if (event.source().equals(Said.PANEL) && event.origin().topic().isEmpty()) {
            acted(event);
        } else {
            translation.of(event).forEach(this::happened);
        }
    }

    /// Lets the rest of the time pass.
    ///
    /// @param until the end of what is looked at
    public Result end(Instant until) {
        passUntil(until);
        return new Result(events, told, counts, really, alarms);
    }

    /// Deadlines are met on their moment, and the clock does not go back.
    private void passUntil(Instant until) {
        for (var due = state.deadline();
                due.isPresent() && !due.get().isAfter(until);
                due = state.deadline()) {
            var before = state;
            now = later(now, due.get());
            happened(new Fact.TimePassed());
            if (state.equals(before)) {
                break; // nothing came of it, and nothing would the next time
            }
        }
        now = later(now, until);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private void happened(Fact fact) {
        var step = new Panel(translation.plan()).step(state, fact, now);
        state = step.state();
        if (!now.isBefore(since)) {
            step.notes().forEach(note -> Said.of(note, state, now).ifPresent(this::count));
        }
    }

    private void count(Occurrence said) {
        var type = said.type().name();
        if (counts.merge(type, 1, Integer::sum) <= MOST_KEPT && TOLD.contains(type)) {
            told.add(said);
        }
    }

    /// What people did to the panel of that time.
    private void acted(Event event) {
        var payload = JSON.readTree(event.payload().json());
        var by = payload.path("person").asString("");
        switch (event.type().name()) {
            case Said.ARMING -> {
                leaving = toldMode(event);
                var left = payload.path("left").asBoolean(false); // once none was told
                leaving.ifPresent(mode -> arm(mode, left, by));
            }
            case Said.ARMED -> armed(payload);
            case "EVERYBODY_OUT" ->
                    happened(new Fact.LeftSaid(by, payload.path("way").asString("")));
            case Said.STAYED_HOME -> leaving = toldMode(event); // and decided anew
            case Said.DISARMED -> {
                leaving = Optional.empty();
                happened(new Fact.DisarmAsked(by, false));
            }
            case "ZONE_BYPASSED" -> leaveOut(payload, true, by);
            case "ZONE_RESTORED" -> leaveOut(payload, false, by);
            case "ALARM" -> {
                if (!event.at().isBefore(since) && ++alarms <= MOST_KEPT) {
                    really.add(event);
                }
            }
            default -> {} // what that panel decided: this one decides anew
        }
    }

    /// Where there was no time to leave nothing but this was said.
    private void armed(JsonNode payload) {
        var armed = mode(payload);
        if (!armed.equals(leaving)) {
            armed.ifPresent(mode -> arm(mode, false, payload.path("person").asString("")));
        }
        leaving = Optional.empty();
    }

    /// Somebody did arm: what would have stood against it is told, and does not hinder. In an alarm
    /// that there was not then, they would have had to disarm first.
    private void arm(Mode mode, boolean left, String by) {
        if (state.phase().state() == ArmState.PENDING
                || state.phase().state() == ArmState.TRIGGERED) {
            disarm(by);
        }
        happened(new Fact.ArmAsked(mode, true, left, by));
    }

    /// What they had left out by hand for that time they would have left out again.
    private void disarm(String by) {
        var leftOut =
                state.zones().entrySet().stream()
                        .filter(it -> it.getValue().bypass().equals(Optional.of(Bypass.BY_HAND)))
                        .map(Map.Entry::getKey)
                        .toList();
        happened(new Fact.DisarmAsked(by, false));
        leftOut.forEach(it -> happened(new Fact.BypassAsked(it, true, by)));
    }

    /// By hand, or because somebody insisted: by itself it has no name.
    private void leaveOut(JsonNode payload, boolean out, String by) {
        var zone = payload.path("zone").asString("");
        if (!by.isEmpty() && ZoneId.looksRight(zone)) {
            happened(new Fact.BypassAsked(new ZoneId(zone), out, by));
        }
    }

    private static Optional<Mode> mode(JsonNode payload) {
        var said = payload.path("mode").asString(payload.path("arm_state").asString(""));
        for (var mode : Mode.values()) {
            if (said.equals(mode.name()) || said.equals(ArmState.of(mode).name())) {
                return Optional.of(mode);
            }
        }
        return Optional.empty();
    }
}
