package vigilar.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.LinkedHashMap;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/// Which messages count as the same, and what of them the disk may forget.
class SeenTest {
    private static final long START = 1_800_000_000_300L;
    private static final long DAY_AND_MORE = Seen.KEPT.toMillis();

    private final Seen seen = new Seen(new LinkedHashMap<>(), START);

    /// The monotonic clock, when the house has run so long.
    private static long after(long millis) {
        return 77 + TimeUnit.MILLISECONDS.toNanos(millis);
    }

    private static Digest message(int number) {
        return Digest.of("vigilar/sensor/door/contact_open", new byte[] {(byte) number}, "");
    }

    @Test
    void an_equal_message_is_new_only_once_and_again_after_25_hours() {
        assertThat(seen.isNew(message(1), after(0))).isTrue();
        assertThat(seen.isNew(message(1), after(DAY_AND_MORE))).isFalse();
        assertThat(seen.isNew(message(1), after(DAY_AND_MORE + 1))).isTrue();
    }

    @Test
    void the_disk_forgets_what_is_forgotten_once_a_second_and_nothing_that_still_counts() {
        assertThat(seen.toForget()).isEmpty();
        seen.isNew(message(1), after(0));
        seen.isNew(message(2), after(5_000));
        var before = seen.toForget();
        assertThat(before).hasValue(1_800_000_000_000L);
        assertThat(seen.toForget()).isEqualTo(before); // until it is done
        seen.forgotten(before);
        assertThat(seen.toForget()).isEmpty();
        seen.forgotten(OptionalLong.empty());
        assertThat(seen.toForget()).isEmpty();

        seen.isNew(message(3), after(DAY_AND_MORE + 1)); // the first is forgotten
        assertThat(seen.toForget()).hasValue(1_800_000_005_000L);
    }

    @Test
    void age_is_the_time_that_the_house_ran_since_whatever_the_clock_says() {
        var stored = new LinkedHashMap<Digest, Long>();
        stored.put(message(1), START);
        stored.put(message(2), START + 1_000);
        var longAgo = new Seen(stored, 0); // a start in 1970
        assertThat(longAgo.isNew(message(1), after(0))).isFalse();
        assertThat(longAgo.isNew(message(2), after(DAY_AND_MORE))).isFalse();
        assertThat(longAgo.newestMillis()).isEqualTo(START + 1_000);
        assertThat(longAgo.isNew(message(3), after(DAY_AND_MORE))).isTrue();
        assertThat(longAgo.newestMillis()).isEqualTo(START + 1_000 + DAY_AND_MORE);
        assertThat(longAgo.isNew(message(1), after(DAY_AND_MORE))).isTrue();
    }
}
