package vigilar.bus;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/// What tells our own processes from devices on the embedded broker: a random word in
/// `DATA/secret/bus-password` that only the owner of the data folder can read.
record BusSecret(String value) {
    private static final Logger LOG = LoggerFactory.getLogger(BusSecret.class);

    /// The user name that goes with it.
    static final String USER = "vigilar";

    /// 32 bytes: cannot be guessed.
    private static final int BYTES = 32;

    /// Reads the secret; the first one to ask makes it. Several processes may ask at once: a
    /// complete file is linked into place, so that nobody reads half of one and the first wins.
    static BusSecret of(Path dataFolder) {
        var file = file(dataFolder);
        try {
            if (!Files.exists(file)) {
                create(file);
            }
            if (isCutOff(file)) {
                throw new BusException(file + " is cut off; the broker makes another one");
            }
            return new BusSecret(Files.readString(file).strip());
        } catch (IOException e) {
            throw new BusException("cannot read or make " + file, e);
        }
    }

    /// The same for the broker, which also makes another one if the power went while it was
    /// written: nobody may come in with an empty one. Only the broker does, since there is one.
    static BusSecret ofBroker(Path dataFolder) {
        var file = file(dataFolder);
        try {
            if (Files.exists(file) && isCutOff(file)) {
                LOG.warn("{} is cut off: it is put aside, and another one made", file);
                Files.move(file, file.resolveSibling("bus-password.damaged"), REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new BusException("cannot read or move " + file, e);
        }
        return of(dataFolder);
    }

    private static Path file(Path dataFolder) {
        return dataFolder.resolve("secret").resolve("bus-password");
    }

    private static boolean isCutOff(Path file) throws IOException {
        return Files.readString(file).strip().length() < 2 * BYTES;
    }

    private static void create(Path file) throws IOException {
        var folder =
                Files.createDirectories(
                        file.toAbsolutePath().getParent(),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rwx------")));
        var random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        var draft =
                Files.createTempFile(
                        folder,
                        "bus-password",
                        ".new",
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(
                    draft, HexFormat.of().formatHex(random) + "\n", StandardOpenOption.SYNC);
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException _) {
            return; // another process was quicker: its secret counts
        } finally {
            Files.delete(draft);
        }
    }

    /// Without the secret: this may end up in a log.
    @Override
    public String toString() {
        return "BusSecret";
    }
}
