package vigilar.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the file `suspect` in a data folder says. Anything in it that is not ours only says that
/// damage was met.
///
/// @param aside the folder that the store is being moved to
/// @param right the system's number of the right file, where another was seen in its place beside
///   the log of the right one
record Suspicion(Optional<String> aside, Optional<String> right) {
    private static final Pattern ASIDE = Pattern.compile("damaged-[0-9-]+");
    private static final String ANOTHER = "not ";

    static Suspicion another(String right) {
        return new Suspicion(Optional.empty(), Optional.of(right));
    }

    /// Being moved, and whether the file is a strange one.
    Suspicion movingTo(Path folder, boolean strange) {
        return new Suspicion(
                Optional.of(folder.getFileName().toString()), strange ? right : Optional.empty());
    }

    static Path note(Path dataFolder) {
        return dataFolder.resolve("suspect");
    }

    static Suspicion in(Path dataFolder) throws IOException {
        var aside = Optional.<String>empty();
        var right = Optional.<String>empty();
        try {
            for (var line : Files.readString(note(dataFolder)).lines().toList()) {
                if (ASIDE.matcher(line).matches()) {
                    aside = Optional.of(line);
                } else if (line.startsWith(ANOTHER)) {
                    right = Optional.of(line.substring(ANOTHER.length()));
                }
            }
        } catch (NoSuchFileException none) {
            return new Suspicion(Optional.empty(), Optional.empty());
        }
        return new Suspicion(aside, right);
    }

    void write(Path dataFolder) throws IOException {
        OnDisk.write(
                note(dataFolder),
                Stream.concat(aside.stream(), right.stream().map(it -> ANOTHER + it))
                        .collect(Collectors.joining("\n")));
    }

    /// True if the file that lies there is not the one whose log lies beside it.
    boolean isAbout(SqliteFile file) throws IOException {
        return right.isPresent()
                && Files.exists(file.path())
                && !Presence.number(file.path()).equals(right);
    }

    /// A connection would take the strange file together with the log, read a mixture, and write
    /// the log into the wrong place.
    ///
    /// @throws StorageException when another file is known to lie in the place of this one
    static void refuseAnother(SqliteFile file) {
        try {
            if (in(file.folder()).isAbout(file)) {
                throw another(file, Map.of());
            }
        } catch (IOException unreadable) {
            throw new StorageException(
                    "%s cannot be read".formatted(note(file.folder())),
                    new UncheckedIOException(unreadable));
        }
    }

    /// What a person reads who can mend it.
    ///
    /// @param unusable names of backups that were tried, and why
    static StorageException another(SqliteFile file, Map<String, String> unusable) {
        return new StorageException(
                ("%s: another file was put in its place, beside the log of the right one%s: put the"
                                + " right one back, or move this one away and restore a backup:"
                                + " vigilar restore FILE --force --data %s")
                        .formatted(file.path(), FormerHouse.inWords(unusable), file.folder()));
    }
}
