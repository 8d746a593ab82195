package vigilar.arming;

import java.time.Duration;

/// Zones that together are an alarm: so many different ones of the group within that time (cross
/// zoning, ANSI/SIA CP-01). A way in counts among them and waits for none: it always begins the
/// time to disarm.
///
/// @param name of the group
/// @param needed of how many different zones, at least 2
public record CrossZoning(String name, int needed, Duration within) {
    public CrossZoning {
        if (needed < 2 || !within.isPositive()) {
            throw new IllegalArgumentException(
                    "group %s: at least 2 zones within some time, not %d within %s"
                            .formatted(name, needed, within));
        }
    }
}
