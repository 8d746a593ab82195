package vigilar.bench.torture;

import vigilar.bench.field.Await;
import vigilar.bench.field.House;
import vigilar.bench.field.Trouble;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Whether a fault can be seen by those who look.
final class Visible {
    /// 30 s: a lock is waited for 5 s, a tick of the health board later it must be told.
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Visible() {}

    /// Waits until `/readyz` names a part that is down, and looks whether page and log tell it too.
    ///
    /// @return where it cannot be seen
    static List<String> whileItLasts(House house) {
        var wrong = new ArrayList<String>();
        if (!Await.holds(PATIENCE, () -> isTold(house, "/readyz"))) {
            wrong.add("the fault was not to be seen in /readyz");
        } else if (!Await.holds(PATIENCE, () -> isTold(house, "/api/condition"))) {
            wrong.add("the fault was not to be seen in what the page asks");
        }
        if (house.log().lines().noneMatch(it -> it.contains(" WARN ") || it.contains(" ERROR "))) {
            wrong.add("the fault was not to be seen in the log");
        }
        return wrong;
    }

    private static boolean isTold(House house, String path) throws IOException {
        var answer = house.get(path, Map.of()).body();
        return answer.contains("\"ready\":false")
                && answer.contains("\"down\"")
                && answer.contains("\"why\":");
    }

    /// A number of `/metrics`; all lines that begin so, added.
    static double metric(House house, String name) {
        try {
            return house.get("/metrics", Map.of())
                    .body()
                    .lines()
                    .filter(line -> line.startsWith(name))
                    .mapToDouble(
                            line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .sum();
        } catch (IOException failure) {
            throw new Trouble("no metrics", failure);
        }
    }
}
