package vigilar.bench.torture;

import vigilar.bench.field.Account;
import vigilar.bench.field.Await;
import vigilar.bench.field.Viewers;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Viewers that were cut off and came back with their last ids.
final class Resumed {
    /// 5 of them are enough to see what went wrong.
    private static final int EXAMPLES = 5;

    private Resumed() {}

    /// Waits until they have caught up with what is stored by now.
    ///
    /// @return who was never away, or has a hole or a double
    static List<String> withoutAGap(Viewers crowd, Traffic traffic, Duration patience) {
        long head = traffic.head();
        Await.holds(patience, () -> crowd.slowest() >= head);
        return withoutAGap(crowd.accounts(), head);
    }

    static List<String> withoutAGap(List<Account> accounts, long head) {
        var wrong = new ArrayList<String>();
        for (var each : accounts) {
            var who = "viewer %d that came back: ".formatted(each.viewer());
            each.breaches().forEach(it -> wrong.add(who + it));
            if (each.connections() < 2) {
                wrong.add(who + "it was never away");
            }
            if (each.last() < head) {
                wrong.add(who + "saw events up to %d of %d".formatted(each.last(), head));
            } else if (each.events() != each.last() - each.from()) {
                wrong.add(
                        who
                                + "saw %d events of %d"
                                        .formatted(each.events(), each.last() - each.from()));
            }
        }
        return wrong.size() > EXAMPLES ? wrong.subList(0, EXAMPLES) : wrong;
    }
}
