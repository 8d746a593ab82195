package vigilar.bus;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/// Tells what was refused for lack of rights, of each device once a second: one that keeps trying
/// must not keep the store busy. Safe for all threads.
final class Denials {
    /// 1 s: the list is for people, and holds the last ones only.
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final DeviceLogins logins;
    private final InstantSource clock;

    /// By the names of devices that logged in: no more than there are devices.
    private final Map<String, Instant> told = new HashMap<>();

    Denials(DeviceLogins logins, InstantSource clock) {
        this.logins = logins;
        this.clock = clock;
    }

    void told(String device, String topic, String why) {
        if (isTime(device)) {
            logins.denied(device, topic, why);
        }
    }

    private synchronized boolean isTime(String device) {
        var now = clock.instant();
        var last = told.get(device);
        // a clock that was set back must not silence us
        if (last != null && Duration.between(last, now).abs().compareTo(PAUSE) < 0) {
            return false;
        }
        told.put(device, now);
        return true;
    }
}
