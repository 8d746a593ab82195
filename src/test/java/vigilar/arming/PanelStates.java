package vigilar.arming;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// How the panel can stand, by the names that the reference page gives it.
final class PanelStates {
    private PanelStates() {}

    /// States that are shown beside one another.
    record Group(String title, Map<String, Supplier<Story>> states) {}

    static List<Group> groups() {
        return List.of(
                quiet(),
                leaving(),
                entering(),
                dangers(),
                goingOn(),
                breakIns(),
                leavingBeneath("", it -> it),
                leavingBeneath(" that was told", it -> it.opens("smoke")),
                beneath());
    }

    private static Group quiet() {
        var states = new LinkedHashMap<String, Supplier<Story>>();
        states.put("DISARMED", Story::usual);
        states.put("ARMED_HOME", () -> Story.usual().armed(Mode.HOME));
        states.put("ARMED_HOME, since nobody left", () -> Story.usual().arms(Mode.AWAY).after(60));
        states.put("ARMED_AWAY", () -> Story.usual().armedAway());
        states.put("ARMED_NIGHT", () -> Story.usual().armed(Mode.NIGHT));
        return new Group("Disarmed and armed", states);
    }

    private static Group leaving() {
        var states = new LinkedHashMap<String, Supplier<Story>>();
        states.put("ARMING, nobody has left", () -> Story.usual().arms(Mode.AWAY));
        states.put("ARMING, the door was opened", () -> leaves(Story.usual().arms(Mode.AWAY)));
        states.put(
                "ARMING, opened again",
                () -> leaves(leaves(Story.usual().arms(Mode.AWAY)).after(10)));
        return new Group("Time to leave", states);
    }

    private static Story leaves(Story story) {
        return story.opens("front-door").closes("front-door");
    }

    private static Group entering() {
        var states = new LinkedHashMap<String, Supplier<Story>>();
        states.put("PENDING", () -> Story.usual().armedAway().opens("front-door"));
        states.put("PENDING, EN-like", () -> enLike().opens("front-door"));
        states.put(
                "PENDING, EN-like, the way in was left",
                () -> enLike().opens("front-door").opens("window").closes("window"));
        return new Group("Time to disarm", states);
    }

    private static Story enLike() {
        return Story.with(Story.enLike(), Story.zones()).armedAway();
    }

    private static Group dangers() {
        var states = new LinkedHashMap<String, Supplier<Story>>();
        states.put("disarmed, siren box", () -> Story.usual().opens("siren-box"));
        states.put("disarmed, smoke, told", () -> Story.usual().opens("smoke"));
        states.put("away, siren box", () -> Story.usual().armedAway().opens("siren-box"));
        states.put("away, smoke, told", () -> Story.usual().armedAway().opens("smoke"));
        states.put("away, siren box, confirmed", () -> afterBreakIn().opens("siren-box"));
        states.put(
                "away, siren box, confirmed, told",
                () -> afterBreakIn().opens("siren-box").after(30));
        return new Group("TRIGGERED by danger only", states);
    }

    private static Group goingOn() {
        var states = new LinkedHashMap<String, Supplier<Story>>();
        states.put("disarmed, smoke", () -> Story.usual().opens("smoke").after(300));
        states.put("away, smoke", () -> smokes(Story.usual().armedAway()));
        states.put(
                "away, smoke, somebody comes in",
                () -> smokes(Story.usual().armedAway()).opens("front-door"));
        states.put("away, smoke, the way in was left", () -> left(smokes(enLike())));
        return new Group("TRIGGERED by smoke that goes on when the siren is over", states);
    }

    private static Story smokes(Story story) {
        return story.opens("smoke").after(300);
    }

    private static Group leavingBeneath(String what, UnaryOperator<Story> told) {
        var states = new LinkedHashMap<String, Supplier<Story>>();
        leavingBeneath("siren box", told, Story::usual, states);
        leavingBeneath("siren box, confirmed", told, () -> afterBreakIn().arms(Mode.HOME), states);
        return new Group(
                "TRIGGERED by danger%s, with time to leave beneath".formatted(what), states);
    }

    private static void leavingBeneath(
            String what,
            UnaryOperator<Story> told,
            Supplier<Story> before,
            Map<String, Supplier<Story>> states) {
        Supplier<Story> begins = () -> told.apply(before.get().arms(Mode.AWAY).opens("siren-box"));
        states.put(what + ", nobody has left", begins);
        states.put(what + ", the door was opened", () -> leaves(begins.get()));
        states.put(what + ", opened again", () -> leaves(leaves(begins.get()).after(10)));
    }

    /// The siren is over, and a second zone would confirm.
    private static Story afterBreakIn() {
        return Story.usual().armedAway().opens("window").closes("window").after(300);
    }

    private static Group breakIns() {
        var states = new LinkedHashMap<String, Supplier<Story>>();
        states.put("window", () -> Story.usual().armedAway().opens("window"));
        states.put("window, told", () -> Story.usual().armedAway().opens("window").after(30));
        states.put(
                "window, hall: confirmed",
                () -> Story.usual().armedAway().opens("window").opens("hall"));
        states.put(
                "the same, told",
                () -> Story.usual().armedAway().opens("window").opens("hall").after(30));
        return new Group("TRIGGERED by a break-in, armed away", states);
    }

    private static Group beneath() {
        var states = new LinkedHashMap<String, Supplier<Story>>();
        states.put(
                "siren box",
                () -> Story.usual().armedAway().opens("siren-box").opens("front-door"));
        states.put(
                "smoke, told", () -> Story.usual().armedAway().opens("smoke").opens("front-door"));
        states.put(
                "siren box, confirmed",
                () -> afterBreakIn().opens("front-door").opens("siren-box"));
        states.put(
                "siren box, confirmed, told",
                () ->
                        afterBreakIn()
                                .opens("front-door")
                                .after(5)
                                .opens("siren-box")
                                .opens("smoke"));
        states.put("siren box, the way in was left", () -> left(enLike()).opens("siren-box"));
        states.put("smoke, told, the way in was left", () -> left(enLike()).opens("smoke"));
        states.put(
                "siren box, confirmed, the way in was left",
                () -> left(enLikeAfterBreakIn()).opens("siren-box"));
        states.put(
                "siren box, confirmed, told, the way in was left",
                () -> left(enLikeAfterBreakIn()).opens("siren-box").opens("smoke"));
        return new Group("TRIGGERED by danger, with time to disarm beneath", states);
    }

    private static Story left(Story story) {
        return story.opens("front-door").opens("window").closes("window");
    }

    private static Story enLikeAfterBreakIn() {
        return enLike().opens("hall").closes("hall").after(300);
    }
}
