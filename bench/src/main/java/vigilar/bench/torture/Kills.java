package vigilar.bench.torture;

import vigilar.bench.field.Await;
import vigilar.bench.field.House;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Processes that end without a warning, or stand still.
final class Kills {
    private static final List<String> ROLES = List.of("broker", "intake", "web");

    /// 10 s, as the guide promises, and a little for the machine.
    private static final Duration STOP = Duration.ofSeconds(11);

    /// 3 s: longer than the safety poll of a bus that is away, and than all pings.
    private static final Duration FROZEN = Duration.ofSeconds(3);

    private Kills() {}

    static List<String> everything(Traffic traffic, Random chance) {
        var again = traffic.house().again();
        traffic.house().close();
        FaultCase.startAgain(traffic, again).awaitReady();
        return List.of();
    }

    /// The parent looks every 2 s and starts it again. That a process is not there is told by the
    /// one with the page; of its own end only the log can tell.
    static List<String> eachRole(Traffic traffic, Random chance) {
        var wrong = new ArrayList<String>();
        for (var role : ROLES) {
            var visible = Visible.before(traffic.house());
            long before = traffic.house().role(role).pid();
            traffic.house().kill(role);
            var unseen = role.equals("web") ? visible.inTheLog() : visible.whileItLasts();
            unseen.forEach(it -> wrong.add(role + " killed: " + it));
            awaitAnother(traffic.house(), role, before);
            traffic.recovered();
        }
        return wrong;
    }

    static List<String> oneRole(Traffic traffic, Random chance) {
        return theRole(ROLES.get(chance.nextInt(ROLES.size())), traffic);
    }

    static List<String> theRole(String role, Traffic traffic) {
        killed(traffic.house(), role);
        return List.of();
    }

    private static void killed(House house, String role) {
        long before = house.role(role).pid();
        house.kill(role);
        awaitAnother(house, role, before);
    }

    private static void awaitAnother(House house, String role, long before) {
        Await.until(
                role + " is started again",
                Traffic.PATIENCE,
                () -> house.hasRole(role) && house.role(role).pid() != before);
    }

    static List<String> asked(Traffic traffic, Random chance) {
        var again = traffic.house().again();
        long began = System.nanoTime();
        int exit = traffic.house().stop();
        var took = Duration.ofNanos(System.nanoTime() - began);
        traffic.house().close();
        FaultCase.startAgain(traffic, again).awaitReady();
        if (exit != 0) {
            return List.of("SIGTERM ended with exit code " + exit);
        }
        return took.compareTo(STOP) > 0
                ? List.of("SIGTERM took " + took.toMillis() + " ms")
                : List.of();
    }

    static List<String> frozen(Traffic traffic, Random chance) {
        traffic.house().freeze();
        Pause.of(FROZEN);
        traffic.house().thaw();
        return List.of();
    }
}
