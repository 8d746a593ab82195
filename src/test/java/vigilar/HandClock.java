package vigilar;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;

/// A house's clock that stands still until the test moves it. It lies in a file that processes
/// share: one that is killed finds it as it was left, and so the same moment goes on.
public final class HandClock implements HouseClock {
    private static final VarHandle LONG = ValueLayout.JAVA_LONG.varHandle();

    /// Milliseconds that have passed since it was made.
    private static final long PASSED = 0;

    /// What the wall shows then, in milliseconds.
    private static final long WALL = 8;

    private final MemorySegment hands;

    private HandClock(MemorySegment hands) {
        this.hands = hands;
    }

    /// A new one, at this moment.
    public static HandClock in(Path file) {
        try {
            Files.write(file, new byte[16]);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        var clock = shared(file);
        clock.isSetTo(Instant.now().truncatedTo(ChronoUnit.SECONDS));
        return clock;
    }

    /// The one in that file.
    static HandClock shared(Path file) {
        try (var channel =
                FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return new HandClock(
                    channel.map(FileChannel.MapMode.READ_WRITE, 0, 16, Arena.ofAuto()));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// Both times go on, at once.
    public void passes(Duration time) {
        LONG.setVolatile(hands, PASSED, passed() + time.toMillis());
    }

    /// Somebody sets the wall clock: the other does not notice.
    public void isSetTo(Instant wall) {
        LONG.setVolatile(hands, WALL, wall.toEpochMilli() - passed());
    }

    private long passed() {
        return (long) LONG.getVolatile(hands, PASSED);
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli((long) LONG.getVolatile(hands, WALL) + passed());
    }

    @Override
    public long nanos() {
        return TimeUnit.MILLISECONDS.toNanos(passed());
    }
}
