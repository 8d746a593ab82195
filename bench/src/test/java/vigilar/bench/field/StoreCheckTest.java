package vigilar.bench.field;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;

/// What is made of the words and the exit code of `vigilar check`.
class StoreCheckTest {
    @Test
    void a_store_is_sound_only_if_code_and_words_say_so() {
        assertThat(StoreCheck.findings(0, List.of("all is well"))).isEmpty();
        assertThat(StoreCheck.findings(0, List.of())).isNotEmpty();
        assertThat(StoreCheck.findings(1, List.of("all is well"))).isNotEmpty();
    }

    @Test
    void each_thing_that_is_wrong_is_told() {
        assertThat(StoreCheck.findings(1, List.of("event 7 is missing", "a cursor is ahead")))
                .containsExactly("check: event 7 is missing", "check: a cursor is ahead");
    }

    @Test
    void a_check_that_could_not_look_is_no_proof() {
        assertThat(StoreCheck.findings(69, List.of("vigilar: no data folder")))
                .containsExactly("check: vigilar: no data folder", "check ended with exit code 69");
    }
}
