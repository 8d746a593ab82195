package vigilar.event;

/// What the device said beside the type: one JSON object on one line, as the readers of intake
/// wrote it.
///
/// @param json compact JSON without line breaks, checked where it came in
public record Payload(String json) {
    /// An object without keys.
    public static final Payload EMPTY = new Payload("{}");

    public Payload {
        if (!json.startsWith("{") || !json.endsWith("}")) {
            throw new IllegalArgumentException("a payload is a JSON object");
        }
        if (json.indexOf('\n') >= 0 || json.indexOf('\r') >= 0) {
            throw new IllegalArgumentException("a payload stands on one line");
        }
    }
}
