package vigilar.bus;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// How many connections may stand at the embedded broker, logged in or not. Safe for all threads.
final class Places {
    /// 2,000 connections: far more than a home has, far less than file handles.
    static final int MOST = 2_000;

    /// 500 from one address: behind a container's network the whole house may have one, and still
    /// nobody takes all places alone.
    static final int MOST_EACH = 500;

    /// 50 stay for this machine: our own processes come in, whoever floods the rest.
    static final int FOR_THIS_MACHINE = 50;

    private final Map<InetAddress, Integer> taken = new HashMap<>();
    private int all;

    /// Takes a place, to be given back with [#leave]; or says why there is none.
    synchronized Optional<String> enter(InetAddress from) {
        int here = taken.getOrDefault(from, 0);
        if (here >= MOST_EACH) {
            return Optional.of("more than %d connections from one address".formatted(MOST_EACH));
        }
        if (all >= MOST - (from.isLoopbackAddress() ? 0 : FOR_THIS_MACHINE)) {
            return Optional.of("the broker has %d connections".formatted(all));
        }
        taken.put(from, here + 1);
        all++;
        return Optional.empty();
    }

    synchronized void leave(InetAddress from) {
        all--;
        taken.computeIfPresent(from, (_, here) -> here == 1 ? null : here - 1);
    }
}
