package vigilar.event;

/// What a device says that knows no end: of its smoke or motion nobody will ever hear that it is
/// over, so nothing may wait for that.
///
/// It travels in the event's payload, before all but the [Provenance], so that whoever reads the
/// event sees it too. A device of our own topics that writes such a key says the same of itself.
public final class Endless {
    private static final String KEY = "\"endless\":true";

    private Endless() {}

    /// The payload with the mark.
    public static Payload mark(Payload payload) {
        var rest = payload.json().substring(1);
        return new Payload("{" + KEY + (rest.equals("}") ? "" : ",") + rest);
    }

    /// What the payload of an event says.
    public static boolean of(Payload payload) {
        return payload.json().startsWith(KEY, 1)
                || (!Provenance.of(payload).mayAlarm() && payload.json().contains("\"," + KEY));
    }
}
