package vigilar.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What a house leaves in its data folder beside its store. Where any of it lies and the store does
/// not, a new house must not begin: it would throw the log and what waits in the broker away, know
/// nobody, and be disarmed.
final class FormerHouse {
    /// Made by houses only, once their store is there. Not `tls`, `secret` and `locks`: a command
    /// or a first start that failed leaves those.
    private static final List<String> FOLDERS = List.of("broker", "pictures", "run");

    /// 3: they mostly ail from the same; the log has them all.
    private static final int MOST_TOLD = 3;

    private FormerHouse() {}

    /// @throws StorageException when a house lived in the folder of the store that is gone
    static void refuseAnother(SqliteFile file) throws IOException {
        if (!leftIn(file.folder()).isEmpty()) {
            throw gone(file, Map.of());
        }
    }

    /// What a person reads who can mend it.
    ///
    /// @param unusable names of backups that were tried, and why
    static StorageException gone(SqliteFile file, Map<String, String> unusable) throws IOException {
        return new StorageException(
                ("%s is gone or empty, but a house lived here (%s)%s: put it back, or restore a"
                                + " backup: vigilar restore FILE --force --data %s; a new house"
                                + " needs an empty folder")
                        .formatted(
                                file.path(),
                                String.join(", ", leftIn(file.folder())),
                                inWords(unusable),
                                file.folder()));
    }

    static String inWords(Map<String, String> unusable) {
        return unusable.isEmpty()
                ? ""
                : unusable.entrySet().stream()
                        .limit(MOST_TOLD)
                        .map(it -> it.getKey() + ": " + it.getValue())
                        .collect(Collectors.joining("; ", "; no backup can be used (", ")"));
    }

    private static List<String> leftIn(Path folder) throws IOException {
        var left = new ArrayList<String>();
        var log = folder.resolve(Archive.STORE + "-wal");
        if (Files.exists(log) && Files.size(log) > 0) {
            left.add(Archive.STORE + "-wal");
        }
        for (var name : FOLDERS) {
            if (hasAny(folder.resolve(name), "*")) {
                left.add(name);
            }
        }
        if (hasAny(folder.resolve("backups"), "*.zip")) {
            left.add("backups");
        }
        if (Files.exists(Suspicion.note(folder))) {
            left.add("suspect");
        }
        return left;
    }

    private static boolean hasAny(Path folder, String glob) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (var all = Files.newDirectoryStream(folder, glob)) {
            return all.iterator().hasNext();
        }
    }
}
