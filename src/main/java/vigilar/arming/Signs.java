package vigilar.arming;

import static java.util.Map.entry;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Which words of devices tell how they are.
final class Signs {
    record Sign(Trouble trouble, boolean has) {}

    private static final Sign LOST = new Sign(Trouble.LOST, true);
    private static final Sign FOUND = new Sign(Trouble.LOST, false);

    /// Who has left the network or was told to detect nothing will say nothing more of itself.
    static final Map<String, Sign> OF_TROUBLE =
            Map.ofEntries(
                    entry("DEVICE_OFFLINE", LOST),
                    entry("DEVICE_LEFT", LOST),
                    entry("CAMERA_OFFLINE", LOST),
                    entry("CAMERA_DISABLED", LOST),
                    entry("DEVICE_ONLINE", FOUND),
                    entry("DEVICE_JOINED", FOUND),
                    entry("CAMERA_ONLINE", FOUND),
                    entry("BATTERY_LOW", new Sign(Trouble.LOW_BATTERY, true)),
                    entry("BATTERY_OK", new Sign(Trouble.LOW_BATTERY, false)),
                    entry("TAMPER", new Sign(Trouble.TAMPERED, true)),
                    entry("TAMPER_CLEARED", new Sign(Trouble.TAMPERED, false)));

    /// Of each of these the newest tells how a device stands.
    static final List<Set<String>> TELLING =
            List.of(
                    Set.of("CONTACT_OPEN", "CONTACT_CLOSED"),
                    Set.of("MOTION_START", "MOTION_END"),
                    OF_TROUBLE.entrySet().stream()
                            .filter(it -> it.getValue().trouble == Trouble.LOST)
                            .map(Map.Entry::getKey)
                            .collect(Collectors.toUnmodifiableSet()),
                    Set.of("BATTERY_LOW", "BATTERY_OK"),
                    Set.of("TAMPER", "TAMPER_CLEARED"),
                    Set.of("SMOKE", "SMOKE_CLEARED"),
                    Set.of("GAS", "GAS_CLEARED"),
                    Set.of("CARBON_MONOXIDE", "CARBON_MONOXIDE_CLEARED"),
                    Set.of("WATER_LEAK", "WATER_LEAK_CLEARED"),
                    Set.of("PERSON_DETECTED"),
                    Set.of("VIBRATION"));

    private Signs() {}
}
