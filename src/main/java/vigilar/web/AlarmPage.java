package vigilar.web;

import vigilar.access.AlarmPins;
import vigilar.access.Person;
import vigilar.arming.ArmState;
import vigilar.arming.Blocker;
import vigilar.arming.Bypass;
import vigilar.arming.Countdown;
import vigilar.arming.Mode;
import vigilar.arming.PanelDesk;
import vigilar.arming.PanelOutcome;
import vigilar.arming.PanelRequest;
import vigilar.arming.Trouble;
import vigilar.arming.ZoneId;
import vigilar.arming.ZoneKind;
import vigilar.rules.RuleDesk;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// `/alarm`: how the panel stands, and what is asked of it. Decides nothing itself.
final class AlarmPage {
    private static final int NOT_RIGHT = 422;
    private static final int NO_ANSWER = 503;
    private static final String SILENT =
            "The panel did not answer in time. See below how it stands now; /api/condition says"
                    + " why.";

    private final PanelDesk desk;
    private final PanelPulse pulse;
    private final RuleDesk rules;
    private final Keypad keypad;

    /// @param pins empty in an open house
    AlarmPage(PanelDesk desk, PanelPulse pulse, RuleDesk rules, Optional<AlarmPins> pins) {
        this.desk = desk;
        this.pulse = pulse;
        this.rules = rules;
        this.keypad = new Keypad(pins);
    }

