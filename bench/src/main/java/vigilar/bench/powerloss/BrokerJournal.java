package vigilar.bench.powerloss;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// What still waits in the files of an embedded broker, read as Artemis reads them at its start:
/// records that name another file are left from an earlier use of this one, those whose size does
/// not stand at both ends are none, and what belongs to a transaction counts once that is
/// committed. A message waits when somebody is meant to get it who has not acknowledged it, and
/// nobody has deleted it. That its bytes still lie in a file says nothing: they do long afterwards.
public final class BrokerJournal {
    /// Version of the format, version of the user, and the number of the file.
    private static final int FILE_HEAD = 16;

    private static final int FILE_NUMBER = 8;

    /// Kind, number of the file, count of compactings.
    private static final int RECORD_HEAD = 6;

    /// More than any record has before its body.
    private static final int LONGEST_HEAD = 32;

    private static final int ADD = 11;
    private static final int UPDATE = 12;
    private static final int ADD_WITHIN = 13;
    private static final int UPDATE_WITHIN = 14;
    private static final int DELETE_WITHIN = 15;
    private static final int DELETE = 16;
    private static final int PREPARE = 17;
    private static final int COMMIT = 18;
    private static final int ROLLBACK = 19;

    /// What an update says of a message: a queue has it, its reader has acknowledged it.
    private static final int QUEUED = 32;

    private static final int ACKNOWLEDGED = 33;

    private static final long BY_ITSELF = -1;

    private final Pattern text;
    private final List<Change> changes = new ArrayList<>();
    private final Set<Long> committed = new HashSet<>();

    private record Change(long transaction, long message, int kind, int of, String text) {}

    private BrokerJournal(Pattern text) {
        this.text = text;
    }

    /// @param folder with the files; there may be none
    /// @param text what is looked for in each message
    public static Set<String> waiting(Path folder, Pattern text) throws IOException {
        var journal = new BrokerJournal(text);
        if (Files.isDirectory(folder)) {
            try (var files = Files.list(folder)) {
                for (var file : files.toList()) {
                    journal.read(Files.readAllBytes(file));
                }
            }
        }
        return journal.waiting();
    }

    private void read(byte[] bytes) {
        if (bytes.length < FILE_HEAD) {
            return;
        }
        var file = ByteBuffer.wrap(Arrays.copyOf(bytes, bytes.length + LONGEST_HEAD));
        int number = (int) (file.getLong(FILE_NUMBER) & Integer.MAX_VALUE);
        for (int at = FILE_HEAD; at < bytes.length; ) {
            at += Math.max(1, record(file, at, bytes.length, number));
        }
    }

    /// @return how long it is; 0 if none begins there
    private int record(ByteBuffer file, int begin, int end, int number) {
        int kind = file.get(begin);
        if (kind < ADD || kind > ROLLBACK || kind == PREPARE || file.getInt(begin + 1) != number) {
            return 0;
        }
        int at = begin + RECORD_HEAD;
        long transaction = BY_ITSELF;
        if (kind >= ADD_WITHIN && kind != DELETE) {
            transaction = file.getLong(at);
            at += Long.BYTES;
        }
        long message = 0;
        if (kind < PREPARE) {
            message = file.getLong(at);
            at += Long.BYTES;
        }
        int of = 0;
        int size = 0;
        if (kind < DELETE) {
            size = file.getInt(at);
            at += Integer.BYTES;
            of = kind == DELETE_WITHIN ? 0 : file.get(at++);
        }
        if (size < 0 || size > end - at) {
            return 0;
        }
        int body = at;
        at += size + (kind == COMMIT ? Integer.BYTES : 0);
        int length = at + Integer.BYTES - begin;
        if (file.getInt(at) != length) {
            return 0;
        }
        if (kind == COMMIT) {
            committed.add(transaction);
        } else if (kind != ROLLBACK) {
            changes.add(new Change(transaction, message, kind, of, found(file, body, size, kind)));
        }
        return length;
    }

    private String found(ByteBuffer file, int body, int size, int kind) {
        if (kind != ADD && kind != ADD_WITHIN) {
            return "";
        }
        var bytes = new byte[size];
        file.get(body, bytes);
        var matcher = text.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
        return matcher.find() ? matcher.group() : "";
    }

    private Set<String> waiting() {
        var texts = new HashMap<Long, String>();
        var owed = new HashMap<Long, Integer>();
        var deleted = new HashSet<Long>();
        for (var change : changes) {
            if (change.transaction != BY_ITSELF && !committed.contains(change.transaction)) {
                continue;
            }
            switch (change.kind) {
                case ADD, ADD_WITHIN -> texts.put(change.message, change.text);
                case UPDATE, UPDATE_WITHIN ->
                        owed.merge(change.message, owed(change), Integer::sum);
                default -> deleted.add(change.message);
            }
        }
        texts.keySet().removeIf(it -> deleted.contains(it) || owed.getOrDefault(it, 0) <= 0);
        return texts(texts);
    }

    private static int owed(Change change) {
        return switch (change.of) {
            case QUEUED -> 1;
            case ACKNOWLEDGED -> -1;
            default -> 0;
        };
    }

    private static Set<String> texts(Map<Long, String> of) {
        var texts = new HashSet<>(of.values());
        texts.remove("");
        return texts;
    }
}
