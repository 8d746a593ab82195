package vigilar.storage;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Puts a backup in the place of what is in a data folder. What was there is moved into a folder
/// beside it, within the data folder: that may be all that we may write to (a service's folder, a
/// container's volume).
///
/// A file named `restoring` says how far it has come: what a crash leaves half done, the next start
/// or the next restore ends. Until it is there, nothing has changed.
public final class Restoration {
    private static final Logger LOG = LoggerFactory.getLogger(Restoration.class);

    private static final String MARKER = "restoring";

    /// Belongs to the folder and not to the house that was in it.
    private static final Set<String> STAYS = Set.of("locks", "backups", "lost+found");

    private static final List<String> COMES =
            Stream.concat(Archive.FOLDERS.stream(), Stream.of(Archive.STORE)).toList();

    private final Path folder;
    private final InstantSource clock;

    public Restoration(Path dataFolder, InstantSource clock) {
        folder = dataFolder.toAbsolutePath();
        this.clock = clock;
    }

    /// The store begins a new life: browsers that know later events learn that it was restored.
    /// Everybody signs in again, since a session that was ended after the backup must not hold
    /// again. Nobody may be running the house.
    ///
    /// @param replace there may be a house in the data folder
    /// @return where the house that was there lies now; empty if there was none
    /// @throws IOException or a [StorageException], in words; nothing was changed then, unless
    ///   [#isBegun]
    public Optional<Path> from(Path backup, boolean replace) throws IOException {
        finishBegun();
        boolean isNew = Files.notExists(folder);
        boolean occupied = !isNew && !house().isEmpty();
        if (occupied && !replace) {
            throw new IOException(
                    folder
                            + " is not empty; with --force (or --replace) what is there is put"
                            + " aside");
        }
        SqliteFile.createFolder(folder);
        removeStray();
        boolean done = false;
        var staging = Files.createTempDirectory(folder, ".restore");
        try {
            Archive.unpack(backup, staging);
            Backups.beginNewLife(new SqliteFile(staging));
            var wanted = folder.resolve("before-" + Backups.MOMENT.format(clock.instant()));
            var steps =
                    new Steps(
                            false,
                            staging.getFileName().toString(),
                            OnDisk.unused(wanted).getFileName().toString());
            note(steps);
            finish(steps);
            done = true;
            return occupied ? Optional.of(folder.resolve(steps.aside())) : Optional.empty();
        } finally {
            if (!done && Files.notExists(marker())) { // else the next start needs it
                Backups.delete(isNew ? folder : staging);
            }
        }
    }

    /// True while files are being moved: the next start or restore ends it.
    public boolean isBegun() {
        return Files.exists(marker());
    }

    /// Ends what a crash has left half done; does nothing else.
    ///
    /// @throws StorageException when it cannot be ended
    public void finishBegun() {
        if (Files.exists(marker())) {
            new SqliteFile(folder)
                    .alone(
                            () -> {
                                if (Files.exists(marker())) { // another process may have
                                    LOG.warn("ending the restore that was cut off in {}", folder);
                                    finish(Steps.read(Files.readAllLines(marker())));
                                }
                            });
        }
    }

    private void finish(Steps steps) throws IOException {
        var staging = folder.resolve(steps.staging());
        if (!steps.isCleared()) {
            var aside = folder.resolve(steps.aside());
            for (var each : house()) {
                SqliteFile.createFolder(aside);
                Files.move(each, aside.resolve(each.getFileName()));
                OnDisk.syncFolder(aside);
            }
            note(new Steps(true, steps.staging(), steps.aside()));
        }
        for (var name : COMES) {
            if (Files.exists(staging.resolve(name))) {
                makeRoomFor(name, steps.aside());
                Files.move(staging.resolve(name), folder.resolve(name));
            }
        }
        OnDisk.syncFolder(folder); // else a loss of power could keep the deletion and not the moves
        Files.delete(marker());
        Backups.delete(staging);
    }

    /// What a command has made between a restore that was cut off and its end.
    private void makeRoomFor(String name, String aside) throws IOException {
        if (Files.exists(folder.resolve(name))) {
            var later = OnDisk.unused(folder.resolve(aside));
            SqliteFile.createFolder(later);
            Files.move(folder.resolve(name), later.resolve(name));
        }
    }

    /// Copies that a crash has left before anything was changed.
    private void removeStray() throws IOException {
        try (var left = Files.newDirectoryStream(folder, ".restore*")) {
            for (var each : left) {
                Backups.delete(each);
            }
        }
    }

    /// What makes the house that is there.
    private List<Path> house() throws IOException {
        try (var all = Files.list(folder)) {
            return all.filter(each -> isOfTheHouse(each.getFileName().toString())).toList();
        }
    }

    private boolean isOfTheHouse(String name) {
        return !STAYS.contains(name)
                && !name.startsWith("before-")
                && (!name.startsWith("damaged-") || name.startsWith("damaged-broker-"))
                && !name.startsWith(".restore")
                && !name.startsWith(MARKER);
    }

    private Path marker() {
        return folder.resolve(MARKER);
    }

    private void note(Steps steps) throws IOException {
        OnDisk.write(marker(), steps.text());
    }

    /// How far it has come.
    ///
    /// @param isCleared what was there is aside; what comes may be in its place
    private record Steps(boolean isCleared, String staging, String aside) {
        String text() {
            return "%s\n%s\n%s\n".formatted(isCleared ? "cleared" : "clearing", staging, aside);
        }

        static Steps read(List<String> lines) throws IOException {
            if (lines.size() != 3
                    || !lines.get(1).matches("\\.restore[0-9]+")
                    || !lines.get(2).matches("before-[0-9-]+")) {
                throw new IOException(
                        "the file restoring is not ours; move it away, and restore again");
            }
            return new Steps(lines.getFirst().equals("cleared"), lines.get(1), lines.get(2));
        }
    }
}
