package vigilar.bench.torture;

import tools.jackson.databind.json.JsonMapper;

import vigilar.bench.field.Await;
import vigilar.bench.field.House;
import vigilar.bench.field.Trouble;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Whether a fault can be seen by those who look: begun before it, since what was logged earlier
/// says nothing of it.
///
/// @param logged how much stood in the log then
record Visible(House house, int logged) {
    /// 30 s: a lock is waited for 5 s, a tick of the health board later it must be told.
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final JsonMapper JSON = new JsonMapper();

    static Visible before(House house) {
        return new Visible(house, house.log().length());
    }

    /// Waits until `/readyz` names a part that is down, and looks whether page and log tell it too.
    ///
    /// @return where it cannot be seen
    List<String> whileItLasts() {
        var wrong = new ArrayList<String>();
        if (!Await.holds(PATIENCE, () -> isTold("/readyz"))) {
            wrong.add("the fault was not to be seen in /readyz");
        } else if (!Await.holds(PATIENCE, () -> isTold("/api/condition"))) {
            wrong.add("the fault was not to be seen in what the page asks");
        }
        wrong.addAll(inTheLog());
        return wrong;
    }

    /// @return what must be said if the log tells nothing
    List<String> inTheLog() {
        boolean told =
                Await.holds(
                        PATIENCE,
                        () ->
                                house.log()
                                        .substring(logged)
                                        .lines()
                                        .anyMatch(
                                                it ->
                                                        it.contains(" WARN ")
                                                                || it.contains(" ERROR ")));
        return told ? List.of() : List.of("the fault was not to be seen in the log");
    }

    /// A part that is down, and why.
    private boolean isTold(String path) throws IOException {
        var told = JSON.readTree(house.get(path, Map.of()).body());
        return !told.path("ready").asBoolean(true)
                && told.path("parts")
                        .valueStream()
                        .anyMatch(
                                part ->
                                        part.path("state").asString("").equals("down")
                                                && !part.path("why").asString("").isBlank());
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
