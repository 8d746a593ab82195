package vigilar.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// The house dies by SIGKILL at each step that has a deadline, in a house that warns before it
/// alarms, too; beside the stories of [KilledPanelTest]. What it remembers beside its deadlines
/// stands in [KilledMemoryTest].
class KilledStepsTest extends PanelStories {
    @Override
    PanelHouse build(Path folder) throws IOException {
        return PanelHouse.startApart(folder, "[panel]\nen_like = true\n" + PanelHouse.USUAL);
    }

    /// @param name what the house is at, as a homeowner would say it
    /// @param story leads there
    /// @param state that the bus tells then
    /// @param due what the panel says once the deadline is there
    /// @param then the state afterwards
    /// @param late how long past the deadline it comes back in the second test
    /// @param meanwhile what the panel says then, from its return on
    record Step(
            String name,
            Consumer<PanelHouse> story,
            String state,
            String due,
            String then,
            Duration late,
            List<String> meanwhile) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Step> steps() {
        return Stream.of(
                new Step(
                        "somebody is out by the door, and there is time to leave",
                        KilledStepsTest::leaves,
                        "ARMING",
                        "ARMED",
                        "ARMED_AWAY",
                        Duration.ofHours(1),
                        List.of("PANEL_RESUMED", "ARMED")),
                new Step(
                        "there is time to leave, and the front door stands open",
                        KilledStepsTest::leavesTheDoorOpen,
                        "ARMING",
                        "EXIT_ERROR",
                        "PENDING",
                        Duration.ofMinutes(10),
                        List.of("PANEL_RESUMED", "ARMED", "EXIT_ERROR", "ENTRY_DELAY")),
                new Step(
                        "the front door was left open, and there is time to disarm",
                        KilledStepsTest::hasLeftTheDoorOpen,
                        "PENDING",
                        "ALARM",
                        "TRIGGERED",
                        Duration.ofMinutes(10),
                        List.of("PANEL_RESUMED", "CUT_WHILE_ENTERING", "ALARM")),
                new Step(
                        "whoever came in left the way to the keypad, and is warned",
                        KilledStepsTest::leavesTheWay,
                        "PENDING",
                        "ALARM",
                        "TRIGGERED",
                        Duration.ofSeconds(20),
                        List.of("PANEL_RESUMED", "CUT_WHILE_ENTERING", "ALARM")),
                new Step(
                        "somebody leaves because of smoke",
                        KilledStepsTest::leavesInSmoke,
                        "TRIGGERED",
                        "ARMED",
                        "TRIGGERED",
                        Duration.ofMinutes(1),
                        List.of("PANEL_RESUMED", "ARMED")),
                new Step(
                        "somebody comes home to smoke",
                        KilledStepsTest::comesHomeToSmoke,
                        "TRIGGERED",
                        "ALARM_ALSO",
                        "TRIGGERED",
                        Duration.ofMinutes(1),
                        List.of(
                                "PANEL_RESUMED",
                                "CUT_WHILE_ENTERING",
                                "ALARM_ALSO",
                                "ALARM_REPORTED")),
                new Step(
                        "an alarm can still be taken back",
                        KilledStepsTest::alarms,
                        "TRIGGERED",
                        "ALARM_REPORTED",
                        "TRIGGERED",
                        Duration.ofMinutes(2),
                        List.of("PANEL_RESUMED", "ALARM_REPORTED")),
                new Step(
                        "an alarm was told outside, and its siren sounds",
                        KilledStepsTest::alarmsAndIsTold,
                        "TRIGGERED",
                        "SIREN_ENDED",
                        "ARMED_AWAY",
                        Duration.ofHours(1),
                        List.of("PANEL_RESUMED", "SIREN_ENDED", "ZONE_BYPASSED")));
    }

    private static void leaves(PanelHouse house) {
        house.arms("ARMED_AWAY");
        house.goesOut();
        house.passes(20);
    }

    private static void leavesTheDoorOpen(PanelHouse house) {
        house.arms("ARMED_AWAY");
        house.opens("door");
        house.passes(20);
    }

    private static void hasLeftTheDoorOpen(PanelHouse house) {
        leavesTheDoorOpen(house);
        house.passes(40);
        house.stands("PENDING");
        house.passes(10);
    }

    private static void leavesTheWay(PanelHouse house) {
        house.isLeft();
        house.opens("door");
        house.passes(5);
        house.opens("window");
        house.closes("window");
        house.passes(5);
        assertThat(house.said()).endsWith("ENTRY_DELAY", "ENTRY_PATH_LEFT");
    }

    private static void smokes(PanelHouse house) {
        house.says("kitchen/smoke", "{\"value\":true}");
        house.stands("TRIGGERED");
    }

    private static void leavesInSmoke(PanelHouse house) {
        house.arms("ARMED_AWAY");
        smokes(house);
        house.goesOut();
        house.passes(20);
    }

    private static void comesHomeToSmoke(PanelHouse house) {
        house.isLeft();
        smokes(house);
        house.opens("door");
        house.passes(10);
    }

    private static void alarms(PanelHouse house) {
        house.isLeft();
        house.opens("window");
        house.stands("TRIGGERED");
        house.passes(10);
    }

    private static void alarmsAndIsTold(PanelHouse house) {
        alarms(house);
        house.passes(20);
        assertThat(house.said()).endsWith("ALARM", "ALARM_REPORTED");
    }

    private static void isAt(Instant told, Instant deadline) {
        assertThat(told).isCloseTo(deadline, within(100, ChronoUnit.MILLIS));
    }

    /// Begins with what the panel says of its return.
    private List<String> saidSince(int before) {
        var said = house.said();
        return said.subList(before, said.size());
    }

    @ParameterizedTest
    @MethodSource("steps")
    void a_house_that_is_killed_goes_on_and_what_was_due_comes_at_the_same_moment(Step step) {
        step.story().accept(house);
        var deadline = house.deadline();
        int before = house.said().size();
        house = house.dies(Duration.ofSeconds(2));
        house.stands(step.state());
        isAt(house.deadline(), deadline);
        house.passes(Duration.between(house.clock.instant(), deadline).toSeconds() - 1);
        assertThat(saidSince(before)).contains("PANEL_RESUMED").doesNotContain(step.due());
        house.passes(1);
        house.stands(step.then());
        assertThat(saidSince(before)).containsOnlyOnce(step.due());
        isAt(house.at(step.due()), deadline);
    }

    @ParameterizedTest
    @MethodSource("steps")
    void what_was_due_while_the_house_was_dead_comes_as_soon_as_it_lives(Step step) {
        step.story().accept(house);
        var left = Duration.between(house.clock.instant(), house.deadline());
        int before = house.said().size();
        house = house.dies(left.plus(step.late()));
        house.stands(step.then());
        Await.until("it is said", PanelHouse.SOON, () -> saidSince(before).contains(step.due()));
        assertThat(saidSince(before)).containsExactlyElementsOf(step.meanwhile());
        isAt(house.at(step.due()), house.clock.instant());
    }
}
