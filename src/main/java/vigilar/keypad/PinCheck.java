package vigilar.keypad;

import vigilar.access.AlarmPins;
import vigilar.access.PersonName;
import vigilar.access.PinEntry;
import vigilar.access.PinLimits.Want;
import vigilar.arming.ArmState;
import vigilar.arming.Mode;
import vigilar.arming.PanelDesk.Standing;
import vigilar.arming.PanelRequest;
import vigilar.arming.SilentAlerts;

import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;

/// Who may ask what of the panel by MQTT. Nobody is signed in there, so disarming takes a PIN, also
/// as long as nobody has one (but in an open house, where anybody may do anything); arming takes
/// none, unless it is in spite of what is not ready; and an armed house is not armed otherwise
/// before somebody disarms. A PIN that is sent must be right, whatever it is for. What was typed
/// ends here; the panel hears a name.
final class PinCheck {
    private final Optional<AlarmPins> pins;
    private final SilentAlerts silent;
    private final InstantSource clock;

    /// @param pins empty in an open house
    PinCheck(Optional<AlarmPins> pins, SilentAlerts silent, InstantSource clock) {
        this.pins = pins;
        this.silent = silent;
        this.clock = clock;
    }

    sealed interface Verdict {
        record May(PanelRequest request) implements Verdict {}

        /// It is so already, or may not be.
        record Answered(Answer answer) implements Verdict {}
    }

    Verdict judge(ArmRequest asked, Standing now) {
        var asking = pins.filter(AlarmPins::areAskedFor);
        if (asked.want() instanceof Want.Disarm && now.state() == ArmState.DISARMED) {
            // pressed twice, and nobody's PIN is used for nothing; but a threat is one here, too
            asking.ifPresent(it -> asked.pin().ifPresent(it::hear));
            return answered(Answer.DONE);
        }
        if (asking.isEmpty()) {
            return pins.isPresent() && takesPin(asked)
                    ? answered(Answer.NOBODY_HAS_ONE)
                    : may(asked, asked.by(), false);
        }
        if (asked.want() instanceof Want.Arm(var mode) && now.state() != ArmState.DISARMED) {
            return asked.pin().isEmpty()
                    ? armedAlready(asked, mode, now, asked.by())
                    : lookedAt(asked, mode, now, asking.get());
        }
        if (asked.pin().isEmpty()) {
            return takesPin(asked) ? answered(Answer.PIN_NEEDED) : may(asked, asked.by(), false);
        }
        return entered(
                asking.get().enter(asked.pin().get(), asked.want(), door(asked)),
                it -> right(asked, it.who(), it.duress()));
    }

    /// It opens nothing there, and nobody shall guess by it.
    private static Verdict lookedAt(ArmRequest asked, Mode mode, Standing now, AlarmPins pins) {
        return entered(
                pins.look(asked.pin().orElseThrow(), mode, door(asked)),
                it -> armedAlready(asked, mode, now, it.who().value()));
    }

    private static Verdict entered(PinEntry entry, Function<PinEntry.Right, Verdict> right) {
        return switch (entry) {
            case PinEntry.Right it -> right.apply(it);
            case PinEntry.Wrong _ -> answered(Answer.WRONG_PIN);
            case PinEntry.NotAllowed _ -> answered(Answer.NOT_ALLOWED);
            case PinEntry.Wait(var pause) -> answered(Answer.locked(pause));
            case PinEntry.Busy _ -> answered(Answer.BUSY);
        };
    }

    /// Once more what it is; then only that everybody is out may be news, and that of away alone.
    private static Verdict armedAlready(ArmRequest asked, Mode mode, Standing now, String by) {
        boolean so = now.mode().filter(mode::equals).isPresent() && isCalm(now.state());
        return so && asked.left() && mode == Mode.AWAY
                ? new Verdict.May(new PanelRequest.Left(by, door(asked)))
                : answered(so ? Answer.DONE : Answer.DISARM_FIRST);
    }

    private static String door(ArmRequest asked) {
        return "MQTT, as " + asked.keypad();
    }

    /// Whoever arms in spite of what is not ready is named, and nobody is without a PIN.
    private static boolean takesPin(ArmRequest asked) {
        return asked.want() instanceof Want.Disarm || asked.force();
    }

    private static boolean isCalm(ArmState state) {
        return state != ArmState.PENDING && state != ArmState.TRIGGERED;
    }

    private Verdict right(ArmRequest asked, PersonName who, boolean duress) {
        if (duress && asked.want() instanceof Want.Arm) {
            silent.say(who.value(), clock.instant()); // arms as always, and is a call for help
        }
        return may(asked, who.value(), duress);
    }

    private static Verdict may(ArmRequest asked, String by, boolean duress) {
        return new Verdict.May(
                switch (asked.want()) {
                    case Want.Arm(var mode) ->
                            new PanelRequest.Arm(mode, asked.force(), asked.left(), by);
                    case Want.Disarm _ -> new PanelRequest.Disarm(by, duress);
                });
    }

    private static Verdict answered(Answer answer) {
        return new Verdict.Answered(answer);
    }

    /// The panel did not do it: a PIN for one use is there still, and who is under threat is heard.
    void notDone(PanelRequest request) {
        if (!(request instanceof PanelRequest.Left)) { // that uses none up
            PersonName.typed(request.by()).ifPresent(who -> pins.ifPresent(it -> it.giveBack(who)));
        }
        if (request instanceof PanelRequest.Disarm(var by, var duress) && duress) {
            silent.say(by, clock.instant());
        }
    }
}