    /// @param trouble why the panel watches nobody; empty: it does
    /// @param may whether who looks may arm and disarm
    /// @param leftMillis until the delay or the siren ends; 0: none runs
    /// @param problem why what was asked was not done, or empty
    /// @param refused what was not ready, to be asked again in spite of it
    /// @param keypad how the keypad stands
    /// @param gives whether who looks may give people PINs
    /// @param sounding where sirens of rules sound
    /// @param notices what nobody should rely on although the house can be armed
    /// @param advice what of the settings is worth changing
    record Alarm(
            Rooms rooms,
            PanelDesk.View panel,
            Optional<String> trouble,
            boolean may,
            long leftMillis,
            String problem,
            Optional<Refused> refused,
            Keypad.Look keypad,
            boolean gives,
            List<String> sounding,
            List<String> notices,
            List<String> advice) {
        String state() {
            return switch (panel.state()) {
                case DISARMED -> "Disarmed";
                case ARMING -> "Time to leave";
                case ARMED_HOME -> "Armed: home";
                case ARMED_AWAY -> "Armed: away";
                case ARMED_NIGHT -> "Armed: night";
                case PENDING -> "Disarm now";
                case TRIGGERED -> "Alarm";
            };
        }

        /// What the countdown leads to; empty when none runs.
        String until() {
            return panel.countdown()
                    .filter(_ -> leftMillis > 0)
                    .map(it -> until(it.what()))
                    .orElse("");
        }

        private String until(Countdown.What what) {
            return switch (what) {
                case EXIT -> "until the house is armed";
                case ENTRY ->
                        panel.state() == ArmState.TRIGGERED
                                ? "to disarm: somebody came in by a way in; then it is a break-in,"
                                        + " too"
                                : "until it is an alarm";
                case REPORT -> "to take it back before phones are told";
                case SIREN -> "until its siren has had its time; the house stays as it is armed";
            };
        }

        /// What is counted down to; empty: nothing is.
        String leftTo() {
            return panel.countdown().map(it -> it.what().name()).orElse("");
        }

        /// Away, and nobody knows yet that everybody is out.
        boolean isLeaving() {
            return panel.state() == ArmState.ARMING && panel.mode().equals(Optional.of(Mode.AWAY));
        }

        boolean isDisarmed() {
            return panel.state() == ArmState.DISARMED;
        }

        /// An entry delay or an alarm: nothing can be armed before it is disarmed.
        boolean isUrgent() {
            return panel.state() == ArmState.PENDING || panel.state() == ArmState.TRIGGERED;
        }

        static List<Mode> modes() {
            return List.of(Mode.HOME, Mode.NIGHT, Mode.AWAY);
        }

        static String word(Mode mode) {
            return switch (mode) {
                case HOME -> "Home";
                case AWAY -> "Away";
                case NIGHT -> "Night";
            };
        }

        /// The zones that tell of danger to life although nothing sounds: somebody has disarmed,
        /// and it is not over.
        List<String> dangers() {
            return panel.state() == ArmState.TRIGGERED
                    ? List.of()
                    : panel.zones().stream()
                            .filter(it -> it.zone().kind() == ZoneKind.LIFE_SAFETY)
                            .filter(it -> it.known().open())
                            .map(it -> it.zone().id().value())
                            .toList();
        }

        /// Each mode that is not ready, with why.
        Map<Mode, String> notReady() {
            var all = new LinkedHashMap<Mode, String>();
            for (var mode : modes()) {
                var blockers = panel.blockers().getOrDefault(mode, List.of());
                if (!blockers.isEmpty()) {
                    all.put(
                            mode,
                            blockers.stream().map(Alarm::words).collect(Collectors.joining(", ")));
                }
            }
            return all;
        }

        static String words(Blocker blocker) {
            var what =
                    Stream.concat(
                            blocker.open() ? Stream.of("open") : Stream.empty(),
                            blocker.troubles().stream().sorted().map(Alarm::word));
            return blocker.zone() + " (" + what.collect(Collectors.joining(", ")) + ")";
        }

        static String word(Trouble trouble) {
            return switch (trouble) {
                case LOST -> "does not answer";
                case LOW_BATTERY -> "battery low";
                case TAMPERED -> "tampered with";
            };
        }

        static String word(Bypass bypass) {
            return switch (bypass) {
                case BY_HAND -> "left out";
                case FORCED -> "left out: was not ready";
                case AFTER_ALARM -> "left out: open since its alarm";
                case SHUT_DOWN -> "left out: alarmed too often";
            };
        }

        static String kind(PanelDesk.ZoneLine line) {
            return switch (line.zone().kind()) {
                case ENTRY_EXIT -> "way in and out";
                case INSTANT -> "alarms at once";
                case INTERIOR -> "inside";
                case ALWAYS -> "always on";
                case LIFE_SAFETY -> "life safety";
            };
        }

        static String stands(PanelDesk.ZoneLine line) {
            if (!line.heard()) {
                return "not heard of yet";
            }
            return line.known().open() ? "open" : "closed";
        }

        /// Zones of which nobody knows how they stand.
        long unheard() {
            return panel.zones().stream().filter(it -> !it.heard()).count();
        }

        boolean isAllWell() {
            return notReady().isEmpty() && notices.isEmpty() && trouble.isEmpty();
        }

        /// Whether an armed house opens only by a PIN.
        boolean isClosed() {
            return keypad.asks() && !isDisarmed();
        }

        boolean mayLeaveOut(PanelDesk.ZoneLine line) {
            return may
                    && !isClosed()
                    && line.zone().kind() != ZoneKind.LIFE_SAFETY
                    && (!line.zone().isShared() || line.known().bypass().isPresent());
        }
    }

    List<Route> routes() {
        return List.of(
                new Route("/alarm", visit -> page(200, visit, "", Optional.empty())),
                Route.post("/alarm/arm", this::arm),
                Route.post("/alarm/left", this::left),
                Route.post("/alarm/disarm", this::disarm),
                Route.post("/alarm/zone", this::leaveOut));
    }

    // jte: no interceptor is written as null
    @SuppressWarnings("NullAway")
    private Answer page(int status, Visit visit, String problem, Optional<Refused> refused) {
        var view = desk.view();
        var alarm =
                new Alarm(
                        Rooms.of("/alarm", visit.visitor()),
                        view,
                        pulse.trouble(view),
                        May.HOUSEHOLD.allows(visit.visitor()),
                        left(view),
                        problem,
                        refused,
                        keypad.look(),
                        May.PEOPLE.allows(visit.visitor()),
                        rules.sounding(),
                        desk.notices(),
                        desk.advice());
        return Answer.html(
                status, Template.html(output -> JtealarmGenerated.render(output, null, alarm)));
    }

