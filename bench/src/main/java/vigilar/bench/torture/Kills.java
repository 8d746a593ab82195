package vigilar.bench.torture;

import java.util.List;
import java.util.Random;

/// Ends without a warning.
final class Kills {
    private Kills() {}

    static List<String> everything(Traffic traffic, Random chance) {
        var again = traffic.house().again();
        traffic.house().close();
        FaultCase.startAgain(traffic, again).awaitReady();
        return List.of();
    }
}
