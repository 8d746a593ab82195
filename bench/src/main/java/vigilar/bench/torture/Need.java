package vigilar.bench.torture;

import vigilar.bench.field.Mosquitto;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/// What a case cannot do without.
enum Need {
    ROOT("needs root") {
        @Override
        boolean isThere(Grounds grounds) {
            return "root".equals(System.getProperty("user.name"));
        }
    },
    STRACE("needs strace") {
        @Override
        boolean isThere(Grounds grounds) {
            return onPath("strace");
        }
    },
    COMPILER("needs a C compiler (cc)") {
        @Override
        boolean isThere(Grounds grounds) {
            return onPath(MovedClock.COMPILER);
        }
    },
    MOSQUITTO("needs mosquitto") {
        @Override
        boolean isThere(Grounds grounds) {
            return Mosquitto.program().isPresent();
        }
    },
    OUR_BROKER("is about our own broker, and --bus names another one") {
        @Override
        boolean isThere(Grounds grounds) {
            return grounds.bus().isEmpty();
        }
    };

    private final String notice;

    Need(String notice) {
        this.notice = notice;
    }

    abstract boolean isThere(Grounds grounds);

    /// The notice, if it is missing.
    Optional<String> missing(Grounds grounds) {
        return isThere(grounds) ? Optional.empty() : Optional.of("skipped: " + notice);
    }

    private static boolean onPath(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
