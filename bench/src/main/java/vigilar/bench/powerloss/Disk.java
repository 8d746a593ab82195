package vigilar.bench.powerloss;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/// A disk as a program has used it. Syncing a file makes its content durable, and its name as it
/// was by then, as the file systems with a journal do it; of other changes of names any beginning
/// of their row may be there.
final class Disk {
    private final Path root;
    private final Map<String, DiskFile> now = new HashMap<>();
    private final Map<String, DiskFile> sure = new TreeMap<>();
    private final List<Op> names = new ArrayList<>();
    private final List<DiskFile> named = new ArrayList<>();
    private final List<Op.Synced> underWay = new ArrayList<>();

    Disk(Path root) {
        this.root = root;
    }

    /// The next thing that was done.
    void did(Op op) {
        endSyncsBefore(op.micros());
        switch (op) {
            case Op.Opened(_, var path, _) -> {
                if (!now.containsKey(path)) {
                    var file = new DiskFile();
                    now.put(path, file);
                    name(op, file);
                } else {
                    file(path).did(op);
                }
            }
            case Op.Wrote wrote -> file(wrote.path()).did(wrote);
            case Op.Resized resized -> file(resized.path()).did(resized);
            case Op.Synced synced -> underWay.add(synced);
            case Op.Renamed(_, var from, var to) -> {
                var file = file(from);
                now.remove(from);
                now.put(to, file);
                name(op, file);
            }
            case Op.Removed(_, var path) -> {
                name(op, file(path));
                now.remove(path);
            }
            case Op.FolderMade _ -> {} // made again where a file is in it
        }
    }

    private DiskFile file(String path) {
        return now.computeIfAbsent(path, _ -> new DiskFile());
    }

    private void name(Op op, DiskFile file) {
        names.add(op);
        named.add(file);
    }

    /// What was done between the beginning and the end of a sync counts as done before it: the
    /// program's threads rarely do that, and it makes fewer states, never illegal ones.
    void endSyncsBefore(long micros) {
        for (var i = underWay.iterator(); i.hasNext(); ) {
            var sync = i.next();
            if (sync.end() <= micros) {
                i.remove();
                end(sync);
            }
        }
    }

    private void end(Op.Synced sync) {
        var file = now.get(sync.path());
        int last = -1;
        for (int i = 0; i < names.size(); i++) {
            boolean concerns =
                    file == null ? isIn(sync.path(), names.get(i)) : named.get(i) == file;
            last = concerns ? i : last;
        }
        for (int i = 0; i <= last; i++) {
            apply(names.get(i), named.get(i), sure);
        }
        names.subList(0, last + 1).clear();
        named.subList(0, last + 1).clear();
        if (file != null) {
            file.synced();
        }
    }

    private static boolean isIn(String folder, Op op) {
        var path =
                switch (op) {
                    case Op.Opened opened -> opened.path();
                    case Op.Renamed renamed -> renamed.to();
                    case Op.Removed removed -> removed.path();
                    default -> "";
                };
        return Path.of(folder).equals(Path.of(path).getParent());
    }

    private static void apply(Op op, DiskFile file, Map<String, DiskFile> to) {
        switch (op) {
            case Op.Opened opened -> to.put(opened.path(), file);
            case Op.Renamed renamed -> {
                to.remove(renamed.from());
                to.put(renamed.to(), file);
            }
            case Op.Removed removed -> to.remove(removed.path());
            default -> throw new IllegalStateException("no change of a name: " + op);
        }
    }

    /// Writes one state that is legal now into this folder.
    void afterPowerLoss(Random chance, Path into) throws IOException {
        Files.createDirectories(into);
        var there = new TreeMap<>(sure);
        int kept = names.isEmpty() ? 0 : chance.nextInt(names.size() + 1);
        for (int i = 0; i < kept; i++) {
            apply(names.get(i), named.get(i), there);
        }
        for (var each : there.entrySet()) {
            var target = into.resolve(root.relativize(Path.of(each.getKey())));
            Files.createDirectories(target.getParent());
            Files.write(target, each.getValue().afterPowerLoss(chance));
        }
    }
}
