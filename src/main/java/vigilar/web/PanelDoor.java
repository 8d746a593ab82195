package vigilar.web;

import vigilar.access.AlarmPins;
import vigilar.access.Pass;
import vigilar.access.Person;
import vigilar.arming.ArmState;
import vigilar.arming.Mode;
import vigilar.arming.PanelDesk;
import vigilar.arming.PanelOutcome;
import vigilar.arming.PanelRequest;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// `/api/panel`: the alarm panel for programs. They see how it stands and what is not ready, and
/// ask it as a keypad does: an armed house is opened by a PIN, whatever token comes with it.
final class PanelDoor {
    private static final int NOT_RIGHT = 422;
    private static final int NOT_READY = 409;
    private static final String DISARMED = "DISARMED";

    /// Where a PIN was typed, for the log.
    private static final String DOOR = "the API";

    private final PanelDesk desk;
    private final PanelPulse pulse;
    private final Keypad keypad;

    /// @param pins empty in an open house
    PanelDoor(PanelDesk desk, PanelPulse pulse, Optional<AlarmPins> pins) {
        this.desk = desk;
        this.pulse = pulse;
        this.keypad = new Keypad(pins);
    }

    List<Route> routes() {
        return List.of(new Route("/api/panel", this::show), Route.post("/api/panel", this::ask));
    }

    private record ZoneNow(
            String zone,
            String kind,
            boolean heard,
            boolean open,
            List<String> troubles,
            String out) {}

    /// @param left_to what the time that is left leads to, see [vigilar.arming.Countdown]
    /// @param trouble why the panel watches nobody, whatever it says beside it; empty: it does
    private record PanelNow(
            String state,
            long since,
            long left_ms,
            String left_to,
            List<String> why,
            List<ZoneNow> zones,
            Map<String, List<String>> not_ready,
            List<String> notices,
            String doubt,
            String trouble) {}

    private Answer show(Visit visit) {
        var view = desk.view();
        return Answer.json(
                200,
                Json.write(
                        new PanelNow(
                                view.state().name(),
                                view.since().toEpochMilli(),
                                AlarmPage.left(view),
                                view.countdown().map(it -> it.what().name()).orElse(""),
                                view.why(),
                                view.zones().stream().map(PanelDoor::zone).toList(),
                                notReady(view),
                                desk.notices(),
                                view.doubt().orElse(""),
                                pulse.trouble(view).orElse(""))));
    }

    private static ZoneNow zone(PanelDesk.ZoneLine line) {
        return new ZoneNow(
                line.zone().id().value(),
                line.zone().kind().name(),
                line.heard(),
                line.known().open(),
                line.known().troubles().stream().map(Enum::name).sorted().toList(),
                line.known().bypass().map(Enum::name).orElse(""));
    }

    private static Map<String, List<String>> notReady(PanelDesk.View view) {
        return view.blockers().entrySet().stream()
                .collect(
                        Collectors.toMap(
                                it -> "ARMED_" + it.getKey(),
                                it -> it.getValue().stream().map(AlarmPage.Alarm::words).toList(),
                                (one, _) -> one,
                                TreeMap::new));
    }

    /// @param message for people; empty when it is done
    private record Asked(boolean done, String state, String message, List<String> not_ready) {}

    private Answer ask(Visit visit) {
        var word = visit.field("mode");
        if (word.toUpperCase(Locale.ROOT).equals(DISARMED)) {
            return disarm(visit);
        }
        var mode = Mode.named(word);
        if (mode.isEmpty()) {
            return Problem.badRequest("say 'mode': ARMED_HOME, ARMED_AWAY, ARMED_NIGHT or DISARMED")
                    .answer();
        }
        for (var name : List.of("force", "left")) {
            if (!Set.of("", "yes", "no").contains(visit.field(name))) {
                return Problem.badRequest("say '" + name + "' yes or no").answer();
            }
        }
        var view = desk.view();
        var not = keypad.look(visit.field("pin"), mode.get(), DOOR); // if one is sent, it is right
        if (not.isPresent()) {
            return refused(not.get(), view.state());
        }
        if (keypad.look().asks() && view.state() != ArmState.DISARMED) {
            return again(visit, view, mode.get());
        }
        // whoever signed in, or whose token it is, is named in the log
        return answer(
                desk.ask(
                        new PanelRequest.Arm(
                                mode.get(),
                                visit.field("force").equals("yes"),
                                visit.field("left").equals("yes"),
                                by(visit))));
    }

    /// Once more what it is: then only that everybody is out may be news.
    private Answer again(Visit visit, PanelDesk.View view, Mode mode) {
        if (!view.mode().equals(Optional.of(mode))
                || view.state() == ArmState.PENDING
                || view.state() == ArmState.TRIGGERED) {
            return refused(view.state(), "Disarm first, with a PIN.");
        }
        return visit.field("left").equals("yes") && mode == Mode.AWAY
                ? answer(desk.ask(new PanelRequest.Left(by(visit), DOOR)))
                : done(view.state());
    }

    private Answer disarm(Visit visit) {
        var view = desk.view();
        var pin = visit.field("pin");
        if (view.state() == ArmState.DISARMED) {
            keypad.hear(pin);
            return done(view.state());
        }
        if (!keypad.look().asks() && isToken(visit)) {
            return refused(
                    view.state(),
                    "Disarming with a token takes a PIN, and nobody has one yet: an owner gives it"
                            + " on the page Alarm.");
        }
        return switch (keypad.disarming(pin, by(visit), DOOR)) {
            case Keypad.Outcome.May(var request, var gaveBack) -> {
                var outcome = desk.ask(request);
                if (outcome.filter(PanelOutcome::done).isEmpty()) {
                    gaveBack.run();
                }
                yield answer(outcome);
            }
            case Keypad.Outcome.Not not -> refused(not, view.state());
        };
    }

    private static boolean isToken(Visit visit) {
        return visit.visitor() instanceof Visitor.Known(Pass.Token _);
    }

    private static String by(Visit visit) {
        return visit.visitor().person().map(Person::name).map(Object::toString).orElse("");
    }

    private static Answer answer(Optional<PanelOutcome> outcome) {
        if (outcome.isEmpty()) {
            return Problem.retryLater("the alarm panel does not answer", 1).answer();
        }
        var it = outcome.get();
        if (it.done()) {
            return done(it.state());
        }
        var blockers = it.blockers().stream().map(AlarmPage.Alarm::words).toList();
        return json(
                blockers.isEmpty() ? NOT_RIGHT : NOT_READY,
                new Asked(false, it.state().name(), it.why(), blockers));
    }

    private static Answer done(ArmState state) {
        return json(200, new Asked(true, state.name(), "", List.of()));
    }

    private static Answer refused(ArmState state, String why) {
        return json(NOT_RIGHT, new Asked(false, state.name(), why, List.of()));
    }

    private static Answer refused(Keypad.Outcome.Not not, ArmState state) {
        return json(not.status(), new Asked(false, state.name(), not.why(), List.of()));
    }

    private static Answer json(int status, Asked asked) {
        return Answer.json(status, Json.write(asked));
    }
}
