package vigilar.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a home network calls this machine. Found without asking the network, which may be the one
/// thing that does not work.
public final class MachineName {
    private static final Path KERNEL = Path.of("/proc/sys/kernel/hostname");
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{0,62}");

    /// Ends that no stranger can own, so that nobody can point such a name of theirs at us: RFC
    /// 6762, RFC 8375, and what is reserved for or common on inner networks.
    private static final Set<String> INNER_ENDS =
            Set.of("", ".local", ".lan", ".home.arpa", ".internal");

    private MachineName() {}

    /// The name alone and with the ends of inner networks; empty where it is not known.
    public static Set<String> all() {
        return with(read());
    }

    static Set<String> with(String name) {
        return PLAIN.matcher(name).matches()
                ? INNER_ENDS.stream().map(end -> name + end).collect(Collectors.toSet())
                : Set.of();
    }

    private static String read() {
        try {
            return Stream.of(Files.readString(KERNEL).strip().split("\\.", 2))
                    .findFirst()
                    .orElse("");
        } catch (IOException _) {
            return ""; // not on Linux: the setting web.hosts says it
        }
    }
}
