package vigilar.bench.powerloss;

import vigilar.bench.field.Trouble;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads what strace recorded of one program, line by line. Keeps in mind where each open file
/// stands, since `write` does not say it.
final class TraceReader {
    private static final Pattern HEAD = Pattern.compile("^(\\d+) +(\\d+)\\.(\\d{6}) (\\w+)\\(");
    private static final Pattern RESUMED =
            Pattern.compile("^(\\d+) +(\\d+)\\.(\\d{6}) <\\.\\.\\. \\w+ resumed>(.*)$");
    private static final Pattern TOOK = Pattern.compile("<(\\d+)\\.(\\d{6})>$");
    private static final Pattern FILE = Pattern.compile("\\((\\d+)<([^>]*)>");
    private static final Pattern RESULT = Pattern.compile("\\) += (\\d+)(?:<([^>]*)>)?");
    private static final Pattern LAST_NUMBER = Pattern.compile(", (\\d+)\\) += \\d+[^,]*$");
    private static final Pattern NAMES = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final String UNFINISHED = " <unfinished ...>";

    /// A busy strace may break a line and go on with the next one, without saying whose it is.
    private static final String GOES_ON = ")";

    /// 200 letters hold the last number, the spaces of a line that was broken, and the result.
    private static final int END_OF_LINE = 200;

    private final String root;
    private final Map<Integer, Long> positions = new HashMap<>();
    private final Map<String, Long> sizes = new HashMap<>();
    private final Map<String, String> unfinished = new HashMap<>();
    private String lastUnfinished = "";

    /// @param root only files below it count
    TraceReader(String root) {
        this.root = root;
    }

    /// The operation that the line tells of, if it is one of ours.
    Optional<Op> read(String line) {
        var whole = line;
        long ended = 0;
        if (line.endsWith(UNFINISHED)) {
            lastUnfinished = line.substring(0, line.indexOf(' '));
            unfinished.put(lastUnfinished, line.substring(0, line.length() - UNFINISHED.length()));
            return Optional.empty();
        }
        if (line.startsWith(GOES_ON)) {
            var begun = unfinished.remove(lastUnfinished);
            if (begun == null) {
                throw new Trouble("what does this line of the recording belong to? " + line);
            }
            whole = begun + line;
        }
        var resumed = RESUMED.matcher(line);
        if (resumed.find()) {
            var begun = unfinished.remove(resumed.group(1));
            if (begun == null) {
                return Optional.empty();
            }
            whole = begun + resumed.group(4);
            ended = micros(resumed.group(2), resumed.group(3));
        }
        var head = HEAD.matcher(whole);
        if (!head.find() || !whole.contains(root)) {
            return Optional.empty();
        }
        long micros = micros(head.group(2), head.group(3));
        if (ended == 0) {
            var took = TOOK.matcher(whole);
            ended = took.find() ? micros + micros(took.group(1), took.group(2)) : micros;
        }
        return read(head.group(4), whole, micros, ended);
    }

    private static long micros(String seconds, String fraction) {
        return Long.parseLong(seconds) * 1_000_000 + Long.parseLong(fraction);
    }

    private Optional<Op> read(String call, String line, long micros, long ended) {
        return switch (call) {
            case "openat" -> opened(line, micros);
            case "lseek" -> sought(line);
            case "write" -> wrote(line, micros);
            case "pwrite64" -> wroteAt(line, micros);
            case "ftruncate" -> Optional.of(new Op.Resized(micros, file(line), lastNumber(line)));
            case "fsync", "fdatasync" -> synced(line, micros, ended);
            case "rename" -> {
                var names = names(line);
                var size = sizes.remove(names.get(0));
                sizes.put(names.get(1), size == null ? 0 : size);
                yield Optional.of(new Op.Renamed(micros, names.get(0), names.get(1)));
            }
            case "unlink" -> {
                var name = names(line).getFirst();
                sizes.remove(name);
                yield Optional.of(new Op.Removed(micros, name));
            }
            case "mkdir" -> Optional.of(new Op.FolderMade(micros, names(line).getFirst()));
            default -> throw new Trouble("nobody thought of this system call: " + call);
        };
    }

    private Optional<Op> opened(String line, long micros) {
        var result = RESULT.matcher(line);
        if (!result.find() || line.contains("O_DIRECTORY") || result.group(2) == null) {
            return Optional.empty();
        }
        var path = result.group(2);
        if (!line.contains("O_CREAT") && !sizes.containsKey(path)) {
            return Optional.empty(); // a folder, opened to be synced
        }
        boolean emptied = line.contains("O_TRUNC") || !sizes.containsKey(path);
        long size = emptied ? 0 : sizes.getOrDefault(path, 0L);
        sizes.put(path, size);
        positions.put(Integer.parseInt(result.group(1)), line.contains("O_APPEND") ? size : 0L);
        return Optional.of(new Op.Opened(micros, path, emptied));
    }

    private Optional<Op> sought(String line) {
        var result = RESULT.matcher(line);
        if (result.find()) {
            positions.put(fd(line), Long.parseLong(result.group(1)));
        }
        return Optional.empty();
    }

    private Optional<Op> wrote(String line, long micros) {
        long at = positions.getOrDefault(fd(line), 0L);
        var op = writeAt(line, micros, at);
        positions.put(fd(line), at + op.bytes().length);
        return Optional.of(op);
    }

    private Optional<Op> wroteAt(String line, long micros) {
        return Optional.of(writeAt(line, micros, lastNumber(line)));
    }

    private Op.Wrote writeAt(String line, long micros, long offset) {
        var path = file(line);
        var bytes = TraceText.bytes(line, line.indexOf(", \"") + 3);
        sizes.merge(path, offset + bytes.length, Math::max);
        return new Op.Wrote(micros, path, offset, bytes);
    }

    /// One that strace only pretended is none.
    private static Optional<Op> synced(String line, long micros, long ended) {
        return line.contains("(INJECTED)")
                ? Optional.empty()
                : Optional.of(new Op.Synced(micros, ended, file(line)));
    }

    private static int fd(String line) {
        var found = FILE.matcher(line);
        if (!found.find()) {
            throw new Trouble("no file in: " + line);
        }
        return Integer.parseInt(found.group(1));
    }

    private static String file(String line) {
        var found = FILE.matcher(line);
        if (!found.find()) {
            throw new Trouble("no file in: " + line);
        }
        return found.group(2);
    }

    private static long lastNumber(String line) {
        var found =
                LAST_NUMBER
                        .matcher(line)
                        .region(Math.max(0, line.length() - END_OF_LINE), line.length());
        if (!found.find()) {
            throw new Trouble("a line of the recording has no end: " + line);
        }
        return Long.parseLong(found.group(1));
    }

    private static List<String> names(String line) {
        var names = new ArrayList<String>();
        var found = NAMES.matcher(line);
        while (found.find()) {
            names.add(found.group(1));
        }
        return names;
    }
}
