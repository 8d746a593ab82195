package vigilar.arming;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import vigilar.event.EventType;
import vigilar.event.Occurrence;
import vigilar.event.Origin;
import vigilar.event.Payload;
import vigilar.event.Severity;
import vigilar.event.SourceId;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// What the panel says, as events of the journal. The sentence beside each is for people and says
/// why.
final class Said {
    /// Whose events these are.
    static final SourceId PANEL = new SourceId("panel");

    static final String ARMING = "ARMING";

    static final String STAYED_HOME = "STAYED_HOME";

    /// The event that says how the house is armed from then on.
    static final String ARMED = "ARMED";

    static final String DISARMED = "DISARMED";

    /// From then on the house was armed, too: an older Vigilar told of a way out that was left open
    /// and of no [#ARMED].
    static final String EXIT_ERROR = "EXIT_ERROR";

    private static final JsonMapper JSON = new JsonMapper();

    private Said() {}

    /// @param after how the panel stands then: each event carries it
    static Optional<Occurrence> of(Note note, PanelState after, Instant now) {
        return switch (note) {
            case Note.ArmingBegan(var mode, var until, var left, var by) ->
                    said(
                            ARMING,
                            Severity.INFO,
                            "%s arms %s; time to leave until %s"
                                    .formatted(PanelWords.who(by), mode, until),
                            after,
                            now,
                            arming(by, left)
                                    .put("mode", mode.name())
                                    .put("until", until.toEpochMilli()));
            case Note.NotReady(var mode, var blockers, var by) ->
                    said(
                            "ARMING_REFUSED",
                            Severity.WARNING,
                            "not armed %s: %s".formatted(mode, PanelWords.words(blockers)),
                            after,
                            now,
                            by(by));
            case Note.Overridden(var mode, var blockers, var by) ->
                    said(
                            "ARMING_OVERRIDDEN",
                            Severity.WARNING,
                            "%s arms %s in spite of: %s"
                                    .formatted(
                                            PanelWords.who(by), mode, PanelWords.words(blockers)),
                            after,
                            now,
                            by(by));
            case Note.NotNow(var state, var by) ->
                    said(
                            "ARMING_REFUSED",
                            Severity.WARNING,
                            "not armed: " + state + " goes first",
                            after,
                            now,
                            by(by));
            case Note.EverybodyOut(var by, var way) ->
                    said(
                            "EVERYBODY_OUT",
                            Severity.INFO,
                            "%s says that everybody is out%s"
                                    .formatted(
                                            PanelWords.who(by),
                                            way.isEmpty() ? "" : " (" + way + ")"),
                            after,
                            now,
                            by(by).put("way", way));
            case Note.Already _, Note.NobodyLeaves _, Note.NoBypass _ ->
                    Optional.empty(); // told to who asked
            case Note.ExitRestarted(var zone, var until) ->
                    said(
                            "EXIT_RESTARTED",
                            Severity.INFO,
                            zone + " opened again: the time to leave begins anew, once",
                            after,
                            now,
                            zone(zone).put("until", until.toEpochMilli()));
            case Note.Armed(var mode, var by) ->
                    said(
                            ARMED,
                            Severity.INFO,
                            by.isEmpty() ? "armed " + mode : by + " armed " + mode,
                            after,
                            now,
                            by(by).put("mode", mode.name()));
            case Note.StayedHome() ->
                    said(
                            STAYED_HOME,
                            Severity.WARNING,
                            "nobody left by a way out, so AWAY becomes HOME",
                            after,
                            now,
                            node());
            case Note.ExitError(var zone) ->
                    said(
                            EXIT_ERROR,
                            Severity.WARNING,
                            zone + " was still open when the time to leave was over",
                            after,
                            now,
                            zone(zone));
            case Note.EntryBegan(var cause, var until) ->
                    said(
                            "ENTRY_DELAY",
                            Severity.WARNING,
                            "%s; time to disarm until %s".formatted(PanelWords.words(cause), until),
                            after,
                            now,
                            cause(cause).put("until", until.toEpochMilli()));
            case Note.OffPath(var zone, var alarmAt) ->
                    said(
                            "ENTRY_PATH_LEFT",
                            Severity.WARNING,
                            "%s is not on the way in: an alarm at %s".formatted(zone, alarmAt),
                            after,
                            now,
                            zone(zone).put("until", alarmAt.toEpochMilli()));
            default -> alarm(note, after, now);
        };
    }

    /// The same, with what it was decided by.
    static Optional<Occurrence> of(Note note, PanelState after, Instant now, Trace trace) {
        var said = of(note, after, now);
        var why = trace.of(note);
        return why.isEmpty() ? said : said.map(it -> traced(it, why.get()));
    }

    private static Occurrence traced(Occurrence said, ObjectNode trace) {
        var payload = (ObjectNode) JSON.readTree(said.payload().json());
        payload.set("trace", trace);
        return new Occurrence(
                said.at(),
                said.type(),
                said.severity(),
                said.source(),
                new Payload(payload.toString()),
                said.origin());
    }

