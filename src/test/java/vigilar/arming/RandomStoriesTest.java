package vigilar.arming;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Whatever happens in whatever order, these hold.
class RandomStoriesTest {
    private static final Instant BEGIN = Instant.parse("2026-11-26T18:00:00Z");

    /// A house as many have it, and one with all that can be set.
    private static final List<ZonePlan> HOUSES =
            List.of(
                    new ZonePlan(List.of(Story.zones()), PanelRules.USUAL),
                    new ZonePlan(odd(), Story.enLike()));

    private ZonePlan plan = HOUSES.getFirst();
    private Panel panel = new Panel(plan);

    private static List<Zone> odd() {
        var all = Set.of(Mode.values());
        var group = new CrossZoning("inside", 2, Duration.ofSeconds(60));
        return List.of(
                new Zone(
                        new ZoneId("front-door"),
                        ZoneKind.ENTRY_EXIT,
                        all,
                        Map.of(Mode.AWAY, Duration.ofSeconds(90)),
                        true,
                        true,
                        Optional.empty()),
                Story.grouped("window", group),
                Story.grouped("hall", group),
                Zone.of("siren-box", ZoneKind.ALWAYS, Mode.values()),
                Zone.of("smoke", ZoneKind.LIFE_SAFETY, Mode.values()));
    }

    /// Something happens so long after what was before.
    record Happening(int millis, Fact fact) {}

    @Provide
    Arbitrary<List<Happening>> stories() {
        var zones =
                Arbitraries.of("front-door", "window", "hall", "siren-box", "smoke", "unknown")
                        .map(ZoneId::new);
        var modes = Arbitraries.of(Mode.values());
        var yes = Arbitraries.of(true, false);
        Arbitrary<Fact> facts =
                Arbitraries.frequencyOf(
                        Tuple.of(6, zones.map(it -> new Fact.Opened(it, 1))),
                        Tuple.of(5, zones.map(Fact.Closed::new)),
                        Tuple.of(1, zones.map(it -> new Fact.Felt(it, 1))),
                        Tuple.of(1, Combinators.combine(zones, yes).as(Fact.Known::new)),
                        Tuple.of(1, zones.map(it -> new Fact.Found(it, 1))),
                        Tuple.of(1, zones.map(Fact.NeverHeard::new)),
                        Tuple.of(
                                1,
                                Combinators.combine(zones, Arbitraries.of(Trouble.values()), yes)
                                        .as(Fact.Troubled::new)),
                        Tuple.of(
                                4,
                                Combinators.combine(modes, yes, yes, yes)
                                        .as((a, b, c, d) -> new Fact.ArmAsked(a, b, c, d, "a"))),
                        Tuple.of(1, Arbitraries.just(new Fact.Unheard())),
                        Tuple.of(1, Arbitraries.just(new Fact.LeftSaid("a", "b"))),
                        Tuple.of(1, modes.map(it -> new Fact.RuleAsked(it, "rule a"))),
                        Tuple.of(1, yes.map(it -> new Fact.DisarmAsked("a", it))),
                        Tuple.of(
                                1,
                                Combinators.combine(zones, yes)
                                        .as((zone, out) -> new Fact.BypassAsked(zone, out, "a"))),
                        Tuple.of(4, Arbitraries.just(new Fact.TimePassed())),
                        Tuple.of(1, Arbitraries.just((Fact) new Fact.Resumed(BEGIN))));
        return Combinators.combine(Arbitraries.integers().between(0, 90_000), facts)
                .as(Happening::new)
                .list()
                .ofMaxSize(60);
    }

    private interface Check {
        void holds(PanelState before, Fact fact, Instant now, Step after);
    }

    private void walk(List<Happening> story, Check check) {
        for (var house : HOUSES) {
            plan = house;
            panel = new Panel(house);
            walkHere(story, check);
        }
    }

    private void walkHere(List<Happening> story, Check check) {
        var state = PanelState.disarmed(BEGIN);
        var now = BEGIN;
        for (var each : story) {
            now = now.plusMillis(each.millis);
            var step = panel.step(state, each.fact, now);
            check.holds(state, each.fact, now, step);
            state = step.state();
        }
    }

    private static boolean isArmed(Phase phase) {
        return switch (phase) {
            case Phase.Disarmed _ -> false;
            case Phase.Arming _, Phase.Armed _, Phase.Pending _ -> true;
            case Phase.Triggered alarm -> alarm.mode().isPresent();
        };
    }

    @Property(tries = 400)
    void an_armed_house_is_never_disarmed_but_by_somebody(
            @ForAll("stories") List<Happening> story) {
        walk(
                story,
                (before, fact, _, after) -> {
                    if (isArmed(before.phase()) && !(fact instanceof Fact.DisarmAsked)) {
                        assertThat(isArmed(after.state().phase())).isTrue();
                    }
                });
    }

