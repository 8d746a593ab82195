package vigilar.bench.torture;

import vigilar.bench.field.Await;
import vigilar.bench.field.House;
import vigilar.bench.field.HousePlan;
import vigilar.bench.field.Trouble;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Somebody's hand in the data folder while the house runs: the system goes on writing to a file
/// that nobody can find again.
final class StoreFile {
    /// 60 s: it is looked at every 2, and said for 5 before the house ends.
    private static final Duration NOTICED = Duration.ofSeconds(60);

    /// As it ends when only a new start helps, so that a service manager starts it again.
    private static final int START_AGAIN = 70;

    private StoreFile() {}

    /// Moved away, and put back.
    static List<String> away(Traffic traffic, Random chance) {
        var house = traffic.house();
        var again = house.again();
        var aside = aside(house);
        var visible = Visible.before(house);
        move(house.store(), aside);
        var wrong = new ArrayList<>(visible.whileItLasts());
        move(aside, house.store());
        Await.until("ready, or ended", NOTICED, () -> !house.isAlive() || house.isReady());
        wrong.addAll(startAgainIfEnded(traffic, again));
        return wrong;
    }

    /// Another file lies in its place: the house says so and ends, and with the right one back the
    /// next start has all of it.
    static List<String> replaced(Traffic traffic, Random chance) {
        var house = traffic.house();
        var again = house.again();
        var aside = aside(house);
        var wrong = new ArrayList<String>();
        var visible = Visible.before(house);
        try {
            Files.writeString(
                    house.store().resolveSibling("letter"),
                    "This is a letter and no store.\n".repeat(1_000));
        } catch (IOException failure) {
            throw new Trouble("no other file", failure);
        }
        move(house.store(), aside);
        move(house.store().resolveSibling("letter"), house.store());
        wrong.addAll(visible.inTheLog());
        if (!Await.holds(NOTICED, () -> !house.isAlive())) {
            wrong.add("it goes on beside another file");
            house.close();
        }
        try {
            Files.delete(house.store());
        } catch (IOException failure) {
            throw new Trouble("the other file cannot be removed", failure);
        }
        move(aside, house.store());
        wrong.addAll(startAgainIfEnded(traffic, again));
        return wrong;
    }

    /// As a service manager does.
    private static List<String> startAgainIfEnded(Traffic traffic, HousePlan again) {
        var code = traffic.house().exitCode();
        if (code.isEmpty()) {
            return List.of();
        }
        FaultCase.startAgain(traffic, again).awaitReady();
        return code.getAsInt() == START_AGAIN
                ? List.of()
                : List.of("it ended with exit code " + code.getAsInt());
    }

    private static Path aside(House house) {
        return house.store().resolveSibling("put-aside");
    }

    private static void move(Path from, Path to) {
        try {
            Files.move(from, to);
        } catch (IOException failure) {
            throw new Trouble("cannot move " + from, failure);
        }
    }
}
