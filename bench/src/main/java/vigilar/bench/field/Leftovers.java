package vigilar.bench.field;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Whoever ends this program, by Ctrl-C too, leaves no process behind.
final class Leftovers {
    private static final Set<Family> FAMILIES = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> FAMILIES.forEach(Family::kill), "leftovers"));
    }

    private Leftovers() {}

    static void watch(Family family) {
        FAMILIES.add(family);
    }

    static void forget(Family family) {
        FAMILIES.remove(family);
    }
}
