package vigilar.bench.torture;

import vigilar.bench.field.HousePlan;
import vigilar.bench.field.Trouble;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// A wall clock of a house that can be moved while it runs: a few lines of C, compiled on the spot
/// and preloaded into each of its processes, add to the time what stands in a small file. Known
/// libraries for it do more, and with some of them no JVM of many threads starts.
final class MovedClock {
    /// The name by which every system with a C compiler calls it.
    static final String COMPILER = "cc";

    private static final String SOURCE = "wallclock.c";

    private MovedClock() {}

    /// With a clock that can be moved, and that is right so far.
    static HousePlan under(HousePlan plan) {
        var scratch = plan.scratch();
        var library = scratch.resolve("wallclock.so");
        compile(scratch, library);
        move(scratch, Duration.ZERO);
        return plan.in(
                Map.of("LD_PRELOAD", library.toString(), "WALL_CLOCK", file(scratch).toString()));
    }

    /// From now on all that is in this house sees another time: so much later than it is.
    static void move(Path scratch, Duration ahead) {
        var seconds = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder());
        seconds.putLong(ahead.toSeconds()).flip();
        try (var file =
                FileChannel.open(
                        file(scratch), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            file.write(seconds, 0); // into the file that is mapped, never a new one in its place
        } catch (IOException failure) {
            throw new Trouble("the clock cannot be set", failure);
        }
    }

    private static Path file(Path scratch) {
        return scratch.resolve("wallclock");
    }

    private static void compile(Path scratch, Path library) {
        var source = scratch.resolve(SOURCE);
        var log = scratch.resolve("cc.log");
        try (var text = MovedClock.class.getResourceAsStream(SOURCE)) {
            if (text == null) {
                throw new Trouble(SOURCE + " is not in this program");
            }
            Files.write(source, text.readAllBytes());
            int code =
                    new ProcessBuilder(
                                    List.of(
                                            COMPILER,
                                            "-std=gnu11",
                                            "-O2",
                                            "-shared",
                                            "-fPIC",
                                            "-o",
                                            library.toString(),
                                            source.toString()))
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .start()
                            .waitFor();
            if (code != 0) {
                throw new Trouble("the clock is not compiled: " + Files.readString(log));
            }
        } catch (IOException failure) {
            throw new Trouble("the clock is not compiled", failure);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new Trouble("stopped", stop);
        }
    }
}
