package vigilar.bench.torture;

import vigilar.bench.field.Await;
import vigilar.bench.field.Clock;
import vigilar.bench.field.House;
import vigilar.bench.field.StoreCheck;
import vigilar.bench.field.Trouble;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/// Files that are not what was written.
final class Damage {
    private static final int NONSENSE = 4_096;

    /// 20 s: told within seconds of a start.
    private static final Duration TOLD = Duration.ofSeconds(20);

    /// 200 ms: what a small store's backup takes from its first file to its last.
    private static final int MOST_BACKUP_MILLIS = 200;

    /// 20 backups, one of which must be hit: more than one in three was.
    private static final int MOST_UNTIL_ONE_IS_HIT = 20;

    /// 2 h: the product leaves for an hour what another one may be making.
    private static final Duration LONG_AGO = Duration.ofHours(2);

    /// How the work of a backup that is being made is called.
    private static final String HALF_MADE = ".backup";

    private Damage() {}

    /// The first page of one of its files becomes nonsense, or all but half of that page goes.
    static List<String> ofTheBroker(Traffic traffic, Random chance) {
        var again = traffic.house().again();
        var broker = traffic.house().store().resolveSibling("broker");
        long now = Clock.micros();
        traffic.house().close();
        traffic.mayLose(now - Traffic.LAST_WORDS_MICROS, Clock.micros());
        var kind = broker.resolve(chance.nextBoolean() ? "journal" : "bindings");
        var files = journals(kind);
        var file = files.get(chance.nextInt(files.size()));
        if (chance.nextBoolean()) {
            nonsense(file, 0, chance);
        } else {
            cut(file, NONSENSE / 2);
        }
        var house = FaultCase.startAgain(traffic, again);
        house.awaitReady();
        return Await.holds(TOLD, () -> tells(house, "BROKER_DAMAGED"))
                ? List.of()
                : List.of("the timeline does not tell that files of the broker were damaged");
    }

    /// The one that was written last has something in it; an unused one may go without a word.
    private static List<Path> journals(Path folder) {
        try (var all = Files.list(folder)) {
            return all.filter(Files::isRegularFile)
                    .filter(it -> it.toString().matches(".*-[0-9]+\\.(amq|bindings)"))
                    .sorted(Comparator.comparing(Damage::written).reversed())
                    .limit(1)
                    .toList();
        } catch (IOException failure) {
            throw new Trouble("cannot look into " + folder, failure);
        }
    }

    private static FileTime written(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException failure) {
            throw new Trouble("cannot look at " + file, failure);
        }
    }

    static boolean tells(House house, String type) throws IOException {
        return house.get("/api/events?type=" + type, Map.of()).body().contains("\"" + type + "\"");
    }

    static void nonsense(Path file, long at, Random chance) {
        var bytes = new byte[NONSENSE];
        chance.nextBytes(bytes);
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(bytes), at);
        } catch (IOException failure) {
            throw new Trouble("cannot damage " + file, failure);
        }
    }

    /// One byte becomes its opposite.
    static void turn(Path file, long at) {
        try (var channel =
                FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            var one = ByteBuffer.allocate(1);
            channel.read(one, at);
            one.put(0, (byte) ~one.get(0));
            channel.write(one.rewind(), at);
        } catch (IOException failure) {
            throw new Trouble("cannot damage " + file, failure);
        }
    }

    static void cut(Path file, long size) {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(size);
        } catch (IOException failure) {
            throw new Trouble("cannot damage " + file, failure);
        }
    }

    /// A copy that is being made when all is killed; then one that nobody hinders, two hours later
    /// as far as the files tell.
    static List<String> killedBackup(Traffic traffic, Random chance) {
        var house = traffic.house();
        var killed = house.scratch().resolve("copy-" + traffic.ledger().size() + "-killed.zip");
        if (!isHit(house, killed, chance)) {
            return List.of("no backup was hit by its kill, so this proves nothing");
        }
        Kills.everything(traffic, chance);
        var wrong = new ArrayList<String>();
        if (Files.exists(killed)) {
            unsound(traffic.house(), killed)
                    .forEach(it -> wrong.add("a backup that was killed looks like one: " + it));
        }
        halfMade(house.scratch()).forEach(Damage::becomesOld);
        var next = killed.resolveSibling("copy-" + traffic.ledger().size() + "-next.zip");
        int code = ended(run(traffic.house().plan().vigilar("backup", next.toString())));
        if (code != 0 || !Files.exists(next)) {
            wrong.add("the next backup ends with exit code " + code);
        } else {
            unsound(traffic.house(), next).forEach(it -> wrong.add("the next backup: " + it));
            halfMade(house.scratch())
                    .forEach(it -> wrong.add(it + " of a killed backup stays after the next one"));
        }
        return wrong;
    }

    /// Begins backups and kills each in its middle, until one has left its work behind.
    private static boolean isHit(House house, Path file, Random chance) {
        for (int i = 0; i < MOST_UNTIL_ONE_IS_HIT; i++) {
            var backup = run(house.plan().vigilar("backup", file.toString()));
            Await.holds(TOLD, () -> !halfMade(house.scratch()).isEmpty() || !backup.isAlive());
            Pause.of(Duration.ofMillis(chance.nextInt(MOST_BACKUP_MILLIS)));
            backup.descendants().forEach(ProcessHandle::destroyForcibly);
            backup.destroyForcibly();
            ended(backup);
            if (!halfMade(house.scratch()).isEmpty()) {
                return true;
            }
            remove(file); // it was ready before
        }
        return false;
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException failure) {
            throw new Trouble("cannot remove " + file, failure);
        }
    }

    private static void becomesOld(Path file) {
        try {
            Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(LONG_AGO)));
        } catch (IOException failure) {
            throw new Trouble("cannot date back " + file, failure);
        }
    }

    /// What backups left that did not come to their end.
    static List<Path> halfMade(Path folder) {
        try (var all = Files.list(folder)) {
            return all.filter(it -> it.getFileName().toString().startsWith(HALF_MADE)).toList();
        } catch (IOException failure) {
            throw new Trouble("cannot look into " + folder, failure);
        }
    }

    /// Restored into a folder of its own, and looked through there.
    private static List<String> unsound(House house, Path copy) {
        var other = house.plan().onData(copy.resolveSibling(copy.getFileName() + "-restored"));
        int code = ended(run(other.vigilar("restore", copy.toString())));
        return code != 0
                ? List.of("restore ends with exit code " + code)
                : StoreCheck.findings(other);
    }

    static Process run(List<String> command) {
        try {
            return new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException failure) {
            throw new Trouble("cannot run " + command, failure);
        }
    }

    static int ended(Process process) {
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new Trouble("does not end: " + process.info().commandLine().orElse("?"));
            }
            return process.exitValue();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new Trouble("stopped", stop);
        }
    }
}
