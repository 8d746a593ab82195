package vigilar.pictures;

import vigilar.event.EventId;
import vigilar.storage.Database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The pictures that the house keeps, to look at. Safe for any number of threads and processes.
public final class Album {
    private final PictureStore store;
    private final Path folder;

    /// @param dataFolder of the house
    public Album(Database database, Path dataFolder) {
        store = new PictureStore(database);
        folder = dataFolder.resolve("pictures");
    }

    /// The picture, if it is here.
    public Optional<Picture> find(EventId event, PictureKind kind) {
        var shown = store.shownBy(event, kind);
        return store.ready(shown, kind, file(folder, shown, kind))
                .filter(it -> Files.isRegularFile(it.file()));
    }

    /// How it stands with each picture of the event; empty when it is owed none.
    public List<PictureState> states(EventId event) {
        return states(List.of(event)).getOrDefault(event, List.of());
    }

    /// How it stands with each of these events; those that are owed none are left out.
    public Map<EventId, List<PictureState>> states(Collection<EventId> events) {
        return store.states(events);
    }

    static Path file(Path folder, EventId event, PictureKind kind) {
        return folder.resolve(event.sequence() + "." + kind.word());
    }

    /// Makes room by deleting the oldest, some at a time: the writer has other things to do.
    static void keepWithin(PictureStore store, Path folder, long quota) throws IOException {
        var room = store.room();
        for (var some = room.dropSome(quota); !some.isEmpty(); some = room.dropSome(quota)) {
            for (var gone : some) {
                Files.deleteIfExists(file(folder, gone.event(), gone.kind()));
            }
        }
        room.forgetSettled();
    }

    /// Deletes files that no row knows: a crash came between the two.
    static void sweep(PictureStore store, Path folder) throws IOException {
        Files.createDirectories(folder);
        try (var files = Files.newDirectoryStream(folder)) {
            for (var file : files) {
                var name = file.getFileName().toString().split("\\.", -1);
                var known =
                        name.length == 2
                                && name[0].matches("[0-9]{1,18}")
                                && PictureKind.named(name[1])
                                        .flatMap(
                                                kind ->
                                                        store.ready(
                                                                new EventId(
                                                                        Long.parseLong(name[0])),
                                                                kind,
                                                                file))
                                        .isPresent();
                if (!known && Files.isRegularFile(file)) {
                    Files.delete(file);
                }
            }
        }
    }
}
