package vigilar.access;

import vigilar.event.EventType;
import vigilar.event.Occurrence;
import vigilar.event.Origin;
import vigilar.event.Payload;
import vigilar.event.Severity;
import vigilar.event.SourceId;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What is said on the timeline about ways in. The payload goes on the bus, so it holds names only;
/// addresses stand in the origin, which does not.
final class Audit {
    private Audit() {}

    static Occurrence signedIn(Instant now, PersonName who, CallerAddress from, String agent) {
        return said(now, "SIGNED_IN", Severity.INFO, who, "from " + from.text() + ", " + agent);
    }

    /// Said when a pause begins, so a flood of tries is one event a pause.
    ///
    /// @param who empty if nobody has the name that was tried: it may be a password
    static Occurrence tooManyFailures(
            Instant now, Optional<PersonName> who, CallerAddress from, Duration pause) {
        return said(
                now,
                "SIGN_IN_FAILURES",
                Severity.WARNING,
                who.map(Audit::payload).orElse(Payload.EMPTY),
                "too many wrong tries from %s; the next is looked at in %d s"
                        .formatted(from.text(), pause.toSeconds()));
    }

    static Occurrence personAdded(Instant now, PersonName who, Standing standing) {
        return said(now, "PERSON_ADDED", Severity.WARNING, who, "added as " + standing);
    }

    static Occurrence personChanged(Instant now, Person then) {
        return said(
                now,
                "PERSON_CHANGED",
                Severity.WARNING,
                then.name(),
                then.disabled() ? "disabled" : "is now " + then.standing());
    }

    static Occurrence passwordChanged(Instant now, PersonName who) {
        return said(
                now,
                "PASSWORD_CHANGED",
                Severity.WARNING,
                who,
                "a new password; other sessions were ended");
    }

    static Occurrence pin(Instant now, String type, PersonName who, String what) {
        return said(now, type, Severity.WARNING, who, what);
    }

    /// @param pause how long none is looked at now; zero: none
    static Occurrence wrongPin(Instant now, String door, Duration pause) {
        return said(
                now,
                "WRONG_PIN",
                pause.isPositive() ? Severity.ALERT : Severity.WARNING,
                Payload.EMPTY,
                "a PIN that nobody has, by "
                        + door
                        + (pause.isPositive()
                                ? "; the next is looked at in " + pause.toSeconds() + " s"
                                : ""));
    }

    static Occurrence pinNotAllowed(Instant now, PersonName who, String why, String door) {
        return said(
                now, "PIN_NOT_ALLOWED", Severity.WARNING, who, who + " " + why + ", by " + door);
    }

    static Occurrence tokenMade(Instant now, PersonName who) {
        return said(now, "API_TOKEN_ADDED", Severity.WARNING, who, "a new API token");
    }

    /// @param name checked: its shape needs no escaping
    static Occurrence deviceAdded(Instant now, String name) {
        return said(
                now,
                "DEVICE_LOGIN_ADDED",
                Severity.WARNING,
                device(name),
                "may log in at the broker");
    }

    static Occurrence deviceChanged(Instant now, String name, String what) {
        return said(now, "DEVICE_LOGIN_CHANGED", Severity.WARNING, device(name), what);
    }

    static Occurrence deviceSlowed(Instant now, String name, String why) {
        return said(now, "DEVICE_SLOWED", Severity.WARNING, device(name), name + " " + why);
    }

    private static Payload device(String name) {
        return new Payload("{\"device\":\"" + name + "\"}");
    }

    private static Payload payload(PersonName who) {
        return new Payload("{\"person\":\"" + who + "\"}"); // its shape needs no escaping
    }

    private static Occurrence said(
            Instant now, String type, Severity severity, PersonName who, String why) {
        return said(now, type, severity, payload(who), why);
    }

    private static Occurrence said(
            Instant now, String type, Severity severity, Payload payload, String why) {
        return new Occurrence(
                now,
                new EventType(type),
                severity,
                SourceId.SYSTEM,
                payload,
                Origin.ourselves(why));
    }
}
