package vigilar.arming;

import java.util.Set;

/// Why a mode cannot be armed without overriding.
///
/// @param open it stands open
/// @param troubles why it cannot be relied on
public record Blocker(ZoneId zone, boolean open, Set<Trouble> troubles) {
    /// No device is heard at all, whatever it does.
    static final Blocker DEAF =
            new Blocker(new ZoneId("every-device"), false, Set.of(Trouble.LOST));

    public Blocker {
        troubles = Set.copyOf(troubles);
    }

    /// No zone: it says that no device is heard, so insisting leaves nothing out.
    public boolean isDeaf() {
        return equals(DEAF);
    }

    /// It still works, so insisting does not leave it out.
    public boolean isOnlyWeak() {
        return !open && troubles.equals(Set.of(Trouble.LOW_BATTERY));
    }
}
