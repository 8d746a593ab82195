package vigilar.names;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// Where in the home a device stands; the alarm panel will ask for it.
public enum Location {
    /// Nobody gets there without passing another device.
    INTERIOR,
    /// On the way in: hall, porch, garage.
    TRANSITION,
    /// Outside, where strangers may be.
    EXTERIOR;

    /// As in the wire contract: `interior`.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// What that word means; empty for any other.
    public static Optional<Location> of(String word) {
        return Stream.of(values()).filter(each -> each.word().equals(word)).findFirst();
    }
}