    private static Optional<Occurrence> alarm(Note note, PanelState after, Instant now) {
        return switch (note) {
            case Note.Alarm(var cause, _, var late) ->
                    said(
                            "ALARM",
                            Severity.CRITICAL,
                            PanelWords.words(cause)
                                    + late.map(
                                                    it ->
                                                            "; the panel was off, so %s late"
                                                                    .formatted(
                                                                            PanelWords.words(it)))
                                            .orElse(""),
                            after,
                            now,
                            cause(cause));
            case Note.AlarmAlso(var cause) ->
                    said(
                            "ALARM_ALSO",
                            Severity.ALERT,
                            PanelWords.words(cause),
                            after,
                            now,
                            cause(cause));
            case Note.Confirmed(var first, var second) ->
                    said(
                            "ALARM_CONFIRMED",
                            Severity.CRITICAL,
                            "%s after %s, within half an hour".formatted(second, first),
                            after,
                            now,
                            zone(second));
            case Note.Reported(var cause) ->
                    said(
                            "ALARM_REPORTED",
                            Severity.CRITICAL,
                            cause.how() == Cause.How.ALWAYS_ON
                                    ? PanelWords.words(cause)
                                    : PanelWords.words(cause) + ", and nobody has taken it back",
                            after,
                            now,
                            cause(cause));
            case Note.Cancelled(var cause, var by) ->
                    said(
                            "ALARM_CANCELLED",
                            Severity.WARNING,
                            "%s took it back before anybody outside was told (%s)"
                                    .formatted(PanelWords.who(by), PanelWords.words(cause)),
                            after,
                            now,
                            by(by));
            case Note.DangerGoesOn(var zone) ->
                    said(
                            "DANGER_GOES_ON",
                            Severity.ALERT,
                            "the siren's time is over, and "
                                    + zone
                                    + " still tells of danger: the alarm lasts until that is over"
                                    + " or somebody disarms",
                            after,
                            now,
                            zone(zone));
            case Note.SirenEnded(var stays) ->
                    said(
                            stays.isPresent() ? "SIREN_ENDED" : "ALARM_OVER",
                            Severity.WARNING,
                            stays.map(it -> PanelWords.stays(it, after.phase()))
                                    .orElse("the house was not armed"),
                            after,
                            now,
                            node());
            case Note.Disarmed(var before, var by, var told) ->
                    said(
                            DISARMED,
                            told ? Severity.ALERT : Severity.INFO,
                            "%s disarmed (%s)".formatted(PanelWords.who(by), before),
                            after,
                            now,
                            by(by));
            case Note.Duress _ -> Optional.empty(); // has an audience of its own: SilentAlerts
            case Note.BypassedZone(var zone, var why, var by) ->
                    said(
                            "ZONE_BYPASSED",
                            Severity.WARNING,
                            zone + " is left out: " + PanelWords.words(why),
                            after,
                            now,
                            by(by).put("zone", zone.value()));
            case Note.BypassEnded(var zone, _, var by) ->
                    said(
                            "ZONE_RESTORED",
                            Severity.INFO,
                            zone + " takes part again",
                            after,
                            now,
                            by(by).put("zone", zone.value()));
            case Note.Chimed(var zone) ->
                    said("CHIME", Severity.INFO, zone + " opened", after, now, zone(zone));
            case Note.NearMiss(var zone, var event, var why) ->
                    said(
                            "NEAR_MISS",
                            Severity.INFO,
                            zone + " opened and is no alarm: " + PanelWords.words(why),
                            after,
                            now,
                            zone(zone).put("event", event));
            case Note.OpenedUnheard(var zone, var event) ->
                    said(
                            "OPENED_UNHEARD",
                            Severity.ALERT,
                            zone
                                    + " was closed when last heard and is open: it opened while"
                                    + " nobody could hear it, or as somebody had just started",
                            after,
                            now,
                            zone(zone).put("event", event));
            case Note.ZonesFull(var zone, var most) ->
                    said(
                            "ZONES_FULL",
                            Severity.WARNING,
                            "more than %d devices tell of that: the others share the zone %s; perhaps"
                                            .formatted(most, zone)
                                    + " somebody invents devices",
                            after,
                            now,
                            zone(zone));
            case Note.ResumedIn(var state, var off) ->
                    said(
                            "PANEL_RESUMED",
                            Severity.WARNING,
                            "the panel was off for %s at most; it goes on %s"
                                    .formatted(PanelWords.words(off), state),
                            after,
                            now,
                            node());
            case Note.CutWhileEntering(var cause, var off) ->
                    said(
                            "CUT_WHILE_ENTERING",
                            Severity.ALERT,
                            "the panel was off for %s at most within the time to disarm (%s)"
                                    .formatted(PanelWords.words(off), PanelWords.words(cause)),
                            after,
                            now,
                            cause(cause));
            default -> throw new IllegalStateException("nobody thought of " + note);
        };
    }

    /// After a rescue that could not read how it stood.
    ///
    /// @param asOf when it stood as it does now; empty: it begins anew
    static Occurrence unsure(Optional<Instant> asOf, PanelState after, Instant now) {
        var stands = after.phase().state().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        var then = asOf.map(Instant::toString).orElse("a new house");
        return said(
                        "PANEL_UNSURE",
                        Severity.ALERT,
                        "how the panel stood last cannot be read in what was left of the store",
                        after,
                        now,
                        node().put("stands", stands).put("as_of", then))
                .orElseThrow();
    }

    private static Optional<Occurrence> said(
            String type,
            Severity severity,
            String why,
            PanelState after,
            Instant now,
            ObjectNode payload) {
        payload.put("arm_state", after.phase().state().name());
        payload.put("since", after.phase().since().toEpochMilli());
        return Optional.of(
                new Occurrence(
                        now,
                        new EventType(type),
                        severity,
                        PANEL,
                        new Payload(payload.toString()),
                        Origin.ourselves(why)));
    }

    private static ObjectNode node() {
        return JSON.createObjectNode();
    }

    private static ObjectNode by(String person) {
        return person.isEmpty() ? node() : node().put("person", person);
    }

    private static ObjectNode arming(String person, boolean left) {
        return left ? by(person).put("left", true) : by(person);
    }

    private static ObjectNode zone(ZoneId zone) {
        return node().put("zone", zone.value());
    }

    private static ObjectNode cause(Cause cause) {
        return zone(cause.zone()).put("how", cause.how().name()).put("event", cause.event());
    }
}
