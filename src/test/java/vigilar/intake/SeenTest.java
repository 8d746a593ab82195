package vigilar.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.LinkedHashMap;
import java.util.OptionalLong;

/// Which messages count as the same, and what of them the disk may forget.
class SeenTest {
    private static final long START = 1_800_000_000_300L;
    private static final long DAY_AND_MORE = Seen.KEPT.toMillis();

    private final Seen seen = new Seen(new LinkedHashMap<>());

    private static Digest message(int number) {
        return Digest.of("vigilar/sensor/door/contact_open", new byte[] {(byte) number}, "");
    }

    @Test
    void an_equal_message_is_new_only_once_and_again_after_25_hours() {
        assertThat(seen.isNew(message(1), START)).isTrue();
        assertThat(seen.isNew(message(1), START + DAY_AND_MORE)).isFalse();
        assertThat(seen.isNew(message(1), START + DAY_AND_MORE + 1)).isTrue();
    }

    @Test
    void the_disk_forgets_what_is_forgotten_once_a_second_and_nothing_that_still_counts() {
        assertThat(seen.toForget()).isEmpty();
        seen.isNew(message(1), START);
        seen.isNew(message(2), START + 5_000);
        var before = seen.toForget();
        assertThat(before).hasValue(1_800_000_000_000L);
        assertThat(seen.toForget()).isEqualTo(before); // until it is done
        seen.forgotten(before);
        assertThat(seen.toForget()).isEmpty();
        seen.forgotten(OptionalLong.empty());
        assertThat(seen.toForget()).isEmpty();

        seen.isNew(message(3), START + DAY_AND_MORE + 1); // the first is forgotten
        assertThat(seen.toForget()).hasValue(1_800_000_005_000L);
    }
}
