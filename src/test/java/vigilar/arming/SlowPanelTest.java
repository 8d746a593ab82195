package vigilar.arming;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// A panel on a machine on which time is lost between one look at the clock and the next, as it is
/// in the first moments after a start.
class SlowPanelTest extends RunningPanel {
    private static final long LOST_MILLIS = 300;

    private static final Duration NEAR = Duration.ofMillis(100);

    /// How far its clock is from the wall's is stored: by that pages tell what is left of a delay,
    /// and the next life goes on.
    @Test
    void what_a_decision_takes_is_no_difference_of_the_clocks() throws Exception {
        var lost = new AtomicLong();
        var step = new AtomicLong(); // it starts as fast as any
        wall =
                () -> {
                    long before = lost.getAndAdd(step.get());
                    return Clock.systemUTC().instant().plusMillis(before);
                };
        nanos = () -> System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(lost.get());
        var house = house(Duration.ofSeconds(60));
        lives(house);
        step.set(LOST_MILLIS);
        assertThat(desk(house).ask(arm(Mode.AWAY)).orElseThrow().done()).isTrue();
        step.set(0);
        var ahead = new PanelStore(database).read().orElseThrow().ahead();
        assertThat(ahead.abs()).isLessThan(NEAR);
    }
}
