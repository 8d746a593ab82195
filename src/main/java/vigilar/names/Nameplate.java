package vigilar.names;

import vigilar.event.SourceId;
import vigilar.text.PlainText;

import java.util.Optional;

/// What people say of one device.
///
/// @param name empty: as the device calls itself
/// @param area where in the home, for people; empty: not said
/// @param location empty: not said
/// @param hidden left out of the list of devices; its events are shown like all others
public record Nameplate(
        SourceId source, String name, String area, Optional<Location> location, boolean hidden) {
    /// 60 characters: one line of a row, and of a notification.
    public static final int LONGEST_NAME = 60;

    /// 40 characters: the name of a room.
    public static final int LONGEST_AREA = 40;

    public Nameplate {
        if (!isPlain(name, LONGEST_NAME) || !isPlain(area, LONGEST_AREA)) {
            throw new IllegalArgumentException("not fit for a nameplate");
        }
    }

    /// Nothing said yet.
    public static Nameplate blank(SourceId source) {
        return new Nameplate(source, "", "", Optional.empty(), false);
    }

    /// True for a text of one line, without spaces around it and nothing that steers a terminal or
    /// turns the direction of a page.
    public static boolean isPlain(String text, int longest) {
        return text.length() <= longest && text.equals(text.strip()) && PlainText.is(text);
    }
}
