package vigilar.web;

import vigilar.access.AlarmPins;
import vigilar.access.PersonName;
import vigilar.access.PinCode;
import vigilar.access.PinEntry;
import vigilar.access.PinLimits.Want;
import vigilar.arming.Mode;
import vigilar.arming.PanelRequest;

import java.time.Duration;
import java.util.Optional;

/// The keypad of the alarm page: once somebody has a PIN, disarming takes one, whoever is signed
/// in. What was typed ends here; the panel hears a name.
final class Keypad {
    private static final int NOT_RIGHT = 422;
    static final int TOO_MANY = 429;
    private static final int BUSY = 503;

    private static final String DIGITS = "A PIN has 4 to 8 digits.";

    private final Optional<AlarmPins> pins;

    /// @param pins empty in an open house
    Keypad(Optional<AlarmPins> pins) {
        this.pins = pins;
    }

    /// @param asks whether disarming takes a PIN
    /// @param locked how long none is looked at
    record Look(boolean asks, Duration locked) {
        boolean isLocked() {
            return locked.isPositive();
        }

        String lockedFor() {
            return WayInPages.inWords(locked);
        }
    }

    Look look() {
        var asks = pins.filter(AlarmPins::areAskedFor);
        return new Look(asks.isPresent(), asks.map(AlarmPins::pause).orElse(Duration.ZERO));
    }

    /// In a house that is disarmed already nobody's PIN is used for nothing; but a threat is one
    /// there, too. The panel has no part in it: whoever waits for one that does not answer, and for
    /// no other PIN, would show what was typed.
    void hear(String typed) {
        pins.filter(AlarmPins::areAskedFor)
                .ifPresent(asking -> PinCode.typed(typed).ifPresent(asking::hear));
    }

    /// What becomes of a PIN.
    sealed interface Outcome {
        /// @param gaveBack undoes the use of a PIN when nothing came of it
        record May(PanelRequest request, Runnable gaveBack) implements Outcome {}

        record Not(int status, String why) implements Outcome {}
    }

    /// @param by who is signed in: theirs it is where nobody has a PIN
    /// @param door where it was typed, for the log
    Outcome disarming(String typed, String by, String door) {
        var asking = pins.filter(AlarmPins::areAskedFor);
        if (asking.isEmpty()) {
            return new Outcome.May(new PanelRequest.Disarm(by), () -> {});
        }
        var pin = PinCode.typed(typed);
        if (pin.isEmpty()) {
            return new Outcome.Not(NOT_RIGHT, typed.isEmpty() ? "Type your PIN." : DIGITS);
        }
        return switch (asking.get().enter(pin.get(), new Want.Disarm(), door)) {
            case PinEntry.Right(PersonName who, boolean duress) ->
                    new Outcome.May(
                            new PanelRequest.Disarm(who.toString(), duress),
                            () -> asking.get().giveBack(who));
            case PinEntry.Refused refused ->
                    not(refused, "That PIN does not disarm at this moment.");
        };
    }

    /// A PIN that comes with a way of arming opens nothing, since the signature or the token does;
    /// it must be right all the same, and one for use under threat is heard.
    ///
    /// @return empty: none was typed, or it is right
    Optional<Outcome.Not> look(String typed, Mode mode, String door) {
        var asking = pins.filter(AlarmPins::areAskedFor);
        if (asking.isEmpty() || typed.isEmpty()) {
            return Optional.empty();
        }
        var pin = PinCode.typed(typed);
        if (pin.isEmpty()) {
            return Optional.of(new Outcome.Not(NOT_RIGHT, DIGITS));
        }
        return switch (asking.get().look(pin.get(), mode, door)) {
            case PinEntry.Right _ -> Optional.empty();
            case PinEntry.Refused refused ->
                    Optional.of(not(refused, "That PIN does not arm so at this moment."));
        };
    }

    private static Outcome.Not not(PinEntry.Refused refused, String notAllowed) {
        return switch (refused) {
            case PinEntry.Wrong _ -> new Outcome.Not(NOT_RIGHT, "That PIN is not right.");
            case PinEntry.NotAllowed _ -> new Outcome.Not(NOT_RIGHT, notAllowed);
            case PinEntry.Wait(var pause) ->
                    new Outcome.Not(
                            TOO_MANY,
                            "Too many wrong PINs. None is looked at for "
                                    + WayInPages.inWords(pause)
                                    + ".");
            case PinEntry.Busy _ ->
                    new Outcome.Not(BUSY, "Too many PINs at this moment. Try again.");
        };
    }
}
