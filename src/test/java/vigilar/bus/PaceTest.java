package vigilar.bus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.stream.IntStream;

class PaceTest {
    private long nanos;
    private final Pace pace = new Pace(2, 5, () -> nanos);

    private void seconds(double passed) {
        nanos += (long) (passed * 1e9);
    }

    @Test
    void five_at_once_and_then_two_a_second() {
        assertThat(IntStream.range(0, 9).filter(_ -> pace.take()).count()).isEqualTo(5);
        seconds(1);
        assertThat(IntStream.range(0, 9).filter(_ -> pace.take()).count()).isEqualTo(2);
        seconds(3_600);
        assertThat(IntStream.range(0, 9).filter(_ -> pace.take()).count()).isEqualTo(5);
    }

    @Test
    void what_happened_too_often_has_to_be_waited_for_and_is_told_once() {
        assertThat(IntStream.range(0, 9).filter(_ -> pace.happened()).count()).isEqualTo(1);
        assertThat(pace.isOver()).isTrue();
        seconds(1);
        assertThat(pace.isOver()).isTrue();
        seconds(1);
        assertThat(pace.isOver()).isFalse();
        assertThat(IntStream.range(0, 9).filter(_ -> pace.happened()).count()).isZero();
        seconds(60);
        assertThat(IntStream.range(0, 9).filter(_ -> pace.happened()).count()).isEqualTo(1);
    }
}
