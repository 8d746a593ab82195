package vigilar.bench.powerloss;

import vigilar.bench.field.Trouble;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// The system calls of a program that was run below [#command].
public final class Recording {
    /// 2 MB of each write: the largest one is a new file of zeros.
    private static final String LONGEST = "2000000";

    private final List<Op> ops;
    private final Path root;

    private Recording(List<Op> ops, Path root) {
        this.ops = ops;
        this.root = root;
    }

    /// The words before the program's own. What maps memory is not recorded: only SQLite's index of
    /// its log is written so, and needs no sync.
    public static List<String> command(Path trace) {
        return List.of(
                "strace",
                "-f",
                "--seccomp-bpf",
                "-qq",
                "-y",
                "-ttt",
                "-T",
                "-s",
                LONGEST,
                "-e",
                "status=successful",
                "-e",
                "trace=openat,lseek,write,pwrite64,writev,pwritev,ftruncate,"
                        + "truncate,fallocate,fdatasync,fsync,rename,renameat2,"
                        + "unlink,mkdir",
                "-o",
                trace.toString());
    }

    /// The same program, had it not synced these files from that moment on.
    ///
    /// @param of paths below the root
    public Recording withoutSyncsAfter(long micros, Predicate<Path> of) {
        return new Recording(
                ops.stream()
                        .filter(
                                op ->
                                        !(op instanceof Op.Synced(var began, _, var path))
                                                || began < micros
                                                || !of.test(root.relativize(Path.of(path))))
                        .toList(),
                root);
    }

    /// @param root the folder whose files count
    public static Recording read(Path trace, Path root) {
        var reader = new TraceReader(root.toString());
        var ops = new ArrayList<Op>();
        try (var lines = Files.newBufferedReader(trace, StandardCharsets.ISO_8859_1)) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                reader.read(line).ifPresent(ops::add);
            }
            return new Recording(ops, root);
        } catch (IOException failure) {
            throw new Trouble("the recording cannot be read", failure);
        }
    }

    /// When each text that the pattern finds in what was written was surely on the disk for the
    /// first time: the end of the first sync of that file that began after the text was written
    /// there. In microseconds since 1970; what was never synced is not among them.
    public Map<String, Long> durableAt(Pattern text) {
        var waiting = new HashMap<String, Map<String, Long>>(); // by file: when it was written
        var durable = new HashMap<String, Long>();
        for (var op : ops) {
            switch (op) {
                case Op.Wrote(var began, var path, _, var bytes) -> {
                    var found = text.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
                    while (found.find()) {
                        waiting.computeIfAbsent(path, _ -> new HashMap<>())
                                .putIfAbsent(found.group(), began);
                    }
                }
                case Op.Synced(var began, var end, var path) -> {
                    var written = waiting.getOrDefault(path, Map.of()).entrySet().iterator();
                    while (written.hasNext()) {
                        var each = written.next();
                        if (each.getValue() <= began) {
                            durable.merge(each.getKey(), end, Math::min);
                            written.remove();
                        }
                    }
                }
                case Op.Opened _, Op.Resized _, Op.Renamed _, Op.Removed _, Op.FolderMade _ -> {}
            }
        }
        return durable;
    }

    /// What becomes of each state.
    @FunctionalInterface
    public interface Look {
        /// @param micros when the power went
        void at(Path state, long micros) throws IOException;
    }

    /// Lets the power go so many times after that moment, and has each state looked at.
    ///
    /// @param states where they are built, each in a folder of its own
    public void cut(int times, long afterMicros, Random chance, Path states, Look look) {
        int first = 0;
        while (first < ops.size() && ops.get(first).micros() < afterMicros) {
            first++;
        }
        int last = first;
        if (ops.size() - first < times) {
            throw new Trouble("only " + (ops.size() - first) + " operations were recorded");
        }
        var disk = new Disk(root);
        var points = chance.ints(first, ops.size()).distinct().limit(times).sorted().toArray();
        try {
            for (int done = 0, point = 0; point < points.length; done++) {
                var next = ops.get(done);
                if (done == points[point]) {
                    disk.endSyncsBefore(next.micros());
                    var state = states.resolve("cut-" + point++);
                    disk.afterPowerLoss(chance, state);
                    look.at(state, next.micros());
                }
                disk.did(next);
                last = done;
            }
        } catch (IOException failure) {
            throw new Trouble("state " + last + " cannot be built: " + failure, failure);
        }
    }
}
