package vigilar.intake;

import vigilar.event.EventType;
import vigilar.event.Severity;
import vigilar.event.SourceId;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// One `[[device]]` block of the config: what some topic of the house means.
///
/// @param topic where the device speaks
/// @param name what people call it; with `+` in the topic, what stands there is added
/// @param pointer where in the JSON the value is (RFC 6901); empty: the whole payload as text
/// @param sense which values mean that it is so
/// @param pulse true: each such message is an event; false: each change is
/// @param type of the event when it is so
/// @param over of the event when it is no longer so; empty: nobody wants to hear of it
/// @param severity of `type`; the end is always INFO
/// @param area where in the home, for people
public record OwnDevice(
        TopicPattern topic,
        String name,
        String pointer,
        Sense sense,
        boolean pulse,
        EventType type,
        Optional<EventType> over,
        Severity severity,
        Optional<String> area) {
    /// 100 blocks: more than a home has devices that speak no known language; each may be a
    /// subscription, and all of them go to the broker in one packet.
    public static final int MOST = 100;

    /// 50 characters: with what stands for a `+` it is still a name.
    private static final int LONGEST_NAME = 50;

    /// 64 characters fill a line of the page.
    private static final int LONGEST_AREA = 64;

    /// 256 characters: no device nests deeper than its names allow.
    private static final int LONGEST_POINTER = 256;

    private static final Pattern POINTER = Pattern.compile("(/([^~/]|~[01])*)*");

    /// @throws IllegalArgumentException with a sentence for people
    public OwnDevice {
        checkName(name);
        checkPointer(pointer);
        area.ifPresent(OwnDevice::checkArea);
    }

    /// @throws IllegalArgumentException with a sentence for people
    public static String checkName(String name) {
        if (name.isBlank() || name.length() > LONGEST_NAME || hasControls(name)) {
            throw new IllegalArgumentException("a name has 1 to " + LONGEST_NAME + " characters");
        }
        return name;
    }

    /// @throws IllegalArgumentException with a sentence for people
    public static String checkArea(String area) {
        if (area.isBlank() || area.length() > LONGEST_AREA || hasControls(area)) {
            throw new IllegalArgumentException("an area has 1 to " + LONGEST_AREA + " characters");
        }
        return area;
    }

    /// @throws IllegalArgumentException with a sentence for people
    public static String checkPointer(String pointer) {
        if (pointer.length() > LONGEST_POINTER || !POINTER.matcher(pointer).matches()) {
            throw new IllegalArgumentException(
                    "expected a JSON pointer such as /sensor/contact (~1 is a slash, ~0 a tilde),"
                            + " or \"\" for the whole payload, found '"
                            + pointer
                            + "'");
        }
        return pointer;
    }

    private static boolean hasControls(String text) {
        return text.chars().anyMatch(Character::isISOControl);
    }

    /// Whom a message of it speaks of.
    ///
    /// @param wildcards what stands for each `+`
    String nameWith(List<String> wildcards) {
        return wildcards.isEmpty() ? name : name + "-" + String.join("-", wildcards);
    }

    /// What its state is kept under.
    Signal.Point point(SourceId source) {
        return new Signal.Point(source, "own/" + type.name());
    }

    /// Why two blocks cannot stand beside each other, or empty. The same topic may be read for
    /// several fields; two different topics may not share a message, since each is a subscription
    /// and some brokers deliver once per subscription.
    public static Optional<String> clash(OwnDevice one, OwnDevice other) {
        if (one.name.equals(other.name) && one.type.equals(other.type)) {
            return Optional.of(
                    "both are called '%s' and say %s: give one another name or type"
                            .formatted(one.name, one.type));
        }
        if (!one.topic.equals(other.topic) && one.topic.overlaps(other.topic)) {
            return Optional.of(
                    "%s and %s can match the same message: make them exclude each other"
                            .formatted(one.topic, other.topic));
        }
        return Optional.empty();
    }
}
