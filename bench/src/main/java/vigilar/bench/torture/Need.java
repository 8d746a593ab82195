package vigilar.bench.torture;

import vigilar.bench.field.Mosquitto;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What a case cannot do without.
enum Need {
    MOUNT("needs the right to mount a file system in memory (root)") {
        @Override
        boolean isThere(Grounds grounds) {
            return SmallDisk.canBeMounted(grounds.folder());
        }
    },
    STRACE("needs strace, and the right to trace what it starts") {
        @Override
        boolean isThere(Grounds grounds) {
            return onPath("strace") && works("strace", "-o", "/dev/null", "true");
        }
    },
    ATTACH("needs strace, and the right to trace what runs already") {
        @Override
        boolean isThere(Grounds grounds) {
            return onPath("strace") && Tracer.canAttach();
        }
    },
    PRLIMIT("needs prlimit") {
        @Override
        boolean isThere(Grounds grounds) {
            return onPath("prlimit") && works("prlimit", "--nofile=1300:1300", "true");
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

    /// Whether it ends well: that it is installed does not say that it may do what it does.
    private static boolean works(String... command) {
        return Damage.ended(Damage.run(List.of(command))) == 0;
    }
}
