package vigilar.bus;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// The files of the embedded broker. What is damaged is moved into a folder beside them and never
/// deleted.
final class BrokerFolder {
    private static final String NAME = "broker";
    private static final String DAMAGED = "damaged-broker-";

    /// Where Artemis moves a file that it cannot read to its end, and goes on without it.
    private static final String ATTIC = "attic";

    private static final Pattern OURS = Pattern.compile(DAMAGED + "[0-9]{8}-[0-9]{9}(-[0-9]+)?");

    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("uuuuMMdd-HHmmssSSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final Logger LOG = LoggerFactory.getLogger(BrokerFolder.class);
    private static final List<String> KINDS = List.of("journal", "bindings");
    private static final Pattern JOURNAL = Pattern.compile(".*-[0-9]+\\.(amq|bindings)");

    /// Version, user's version, number of the file (JournalImpl.SIZE_HEADER).
    private static final int HEADER_BYTES = 16;

    private final Path data;
    private final InstantSource clock;

    BrokerFolder(Path dataFolder, InstantSource clock) {
        data = dataFolder;
        this.clock = clock;
    }

    static Path of(Path dataFolder) {
        return dataFolder.resolve(NAME).toAbsolutePath();
    }

    boolean exists() {
        return Files.isDirectory(of(data));
    }

    private Path unused() {
        var name = DAMAGED + MOMENT.format(clock.instant());
        var folder = data.resolve(name);
        for (int number = 2; Files.exists(folder); number++) {
            folder = data.resolve(name + "-" + number);
        }
        return folder.toAbsolutePath();
    }

    /// All of it: the broker begins anew.
    ///
    /// @return where it lies now
    Path setAside() {
        var aside = unused();
        move(of(data), aside);
        return aside;
    }

    /// It was not damaged: nothing else went either.
    void putBack(Path aside) {
        var failed = unused();
        if (exists()) {
            move(of(data), failed);
        }
        move(aside, of(data));
        delete(failed);
    }

    /// Files that end too early, with messages in them: kept as they are, and filled up with zeros
    /// as Artemis makes them. It then reads what is left, where else it drops such a file or what
    /// stands in it without a word. One that is being made when the power goes holds no messages.
    void mendCutOff() {
        for (var kind : KINDS) {
            var folder = of(data).resolve(kind);
            if (Files.isDirectory(folder)) {
                journals(folder).stream().filter(BrokerFolder::isCutOff).forEach(this::mend);
            }
        }
    }

    private static List<Path> journals(Path folder) {
        try (var all = Files.list(folder)) {
            return all.filter(it -> JOURNAL.matcher(it.getFileName().toString()).matches())
                    .toList();
        } catch (IOException unreadable) {
            throw new BusException("cannot look into " + folder, unreadable);
        }
    }

    private static boolean isCutOff(Path file) {
        try {
            if (Files.size(file) >= BrokerPlan.JOURNAL_FILE_BYTES) {
                return false;
            }
            var bytes = Files.readAllBytes(file);
            for (int i = HEADER_BYTES; i < bytes.length; i++) {
                if (bytes[i] != 0) {
                    return true;
                }
            }
            return false;
        } catch (IOException unreadable) {
            return false; // the start says why
        }
    }

    private void mend(Path file) {
        var aside = unused();
        try {
            Files.createDirectory(aside);
            Files.copy(file, aside.resolve(file.getFileName()));
            try (var whole = FileChannel.open(file, StandardOpenOption.WRITE)) {
                whole.write(ByteBuffer.allocate(1), BrokerPlan.JOURNAL_FILE_BYTES - 1);
                whole.force(true);
            }
            LOG.error(
                    "{} was cut off: what is missing in it is lost; a copy is in {}", file, aside);
        } catch (IOException failure) {
            throw new BusException("cannot mend " + file, failure);
        }
    }

    /// The files that Artemis put away by itself.
    void emptyAttics() {
        for (var kind : KINDS) {
            var attic = of(data).resolve(kind).resolve(ATTIC);
            if (Files.isDirectory(attic)) {
                move(attic, unused());
            }
        }
    }

    /// The names of all folders with damaged files that are still kept.
    List<String> damaged() {
        try (var all = Files.list(data)) {
            return all.filter(Files::isDirectory)
                    .map(it -> it.getFileName().toString())
                    .filter(it -> OURS.matcher(it).matches()) // not what people have renamed
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new BusException("cannot look into " + data, unreadable);
        }
    }

    private static void move(Path from, Path to) {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failure) {
            throw new BusException("cannot move %s to %s".formatted(from, to), failure);
        }
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (var all = Files.walk(folder)) {
            for (var each : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        } catch (IOException failure) {
            throw new BusException("cannot remove " + folder, failure);
        }
    }
}
