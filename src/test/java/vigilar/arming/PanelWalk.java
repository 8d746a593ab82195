package vigilar.arming;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Tries in a house whatever can happen until nothing new comes about, and says in which shapes the
/// panel can stand there.
final class PanelWalk {
    /// Far more than there are: a walk that needs them has lost its way.
    private static final int MOST = 200_000;

    private final Panel panel;
    private final Set<String> seen = new HashSet<>();
    private final Set<String> shapes = new TreeSet<>();
    private final ArrayDeque<Place> waiting = new ArrayDeque<>();

    private PanelWalk(Panel panel) {
        this.panel = panel;
    }

    private record Place(PanelState state, Instant now) {}

    static Set<String> shapesIn(PanelRules rules) {
        return new PanelWalk(new Panel(new ZonePlan(List.of(Story.zones()), rules))).shapes();
    }

    private Set<String> shapes() {
        var moves = moves();
        comesTo(PanelState.disarmed(Story.EVENING), Story.EVENING);
        while (!waiting.isEmpty()) {
            var place = waiting.remove();
            var now = place.now.plusSeconds(1);
            moves.forEach(it -> comesTo(panel.step(place.state, it, now).state(), now));
            place.state
                    .deadline()
                    .ifPresent(
                            due ->
                                    comesTo(
                                            panel.step(place.state, new Fact.TimePassed(), due)
                                                    .state(),
                                            due));
        }
        return shapes;
    }

    private void comesTo(PanelState state, Instant now) {
        var shape = PhaseShape.of(state.phase());
        if (seen.add(shape + standing(state))) {
            shapes.add(shape);
            waiting.add(new Place(state, now));
            if (seen.size() > MOST) {
                throw new AssertionError("no end of " + shape + standing(state));
            }
        }
    }

    /// Of the zones, what another shape can follow from.
    private static String standing(PanelState state) {
        var zones = new TreeMap<ZoneId, String>();
        state.zones()
                .forEach(
                        (id, known) ->
                                zones.put(
                                        id,
                                        "%s %s %s"
                                                .formatted(
                                                        known.open(),
                                                        known.bypass().isPresent(),
                                                        known.lastTrip().isPresent())));
        return zones.toString();
    }

    private static List<Fact> moves() {
        var moves = new ArrayList<Fact>();
        for (var zone : Story.zones()) {
            moves.add(new Fact.Felt(zone.id(), 1)); // as if it opened and closed
        }
        moves.add(new Fact.Opened(new ZoneId("front-door"), 1)); // may be open when all have left
        moves.add(new Fact.Closed(new ZoneId("front-door")));
        moves.add(new Fact.Opened(new ZoneId("smoke"), 1)); // may go on after the siren
        moves.add(new Fact.Closed(new ZoneId("smoke")));
        for (var mode : Mode.values()) {
            moves.add(new Fact.ArmAsked(mode, false, "anna"));
        }
        moves.add(new Fact.DisarmAsked("anna", false));
        return moves;
    }
}
