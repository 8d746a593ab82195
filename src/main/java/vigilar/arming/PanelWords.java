package vigilar.arming;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the panel calls things, for people.
final class PanelWords {
    private PanelWords() {}

    static String stays(Mode mode, Phase after) {
        return switch (after) {
            case Phase.Arming _ -> "the time to leave goes on; then the house is armed " + mode;
            case Phase.Pending _ -> "the time to disarm goes on; the house stays armed " + mode;
            case Phase.Armed _, Phase.Triggered _, Phase.Disarmed _ ->
                    "the house stays armed " + mode;
        };
    }

    /// Why it is nothing that everybody is out.
    ///
    /// @param phase in which there is no time to leave for away
    static String nobodyLeaves(Phase phase, boolean stayedHome) {
        return switch (phase) {
            case Phase.Disarmed _ -> "the house is not armed";
            case Phase.Arming arming ->
                    "the house will be armed %s, and nobody is expected to leave"
                            .formatted(word(arming.mode()));
            case Phase.Armed armed when stayedHome ->
                    "the time to leave is over and nobody was heard leaving, so the house is armed"
                            + " %s. Disarm it and arm it away anew to have all of it watched"
                                    .formatted(word(armed.mode()));
            case Phase.Armed armed ->
                    "there is no time to leave any more, the house is armed " + word(armed.mode());
            case Phase.Pending _ -> "there is no time to leave any more, but to disarm";
            case Phase.Triggered _ -> "there is an alarm, and no time to leave";
        };
    }

    private static String word(Mode mode) {
        return mode.name().toLowerCase(Locale.ROOT);
    }

    static String who(String by) {
        return by.isEmpty() ? "somebody" : by;
    }

    static String words(List<Blocker> blockers) {
        return blockers.stream().map(PanelWords::words).collect(Collectors.joining(", "));
    }

    static String words(Blocker blocker) {
        var troubles = blocker.troubles().stream().sorted().map(PanelWords::words);
        return blocker.zone()
                + " "
                + Stream.concat(blocker.open() ? Stream.of("is open") : Stream.empty(), troubles)
                        .collect(Collectors.joining(" and "));
    }

    static String words(Trouble trouble) {
        return switch (trouble) {
            case LOST -> "does not answer";
            case LOW_BATTERY -> "has a low battery";
            case TAMPERED -> "was tampered with";
        };
    }

    static String words(Cause cause) {
        var zone = cause.zone().value();
        return switch (cause.how()) {
            case ENTRY -> zone + " opened, a way in";
            case ENTRY_NOT_DISARMED -> zone + " opened, a way in, and nobody disarmed in time";
            case EXIT_ERROR -> zone + " was left open";
            case LEFT_OPEN -> zone + " was left open, and nobody disarmed in time";
            case INSTANT -> zone + " opened";
            case INSIDE -> "movement at " + zone + ", and nobody had come in by a way in";
            case OFF_PATH -> zone + ": whoever came in left the way to the keypad";
            case ALWAYS_ON -> zone + " tells of danger, armed or not";
            case TOGETHER -> zone + ", and others of its group before";
        };
    }

    static String words(Bypass why) {
        return switch (why) {
            case BY_HAND -> "somebody said so";
            case FORCED -> "it was not ready when the house was armed";
            case AFTER_ALARM -> "it was still open when its alarm ended";
            case SHUT_DOWN -> "it has alarmed too often";
        };
    }

    static String words(Note.Why why) {
        return switch (why) {
            case BYPASSED -> "it is left out";
            case LEAVING -> "there is time to leave";
            case ON_ENTRY_PATH -> "somebody has just come in";
            case ALONE -> "alone of its group";
        };
    }

    static String words(Duration span) {
        long seconds = span.toSeconds();
        return seconds < 120 ? seconds + " s" : span.toMinutes() + " min";
    }
}
