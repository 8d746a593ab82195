package vigilar.bench.torture;

import vigilar.bench.field.Store;
import vigilar.bench.field.Trouble;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// A store that cannot be written for a while.
final class StorageFaults {
    /// 7 s: the house waits 5 for another program's lock; what lasts longer must be told.
    private static final Duration LOCKED = Duration.ofSeconds(7);

    /// 4 s of syncs that each take 1: a disk that stalls.
    private static final Duration STALLING = Duration.ofSeconds(4);

    /// 1 s in which nothing may be acknowledged.
    private static final Duration WATCHED = Duration.ofSeconds(1);

    private StorageFaults() {}

    /// By another program, as a careless backup would.
    static List<String> locked(Traffic traffic, Random chance) {
        var visible = Visible.before(traffic.house());
        try (var other = new Store(traffic.house().store())) {
            other.lock();
            Pause.of(LOCKED);
            var wrong = visible.whileItLasts();
            other.letGo();
            return wrong;
        }
    }

    /// Every sync fails while this lasts: nothing may be acknowledged on the strength of one.
    static List<String> syncsFail(Traffic traffic, Random chance) {
        var wrong = new ArrayList<String>();
        var visible = Visible.before(traffic.house());
        try (var _ =
                Tracer.on(
                        traffic.house().role("intake").pid(),
                        "-e",
                        "trace=fdatasync,fsync",
                        "-e",
                        "inject=fdatasync,fsync:error=EIO")) {
            wrong.addAll(visible.whileItLasts());
            int before = traffic.ledger().size();
            Pause.of(WATCHED);
            int more = traffic.ledger().size() - before;
            if (more > 0) {
                wrong.add(more + " acknowledgements while no sync succeeds");
            }
        }
        return wrong;
    }

    /// What is there can be read, and nothing can be written, made or cut: a card that the system
    /// has made read-only. Files that are open stay open, as they do then.
    static List<String> readOnly(Traffic traffic, Random chance) {
        var calls = "write,pwrite64,writev,pwritev,ftruncate,fallocate,fsync,fdatasync";
        var words = new ArrayList<>(List.of("-e", "trace=" + calls, "-e"));
        words.add("inject=" + calls + ":error=EROFS");
        for (var file : filesOf(traffic.house().data())) {
            words.addAll(List.of("-P", file.toString()));
        }
        var visible = Visible.before(traffic.house());
        try (var _ =
                Tracer.on(traffic.house().role("intake").pid(), words.toArray(String[]::new))) {
            var wrong = new ArrayList<>(visible.whileItLasts());
            int before = traffic.ledger().size();
            Pause.of(WATCHED);
            int more = traffic.ledger().size() - before;
            if (more > 0) {
                wrong.add(more + " acknowledgements while nothing can be written");
            }
            return wrong;
        }
    }

    private static List<Path> filesOf(Path data) {
        try (var all = Files.walk(data)) {
            return all.filter(Files::isRegularFile).toList();
        } catch (IOException failure) {
            throw new Trouble("cannot look into " + data, failure);
        }
    }

    /// Latency only.
    static List<String> syncsStall(Traffic traffic, Random chance) {
        try (var _ =
                Tracer.on(
                        traffic.house().role("intake").pid(),
                        "-e",
                        "trace=fdatasync,fsync",
                        "-e",
                        "inject=fdatasync,fsync:delay_enter=1s")) {
            Pause.of(STALLING);
        }
        return List.of();
    }
}