    private static boolean tellsOf(Note note, ZoneId zone) {
        return switch (note) {
            case Note.Alarm(var cause, var lifeSafety, _) ->
                    lifeSafety && cause.zone().equals(zone);
            case Note.AlarmAlso(var cause) -> cause.zone().equals(zone);
            default -> false;
        };
    }

    private static boolean isNamed(Phase phase, ZoneId zone) {
        return phase instanceof Phase.Triggered alarm
                && alarm.causes().stream().anyMatch(it -> it.zone().equals(zone));
    }

    @Property(tries = 400)
    void smoke_is_an_alarm_whatever_was_before(@ForAll("stories") List<Happening> story) {
        var smoke = new ZoneId("smoke");
        walk(
                story,
                (_, fact, now, after) -> {
                    var then = panel.step(after.state(), new Fact.Opened(smoke, 9), now);
                    assertThat(then.state().phase().state()).isEqualTo(ArmState.TRIGGERED);
                    assertThat(
                                    then.notes().stream().anyMatch(it -> tellsOf(it, smoke))
                                            || isNamed(after.state().phase(), smoke))
                            .isTrue(); // what the alarm names already is not told again
                    assertThat(after.state().zone(smoke).bypass()).as("%s", fact).isEmpty();
                });
    }

    @Property(tries = 400)
    void a_restart_moves_no_deadline_and_after_it_none_has_passed(
            @ForAll("stories") List<Happening> story) {
        walk(
                story,
                (_, _, now, after) -> {
                    var again = panel.step(after.state(), new Fact.Resumed(now), now);
                    assertThat(again.state()).isEqualTo(after.state());
                    assertThat(after.state().deadline().stream()).allMatch(it -> it.isAfter(now));
                });
    }

    @Property(tries = 400)
    void however_long_the_power_was_off_a_deadline_that_is_still_to_come_is_where_it_was(
            @ForAll("stories") List<Happening> story,
            @ForAll @IntRange(min = 1, max = 600) int off) {
        walk(
                story,
                (_, _, now, after) -> {
                    var back = now.plusSeconds(off);
                    var due = after.state().deadline();
                    if (due.filter(it -> it.isAfter(back)).isPresent()) {
                        var again = panel.step(after.state(), new Fact.Resumed(now), back);
                        assertThat(again.state().deadline()).isEqualTo(due);
                        assertThat(again.state().phase()).isEqualTo(unheard(after.state().phase()));
                    }
                });
    }

    /// Whether somebody left while the power was off nobody has heard; nothing else changes.
    private static Phase unheard(Phase phase) {
        return switch (phase) {
            case Phase.Arming arming -> arming.goesUnheard();
            case Phase.Triggered alarm ->
                    alarm.with(
                            alarm.beneath()
                                    .map(
                                            it ->
                                                    it instanceof Phase.Arming a
                                                            ? a.goesUnheard()
                                                            : it));
            case Phase.Disarmed _, Phase.Armed _, Phase.Pending _ -> phase;
        };
    }

    @Property(tries = 400)
    void what_is_felt_closes_and_opens_nothing(@ForAll("stories") List<Happening> story) {
        walk(
                story,
                (before, fact, _, after) -> {
                    if (fact instanceof Fact.Felt(var zone, _)) {
                        assertThat(after.state().zone(zone).open())
                                .isEqualTo(before.zone(zone).open());
                    }
                });
    }

    @Property(tries = 400)
    void smoke_that_nobody_took_back_is_an_alarm_until_it_is_clear(
            @ForAll("stories") List<Happening> story) {
        var smoke = new ZoneId("smoke");
        var goesOn = new boolean[1];
        for (var house : HOUSES) {
            plan = house;
            panel = new Panel(house);
            goesOn[0] = false;
            walkHere(
                    story,
                    (_, fact, _, after) -> {
                        goesOn[0] =
                                switch (fact) {
                                    case Fact.Opened(var zone, _) ->
                                            goesOn[0] || zone.equals(smoke);
                                    case Fact.DisarmAsked _ -> false;
                                    default -> goesOn[0] && after.state().zone(smoke).open();
                                };
                        if (goesOn[0]) {
                            assertThat(after.state().phase().state()).isEqualTo(ArmState.TRIGGERED);
                            assertThat(isNamed(after.state().phase(), smoke)).isTrue();
                        }
                    });
        }
    }

    @Property(tries = 400)
    void what_is_left_out_until_a_time_has_not_passed_it(@ForAll("stories") List<Happening> story) {
        walk(
                story,
                (_, _, now, after) ->
                        assertThat(after.state().zones().values())
                                .allMatch(it -> it.outUntil().stream().allMatch(now::isBefore))
                                .allMatch(
                                        it -> it.outUntil().isEmpty() || it.bypass().isPresent()));
    }

