package vigilar.storage;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/// Where a store that takes the place of another is from.
///
/// @param used empty: no copy is whole
/// @param unusable names of newer ones, and why
record GoodCopy(Optional<Path> used, SequencedMap<String, String> unusable) {
    private static final Logger LOG = LoggerFactory.getLogger(GoodCopy.class);

    /// When it was made; [Instant#EPOCH]: there is none.
    Instant madeAt() {
        return used.map(Backups::madeAt).orElse(Instant.EPOCH);
    }

    String name() {
        return used.map(it -> it.getFileName().toString()).orElse("");
    }

    /// Fills the folder with the newest backup that is whole, if there is one.
    ///
    /// @throws StorageException when there is no room: that says nothing about a backup
    static GoodCopy newest(Backups backups, Path staging) throws IOException {
        var unusable = new LinkedHashMap<String, String>();
        for (var copy : backups.copies().reversed()) {
            try {
                Archive.unpack(copy, staging);
                Backups.beginNewLife(new SqliteFile(staging));
                return new GoodCopy(Optional.of(copy), unusable);
            } catch (Archive.NoRoom full) {
                throw new StorageException(
                        "the newest backup needs more room in %s; free some and start again"
                                .formatted(staging.getParent()),
                        full);
            } catch (IOException | StorageException why) {
                if (Trouble.behind(why).filter(it -> it == Trouble.FULL).isPresent()) {
                    throw why; // of the disk, not of the copy
                }
                LOG.warn("the backup {} is of no use: {}", copy, why.getMessage());
                unusable.put(copy.getFileName().toString(), String.valueOf(why.getMessage()));
                empty(staging);
            }
        }
        return new GoodCopy(Optional.empty(), unusable);
    }

    private static void empty(Path staging) throws IOException {
        try (var left = Files.newDirectoryStream(staging)) {
            for (var each : left) {
                Backups.delete(each);
            }
        }
    }
}
