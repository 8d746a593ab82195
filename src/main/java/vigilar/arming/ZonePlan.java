package vigilar.arming;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The zones of a house and how patient it is with them.
public final class ZonePlan {
    private final Map<ZoneId, Zone> zones;
    private final PanelRules rules;

    /// @throws IllegalArgumentException two zones have the same name
    public ZonePlan(Collection<Zone> zones, PanelRules rules) {
        this.zones =
                zones.stream()
                        .collect(
                                Collectors.toUnmodifiableMap(
                                        Zone::id,
                                        Function.identity(),
                                        (one, _) -> {
                                            throw new IllegalArgumentException(
                                                    "two zones are called " + one.id());
                                        }));
        this.rules = rules;
    }

    PanelRules rules() {
        return rules;
    }

    Optional<Zone> zone(ZoneId id) {
        return Optional.ofNullable(zones.get(id));
    }

    /// What tells of danger to life and has not said that it is over.
    List<ZoneId> dangers(PanelState state) {
        return zones().filter(it -> it.kind() == ZoneKind.LIFE_SAFETY)
                .map(Zone::id)
                .filter(it -> state.zone(it).open())
                .toList();
    }

    /// By their names' order.
    Stream<Zone> zones() {
        return zones.values().stream().sorted((a, b) -> a.id().compareTo(b.id()));
    }

    Stream<Zone> of(CrossZoning group) {
        return zones().filter(it -> it.group().equals(Optional.of(group)));
    }

    /// The doors by which one leaves a house that is armed so.
    Stream<Zone> waysOut(Mode mode) {
        return zones().filter(it -> it.kind() == ZoneKind.ENTRY_EXIT && it.takesPart(mode));
    }

    /// How long one may leave: as long as the slowest way out that is not left out takes.
    Duration exitDelay(PanelState state, Mode mode) {
        return waysOut(mode)
                .filter(it -> state.zone(it.id()).bypass().isEmpty())
                .map(it -> rules.exitDelay(it, mode))
                .max(Duration::compareTo)
                .orElse(rules.exitDelay(mode));
    }

    /// The same; and where no device is heard at all, that before all else.
    List<Blocker> blockers(PanelState state, Mode mode, boolean deaf) {
        return Stream.concat(
                        deaf ? Stream.of(Blocker.DEAF) : Stream.empty(),
                        blockers(state, mode).stream())
                .toList();
    }

    /// How long whoever comes in by it may take. An AWAY that became HOME keeps its time: who was
    /// not heard leaving may come back all the same, by a door of both.
    Duration entryDelay(PanelState state, Zone zone, Mode mode) {
        var asked = rules.entryDelay(zone, mode);
        var away = rules.entryDelay(zone, Mode.AWAY);
        return state.stayedHome() && zone.takesPart(Mode.AWAY) && away.compareTo(asked) > 0
                ? away
                : asked;
    }

    /// What stands against arming so, by the zones' names. A way out may stand open and somebody
    /// may walk inside while there is time to leave; what is bypassed was said to be left out.
    List<Blocker> blockers(PanelState state, Mode mode) {
        boolean leaving = exitDelay(state, mode).isPositive();
        return zones().filter(it -> it.takesPart(mode))
                .filter(it -> state.zone(it.id()).bypass().isEmpty())
                .flatMap(it -> blocker(it, state.zone(it.id()), mode, leaving).stream())
                .toList();
    }

    /// While there is time to leave, a way out may be open, unless what is open at its end would be
    /// an alarm at once; away that is the door by which one leaves all the same. A danger to life
    /// that goes on was an alarm, which somebody ended: it is no less watched in an armed house,
    /// and a detector that burnt never says that it is over. See [Notices].
    private Optional<Blocker> blocker(Zone zone, ZoneState known, Mode mode, boolean leaving) {
        boolean wayOut =
                zone.kind() == ZoneKind.ENTRY_EXIT
                        && (mode == Mode.AWAY || rules.entryDelay(zone, mode).isPositive());
        boolean mayBeOpen = leaving && (wayOut || zone.kind() == ZoneKind.INTERIOR);
        boolean open = known.open() && !mayBeOpen && zone.kind() != ZoneKind.LIFE_SAFETY;
        return open || !known.troubles().isEmpty()
                ? Optional.of(new Blocker(zone.id(), open, known.troubles()))
                : Optional.empty();
    }
}
