package vigilar.storage;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/// A backup's file: a zip of the store and of the folders with keys. What stands in one is checked
/// by name and size before anything is believed.
final class Archive {
    static final String STORE = "vigilar.db";

    /// What cannot be made anew: keys that browsers and phones know the house by.
    static final List<String> FOLDERS = List.of("secret", "tls");

    /// Whatever operators and their editors call a file, if it is one in that folder on any machine
    /// and in any language: no separators, nothing invisible, nothing beyond ASCII.
    private static final Pattern NAME =
            Pattern.compile("vigilar\\.db|(secret|tls)/(?!\\.{1,2}$)[ -~&&[^/\\\\]]{1,255}");

    /// 1,000 entries: there are some ten; each is a file that a stranger's archive could make.
    private static final int MOST_ENTRIES = 1_000;

    /// 64 MiB that stay free beside what is unpacked.
    private static final long SPARE_BYTES = 64L << 20;

    private static final int PIECE_BYTES = 64 << 10;

    private Archive() {}

    /// What an archive holds beside the store, by name, and what it cannot hold.
    private record Keys(SequencedMap<String, Path> taken, List<String> leftOut) {
        static Keys in(Path dataFolder) throws IOException {
            var keys = new Keys(new LinkedHashMap<>(), new ArrayList<>());
            for (var folder : FOLDERS) {
                for (var each : filesIn(dataFolder.resolve(folder))) {
                    keys.add(folder + "/" + each.getFileName(), each);
                }
            }
            return keys;
        }

        private void add(String name, Path file) {
            if (NAME.matcher(name).matches() && taken.size() + 1 < MOST_ENTRIES) {
                taken.put(name, file);
            } else {
                leftOut.add(plain(name));
            }
        }
    }

    /// Returns once the file is on the disk. It holds nothing that [#unpack] refuses.
    static void pack(Path store, Path dataFolder, Path file) throws IOException {
        try (var zip = new ZipOutputStream(create(file))) {
            zip.setLevel(Deflater.BEST_SPEED);
            add(zip, STORE, store);
            for (var key : Keys.in(dataFolder).taken().entrySet()) {
                add(zip, key.getKey(), key.getValue());
            }
        }
        OnDisk.sync(file);
    }

    /// Files among the keys that no archive can hold: by their names, or since there are too many.
    static List<String> leavesOut(Path dataFolder) throws IOException {
        return Keys.in(dataFolder).leftOut();
    }

    private static List<Path> filesIn(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        var files = new ArrayList<Path>();
        try (var all = Files.newDirectoryStream(folder, Files::isRegularFile)) {
            all.forEach(files::add);
        }
        Collections.sort(files); // so that the same ones are left out each time
        return files;
    }

    private static void add(ZipOutputStream zip, String name, Path file) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        Files.copy(file, zip);
        zip.closeEntry();
    }

    /// For its owner's eyes only from the first byte.
    private static OutputStream create(Path file) throws IOException {
        Files.createFile(
                file,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.newOutputStream(file, StandardOpenOption.WRITE);
    }

    /// @throws IOException in words, when it is no backup or there is no room
    static void unpack(Path file, Path into) throws IOException {
        for (var name : FOLDERS) {
            SqliteFile.createFolder(into.resolve(name));
        }
        boolean hasStore = false;
        int entries = 0;
        try (var zip = new ZipInputStream(Files.newInputStream(file))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (++entries > MOST_ENTRIES || !NAME.matcher(entry.getName()).matches()) {
                    throw new IOException(
                            file + " is no backup of Vigilar: it holds " + plain(entry.getName()));
                }
                hasStore |= entry.getName().equals(STORE);
                var target = into.resolve(entry.getName());
                copy(zip, target);
            }
        }
        if (!hasStore) {
            throw new IOException(file + " is no backup of Vigilar: there is no store in it");
        }
    }

    private static String plain(String name) {
        var shown = name.replaceAll("[^A-Za-z0-9._/-]", "?");
        return shown.length() <= 80 ? shown : shown.substring(0, 80) + "…";
    }

    private static void copy(ZipInputStream from, Path target) throws IOException {
        var piece = new byte[PIECE_BYTES];
        long written = 0;
        try (var out = create(target)) {
            for (int n = from.read(piece); n >= 0; n = from.read(piece)) {
                if (written % (PIECE_BYTES * 256L) < PIECE_BYTES) { // every 16 MiB
                    demandRoom(target);
                }
                out.write(piece, 0, n);
                written += n;
            }
        }
        OnDisk.sync(target);
    }

    /// Says nothing about the archive.
    static final class NoRoom extends IOException {
        private static final long serialVersionUID = 1L;

        NoRoom(String message) {
            super(message);
        }
    }

    private static void demandRoom(Path beside) throws IOException {
        if (Files.getFileStore(beside).getUsableSpace() < SPARE_BYTES) {
            throw new NoRoom("there is no room left on the disk of " + beside.getParent());
        }
    }
}