    /// Until a delay or a siren ends, in milliseconds; 0: none runs.
    static long left(PanelDesk.View view) {
        return view.left().map(it -> Math.max(0, it.toMillis())).orElse(0L);
    }

    private static String by(Visit visit) {
        return visit.visitor().person().map(Person::name).map(Object::toString).orElse("");
    }

    private Answer arm(Visit visit) {
        return Mode.named(visit.field("mode"))
                .map(
                        mode ->
                                asked(
                                        visit,
                                        new PanelRequest.Arm(
                                                mode,
                                                visit.field("force").equals("yes"),
                                                visit.field("left").equals("yes"),
                                                by(visit))))
                .orElseGet(() -> Problem.badRequest("say 'mode': home, away or night").answer());
    }

    /// Opens nothing, so it needs no PIN: the house is watched as somebody asked.
    private Answer left(Visit visit) {
        var request = new PanelRequest.Left(by(visit), "the page");
        return answer(visit, request, desk.ask(request));
    }

    private Answer disarm(Visit visit) {
        if (desk.view().state() == ArmState.DISARMED) {
            keypad.hear(visit.field("pin")); // pressed twice
            return Answer.seeOther("/alarm");
        }
        return switch (keypad.disarming(visit.field("pin"), by(visit), "the page")) {
            case Keypad.Outcome.May(var request, var gaveBack) -> {
                var outcome = desk.ask(request);
                if (outcome.filter(PanelOutcome::done).isEmpty()) {
                    gaveBack.run();
                }
                yield answer(visit, request, outcome);
            }
            case Keypad.Outcome.Not(var status, var why) -> { // how long, the panel itself says
                var once = status == Keypad.TOO_MANY ? "" : why;
                yield page(status, visit, once, Optional.empty());
            }
        };
    }

    private Answer leaveOut(Visit visit) {
        var zone = visit.field("zone");
        if (!ZoneId.looksRight(zone)) {
            return Problem.badRequest("say which 'zone', and 'out' yes or no").answer();
        }
        return asked(
                visit,
                new PanelRequest.LeaveOut(
                        new ZoneId(zone), visit.field("out").equals("yes"), by(visit)));
    }

    /// Once disarming takes a PIN, so does whatever else opens an armed house: leaving out its
    /// zones, another mode, another time to leave.
    private boolean isClosed() {
        return keypad.look().asks() && desk.view().state() != ArmState.DISARMED;
    }

    private Answer asked(Visit visit, PanelRequest request) {
        return isClosed()
                ? page(NOT_RIGHT, visit, "Disarm first, with your PIN.", Optional.empty())
                : answer(visit, request, desk.ask(request));
    }

    private Answer answer(Visit visit, PanelRequest request, Optional<PanelOutcome> outcome) {
        if (outcome.isEmpty()) {
            return page(NO_ANSWER, visit, SILENT, Optional.empty());
        }
        return outcome.get().done()
                ? Answer.seeOther("/alarm")
                : page(
                        NOT_RIGHT,
                        visit,
                        words(request, outcome.get()),
                        refused(request, outcome.get()));
    }

    private static Optional<Refused> refused(PanelRequest request, PanelOutcome outcome) {
        return request instanceof PanelRequest.Arm arm && !outcome.blockers().isEmpty()
                ? Optional.of(new Refused(arm, outcome.blockers()))
                : Optional.empty();
    }

    private static String words(PanelRequest request, PanelOutcome outcome) {
        if (request instanceof PanelRequest.Arm(var mode, _, _, _)
                && !outcome.blockers().isEmpty()) {
            return "Not armed (%s). Not ready: %s."
                    .formatted(
                            Alarm.word(mode).toLowerCase(java.util.Locale.ROOT),
                            outcome.blockers().stream()
                                    .map(Alarm::words)
                                    .collect(Collectors.joining(", ")));
        }
        return "Nothing was changed: " + outcome.why() + ".";
    }
}
