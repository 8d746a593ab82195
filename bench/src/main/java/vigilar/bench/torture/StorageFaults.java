package vigilar.bench.torture;

import vigilar.bench.field.Await;
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

    /// 60 s: by then 12,000 messages wait in the broker.
    private static final Duration LOCKED_LONG = Duration.ofSeconds(60);

    /// 4 s of syncs that each take 1: a disk that stalls.
    private static final Duration STALLING = Duration.ofSeconds(4);

    /// 1 s in which nothing may be acknowledged.
    private static final Duration WATCHED = Duration.ofSeconds(1);

    private static final String SYNCS = "fdatasync,fsync";

    private StorageFaults() {}

    /// By another program, as a careless backup would.
    static List<String> locked(Traffic traffic, Random chance) {
        return locked(traffic, traffic.isLong() ? LOCKED_LONG : LOCKED);
    }

    static List<String> lockedShortly(Traffic traffic, Random chance) {
        return locked(traffic, LOCKED);
    }

    private static List<String> locked(Traffic traffic, Duration length) {
        var visible = Visible.before(traffic.house());
        try (var other = new Store(traffic.house().store())) {
            other.lock();
            Pause.of(length);
            var wrong = visible.whileItLasts();
            other.letGo();
            return wrong;
        }
    }

    /// Nothing may be acknowledged on the strength of what did not happen. Somebody else's broker
    /// has a disk of its own, and goes on.
    static List<String> noneAcknowledged(Traffic traffic, String meanwhile) {
        if (traffic.house().plan().bus().isPresent()) {
            return List.of();
        }
        int before = traffic.ledger().size();
        Pause.of(WATCHED);
        int more = traffic.ledger().size() - before;
        return more > 0 ? List.of(more + " acknowledgements while " + meanwhile) : List.of();
    }

    /// The same for a broker that looks at its disk every second: what it took until then it has
    /// kept, in files that it had made before.
    static List<String> soonNoneAcknowledged(Traffic traffic, String meanwhile) {
        Await.holds(Traffic.SOON, () -> noneAcknowledged(traffic, meanwhile).isEmpty());
        return noneAcknowledged(traffic, meanwhile);
    }

    /// Every sync fails while this lasts.
    static List<String> syncsFail(Traffic traffic, Random chance) {
        var visible = Visible.before(traffic.house());
        try (var _ =
                Tracer.onStorage(
                        traffic.house(),
                        "-e",
                        "trace=" + SYNCS,
                        "-e",
                        "inject=" + SYNCS + ":error=EIO")) {
            var wrong = new ArrayList<>(visible.whileItLasts());
            wrong.addAll(noneAcknowledged(traffic, "no sync succeeds"));
            return wrong;
        }
    }

    /// The first sync of each thread fails, and all others succeed: the system then says that what
    /// it could not write is written, and whoever believes it has lost it. Over before one can look
    /// whether it is told on the page; the log must tell it.
    static List<String> oneSyncFails(Traffic traffic, Random chance) {
        var visible = Visible.before(traffic.house());
        try (var _ =
                Tracer.onStorage(
                        traffic.house(),
                        "-e",
                        "trace=" + SYNCS,
                        "-e",
                        "inject=" + SYNCS + ":error=EIO:when=1")) {
            return visible.inTheLog();
        }
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
        try (var _ = Tracer.onStorage(traffic.house(), words.toArray(String[]::new))) {
            var wrong = new ArrayList<>(visible.whileItLasts());
            wrong.addAll(noneAcknowledged(traffic, "nothing can be written"));
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
                Tracer.onStorage(
                        traffic.house(),
                        "-e",
                        "trace=" + SYNCS,
                        "-e",
                        "inject=" + SYNCS + ":delay_enter=1s")) {
            Pause.of(STALLING);
        }
        return List.of();
    }
}
