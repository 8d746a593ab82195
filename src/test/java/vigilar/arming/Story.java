package vigilar.arming;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// An evening in a house, told step by step. Time moves only when the story says so, and every
/// deadline on the way is kept.
final class Story {
    static final Instant EVENING = Instant.parse("2026-11-26T18:00:00Z");
    static final Mode[] ALL = Mode.values();

    private final Panel panel;
    private Instant now = EVENING;
    private PanelState state = PanelState.disarmed(EVENING);
    private final List<Note> said = new ArrayList<>();
    private final List<Fact> told = new ArrayList<>();
    private long events;

    private Story(Panel panel) {
        this.panel = panel;
    }

    static Story with(PanelRules rules, Zone... zones) {
        return new Story(new Panel(new ZonePlan(List.of(zones), rules)));
    }

    /// A house as many have it.
    static Story usual() {
        return with(PanelRules.USUAL, zones());
    }

    static Zone[] zones() {
        return new Zone[] {
            Zone.of("front-door", ZoneKind.ENTRY_EXIT, ALL),
            Zone.of("window", ZoneKind.INSTANT, ALL),
            Zone.of("hall", ZoneKind.INTERIOR, Mode.AWAY),
            Zone.of("siren-box", ZoneKind.ALWAYS, ALL),
            Zone.of("smoke", ZoneKind.LIFE_SAFETY, ALL)
        };
    }

    static PanelRules enLike() {
        var usual = PanelRules.USUAL;
        return new PanelRules(
                usual.exitDelays(),
                Map.of(Mode.AWAY, Duration.ofSeconds(45)),
                usual.abortWindow(),
                usual.siren(),
                usual.tripsUntilShutDown(),
                usual.homeWhenNobodyLeft(),
                true);
    }

    static Zone grouped(String id, CrossZoning group) {
        return new Zone(
                new ZoneId(id),
                ZoneKind.INTERIOR,
                Set.of(Mode.AWAY),
                Map.of(),
                false,
                false,
                Optional.of(group));
    }

    Story tell(Fact fact) {
        told.add(fact);
        var step = panel.step(state, fact, now);
        state = step.state();
        said.addAll(step.notes());
        return this;
    }

    Story opens(String zone) {
        return tell(new Fact.Opened(new ZoneId(zone), ++events));
    }

    Story closes(String zone) {
        return tell(new Fact.Closed(new ZoneId(zone)));
    }

    Story arms(Mode mode) {
        return tell(new Fact.ArmAsked(mode, false, "anna"));
    }

    Story armsInSpite(Mode mode) {
        return tell(new Fact.ArmAsked(mode, true, "anna"));
    }

    Story disarms() {
        return tell(new Fact.DisarmAsked("anna", false));
    }

    Story leavesOutByHand(String zone) {
        return tell(new Fact.BypassAsked(new ZoneId(zone), true, "anna"));
    }

    Story troubled(String zone, Trouble trouble) {
        return tell(new Fact.Troubled(new ZoneId(zone), trouble, true));
    }

    /// Keeps each deadline at its moment, as the running panel does.
    Story after(int seconds) {
        var end = now.plusSeconds(seconds);
        for (var next = state.deadline();
                next.isPresent() && !next.get().isAfter(end);
                next = state.deadline()) {
            now = next.get().isAfter(now) ? next.get() : now;
            tell(new Fact.TimePassed());
        }
        now = end;
        return tell(new Fact.TimePassed());
    }

    /// The power is away for so long: no deadline is kept meanwhile.
    Story powerCut(int seconds) {
        var off = now;
        now = now.plusSeconds(seconds);
        return tell(new Fact.Resumed(off));
    }

    /// Leaves by the front door, as one does.
    Story armedAway() {
        return arms(Mode.AWAY).opens("front-door").closes("front-door").after(60).forgets();
    }

    Story armed(Mode mode) {
        return arms(mode).forgets();
    }

    Story forgets() {
        said.clear();
        return this;
    }

    Instant now() {
        return now;
    }

    PanelState state() {
        return state;
    }

    ArmState is() {
        return state.phase().state();
    }

    List<Fact> told() {
        return List.copyOf(told);
    }

    List<Note> said() {
        return List.copyOf(said);
    }

    <T extends Note> List<T> said(Class<T> kind) {
        return said.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    List<Blocker> blockers(Mode mode) {
        return panel.blockers(state, mode);
    }
}