    /// Of one armed period without a hand on its bypass.
    @Property(tries = 400)
    void no_zone_but_life_safety_alarms_more_than_twice(@ForAll("stories") List<Happening> story) {
        var alarms = new HashMap<ZoneId, Integer>();
        walk(
                story,
                (before, fact, _, after) -> {
                    if (fact instanceof Fact.BypassAsked
                            || before.phase() instanceof Phase.Disarmed
                            || after.state().phase() instanceof Phase.Disarmed) {
                        alarms.clear();
                    }
                    for (var note : after.notes()) {
                        if (note instanceof Note.Alarm(var cause, var lifeSafety, _)
                                && !lifeSafety
                                && isArmed(after.state().phase())) {
                            assertThat(alarms.merge(cause.zone(), 1, Integer::sum))
                                    .isLessThanOrEqualTo(PanelRules.USUAL.tripsUntilShutDown());
                        }
                    }
                });
    }

    @Property(tries = 400)
    void passing_time_twice_is_as_good_as_once(@ForAll("stories") List<Happening> story) {
        walk(
                story,
                (_, _, now, after) ->
                        assertThat(panel.step(after.state(), new Fact.TimePassed(), now))
                                .isEqualTo(new Step(after.state(), List.of())));
    }

    @Property(tries = 400)
    void what_is_armed_and_told_follows_the_states(@ForAll("stories") List<Happening> story) {
        walk(
                story,
                (before, _, _, after) -> {
                    var states = Optional.of(after.state().phase().state());
                    boolean alarmBegan =
                            after.notes().stream().anyMatch(Note.Alarm.class::isInstance);
                    if (before.phase().state() != ArmState.TRIGGERED
                            && states.get() == ArmState.TRIGGERED) {
                        assertThat(alarmBegan).isTrue();
                    }
                    if (alarmBegan) {
                        assertThat(after.state().phase())
                                .isInstanceOfAny(Phase.Triggered.class, Phase.Disarmed.class);
                    }
                });
    }

    @Property(tries = 400)
    void what_is_stored_is_what_stood_there(@ForAll("stories") List<Happening> story) {
        walk(
                story,
                (_, _, _, after) ->
                        assertThat(PanelJson.read(PanelJson.text(after.state())))
                                .isEqualTo(after.state()));
    }

    @Property(tries = 400)
    void a_watched_zone_that_opens_live_is_never_silent(@ForAll("stories") List<Happening> story) {
        walk(
                story,
                (_, _, now, then) -> {
                    for (var zone : plan.zones().toList()) {
                        var id = zone.id();
                        var state = then.state();
                        var armed = state.phase().armedAs();
                        if (!zone.kind().isAlwaysOn() && armed.filter(zone::takesPart).isEmpty()) {
                            continue; // nobody watches it now
                        }
                        var after = panel.step(state, new Fact.Opened(id, 9), now);
                        assertThat(after.state().zone(id).open()).isTrue();
                        assertThat(
                                        after.notes().stream().anyMatch(it -> Telling.names(it, id))
                                                || isNamed(state.phase(), id)
                                                || Telling.isOneOfMany(state.zone(id))
                                                || Telling.isTheWayOut(state, zone))
                                .as("%s opens, in %s: %s", id, state, after.notes())
                                .isTrue();
                    }
                });
    }

    private static boolean isLifeSafety(Fact fact) {
        var smoke = new ZoneId("smoke");
        return switch (fact) {
            case Fact.Opened(var zone, _) -> zone.equals(smoke);
            case Fact.Felt(var zone, _) -> zone.equals(smoke);
            default -> false;
        };
    }

    @Property(tries = 200)
    void nothing_but_danger_to_life_makes_an_alarm_longer(
            @ForAll("stories") List<Happening> story) {
        walk(
                story,
                (before, fact, now, after) -> {
                    if (before.phase() instanceof Phase.Triggered one
                            && after.state().phase() instanceof Phase.Triggered other
                            && one.since().equals(other.since())
                            && one.quietAt().stream().anyMatch(now::isBefore)
                            && !isLifeSafety(fact)) {
                        assertThat(other.quietAt()).isEqualTo(one.quietAt());
                    }
                });
    }

    @Property(tries = 200)
    void a_siren_never_sounds_longer_than_its_time(@ForAll("stories") List<Happening> story) {
        walk(
                story,
                (_, _, now, after) -> {
                    if (after.state().phase() instanceof Phase.Triggered alarm) {
                        assertThat(alarm.quietAt().stream())
                                .noneMatch(it -> it.isAfter(now.plus(PanelRules.USUAL.siren())));
                    }
                });
    }
}
