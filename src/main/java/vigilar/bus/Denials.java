package vigilar.bus;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/// Tells what was refused, and not too often: who keeps trying must not keep the store busy. Safe
/// for all threads.
final class Denials {
    /// 5 at once and then 1 a second of each device and each stranger's address: the list is for
    /// people, and a device that is set up wrong tries two or three topics at a time.
    private static final double AT_ONCE = 5;

    private static final double A_SECOND = 1;

    /// 20 at once and then 2 a second of all strangers together: they may have any number of
    /// addresses.
    private static final double STRANGERS_AT_ONCE = 20;

    private static final double STRANGERS_A_SECOND = 2;

    /// 1,000 devices and addresses are remembered; who was forgotten begins anew.
    private static final int MOST_REMEMBERED = 1_000;

    private final DeviceLogins logins;
    private final LongSupplier nanos;
    private final Pace strangers;
    private final Map<String, Pace> paces = new LinkedHashMap<>(16, 0.75f, true);

    Denials(DeviceLogins logins, LongSupplier nanos) {
        this.logins = logins;
        this.nanos = nanos;
        this.strangers = new Pace(STRANGERS_A_SECOND, STRANGERS_AT_ONCE, nanos);
    }

    void told(Denial denial) {
        boolean stranger = denial.device().isEmpty();
        if (pace(stranger ? "@" + denial.address() : denial.device()).take()
                && (!stranger || strangers.take())) {
            logins.denied(denial);
        }
    }

    private synchronized Pace pace(String who) {
        var pace = paces.computeIfAbsent(who, _ -> new Pace(A_SECOND, AT_ONCE, nanos));
        if (paces.size() > MOST_REMEMBERED) {
            paces.remove(paces.keySet().iterator().next()); // the one not heard of for longest
        }
        return pace;
    }
}
