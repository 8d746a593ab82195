package vigilar.keypad;

import tools.jackson.databind.json.JsonMapper;

import vigilar.arming.Blocker;
import vigilar.arming.PanelKeeper;
import vigilar.arming.PanelOutcome;
import vigilar.arming.Trouble;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What becomes of a request, as the keypad hears it on `system/arm_outcome`. Says no more than the
/// page of the alarm does to whoever stands before it.
///
/// @param reason a word for programs
/// @param message for people
/// @param zones that are not ready
/// @param pause until the next PIN is looked at
record Answer(Reason reason, String message, List<String> zones, Optional<Duration> pause) {
    /// For programs: lower case on the bus.
    enum Reason {
        DONE,
        /// The request is none: the message says what is wrong with it.
        NOT_UNDERSTOOD,
        /// It was kept by the broker, or is too old to be what anybody still wants.
        EXPIRED,
        PIN_NEEDED,
        WRONG_PIN,
        /// The PIN is somebody's who may not do this, or not now.
        NOT_ALLOWED,
        /// Too many wrong ones, by all doors together: none is looked at.
        LOCKED,
        BUSY,
        /// Zones that are open or in trouble stand against it.
        NOT_READY,
        /// Not as the panel stands.
        NOT_NOW,
        /// The panel did not answer in time, and will not do it any more.
        NO_ANSWER
    }

    static final Answer DONE = plain(Reason.DONE, "Done.");
    static final Answer RETAINED =
            plain(Reason.EXPIRED, "A request that the broker keeps is never obeyed.");
    static final Answer WORN =
            plain(
                    Reason.NOT_UNDERSTOOD,
                    "Nothing was done: this request_id was used before, and each request takes"
                            + " another one.");
    static final Answer PIN_NEEDED = plain(Reason.PIN_NEEDED, "Type your PIN.");
    static final Answer NOBODY_HAS_ONE =
            plain(
                    Reason.PIN_NEEDED,
                    "From here that takes a PIN, and nobody has one yet: an owner gives it on the"
                            + " page Alarm.");
    static final Answer WRONG_PIN = plain(Reason.WRONG_PIN, "That PIN is not right.");
    static final Answer NOT_ALLOWED =
            plain(Reason.NOT_ALLOWED, "That PIN does not do this at this moment.");
    static final Answer BUSY = plain(Reason.BUSY, "Too many PINs at this moment. Try again.");
    static final Answer DISARM_FIRST = plain(Reason.NOT_NOW, "Disarm first, with your PIN.");
    static final Answer NO_ANSWER =
            plain(Reason.NO_ANSWER, "The panel did not answer in time. Nothing will be done.");
    static final Answer INTERRUPTED =
            plain(
                    Reason.NO_ANSWER,
                    "Vigilar was restarted meanwhile. Nothing was done: try again.");

    /// 250 characters: Home Assistant shows no longer state of an entity than 255.
    private static final int MOST_SHOWN = 250;

    /// In words, of a pause.
    private static final Duration MINUTES_FROM = Duration.ofMinutes(2);

    Answer {
        zones = List.copyOf(zones);
    }

    private static Answer plain(Reason reason, String message) {
        return new Answer(reason, message, List.of(), Optional.empty());
    }

    static Answer notUnderstood(String why) {
        return plain(Reason.NOT_UNDERSTOOD, "Not understood: " + why + ".");
    }

    /// @param age how old it is
    static Answer expired(Duration age) {
        return plain(
                Reason.EXPIRED,
                "Nothing was done: the request is %d s old, and holds for %d."
                        .formatted(age.toSeconds(), PanelKeeper.REQUESTS_HOLD.toSeconds()));
    }

    static Answer locked(Duration pause) {
        var words =
                pause.compareTo(MINUTES_FROM) < 0
                        ? Math.max(1, pause.toSeconds()) + " seconds"
                        : pause.plusSeconds(59).toMinutes() + " minutes";
        return new Answer(
                Reason.LOCKED,
                "Too many wrong PINs. None is looked at for " + words + ".",
                List.of(),
                Optional.of(pause));
    }

    /// Armed, and what nobody should rely on all the same: nobody looks at a page at the door.
    ///
    /// @param notices see [vigilar.arming.PanelDesk#notices]
    static Answer armed(PanelOutcome outcome, List<String> notices) {
        if (!outcome.done() || notices.isEmpty()) {
            return of(outcome);
        }
        var all = "Done. " + String.join(". ", notices) + ".";
        return plain(
                Reason.DONE,
                all.length() <= MOST_SHOWN
                        ? all
                        : "Done. Not all of it is watched: the page Alarm says what.");
    }

    static Answer of(PanelOutcome outcome) {
        if (outcome.done()) {
            return DONE;
        }
        if (outcome.blockers().isEmpty()) {
            return plain(Reason.NOT_NOW, "Nothing was changed: " + outcome.why() + ".");
        }
        return new Answer(
                Reason.NOT_READY,
                "Not armed. Not ready: "
                        + outcome.blockers().stream()
                                .map(Answer::words)
                                .collect(Collectors.joining(", "))
                        + ".",
                outcome.blockers().stream().map(it -> it.zone().value()).toList(),
                Optional.empty());
    }

    private static String words(Blocker blocker) {
        var what =
                Stream.concat(
                        blocker.open() ? Stream.of("open") : Stream.empty(),
                        blocker.troubles().stream().sorted().map(Answer::word));
        return blocker.zone() + " (" + what.collect(Collectors.joining(", ")) + ")";
    }

    private static String word(Trouble trouble) {
        return switch (trouble) {
            case LOST -> "does not answer";
            case LOW_BATTERY -> "battery low";
            case TAMPERED -> "tampered with";
        };
    }

    /// As it is said, to the request of that name.
    ///
    /// @param state how the panel stands
    String json(Optional<RequestId> id, String state) {
        var node = new JsonMapper().createObjectNode();
        node.put("request_id", id.map(RequestId::value).orElse(""));
        node.put("done", reason == Reason.DONE);
        node.put("reason", reason.name().toLowerCase(java.util.Locale.ROOT));
        node.put("message", message);
        node.put("state", state);
        if (!zones.isEmpty()) {
            zones.forEach(node.putArray("zones")::add);
        }
        pause.ifPresent(it -> node.put("wait_s", Math.max(1, it.toSeconds())));
        return node.toString();
    }
}
