package vigilar.text;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;

/// What a device may write, and what of it people get to see.
class PlainTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Küche",
                "مطبخ",
                "厨房",
                "Tür (links)",
                "door – 2",
                "🚪",
                "می\u200cخواهم",
                "👨\u200d👩\u200d👧",
                ""
            })
    void a_name_in_any_script_stays_as_it_is(String name) {
        assertThat(PlainText.is(name)).isTrue();
        assertThat(PlainText.of(name)).isEqualTo(name);
        assertThat(PlainText.line(name)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\u001b[2Jb", "a\u202eb", "a\u2028b", "a\ud800b", "a\u0000b"})
    void what_steers_a_terminal_or_the_writing_is_shown_as_a_mark(String name) {
        assertThat(PlainText.is(name)).isFalse();
        assertThat(PlainText.of(name)).startsWith("a\uFFFD").endsWith("b");
        assertThat(PlainText.line(name)).startsWith("a ").endsWith("b");
    }

    @Test
    void a_long_gap_is_one_space() {
        assertThat(PlainText.line("a" + " \u200b\n".repeat(100_000) + "b")).isEqualTo("a b");
        assertThat(PlainText.line("a\u200d\u200cb")).isEqualTo("a\u200d\u200cb");
    }

    @Test
    void a_raw_message_keeps_its_lines_and_shows_what_steers_as_it_would_be_written() {
        assertThat(PlainText.escaped("{\n\t\u202e\udb40\udc01}"))
                .isEqualTo("{\n\\u0009\\u202e\\udb40\\udc01}");
    }

    @ParameterizedTest
    @CsvSource({"door, 4, door", "doors, 4, door…", "🚪🚪🚪, 2, 🚪🚪…"})
    void a_long_text_is_cut_between_characters_and_says_so(String text, int most, String shown) {
        assertThat(PlainText.of(text, most)).isEqualTo(shown);
    }

    @Property
    void whatever_comes_the_result_is_plain_and_can_be_written_as_utf8(
            @ForAll String text, @ForAll @IntRange(max = 50) int most) {
        var shown = PlainText.of(text, most);
        assertThat(PlainText.is(shown)).isTrue();
        assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(shown)).isTrue();
        assertThat(PlainText.of(shown, most)).isEqualTo(shown);
        assertThat(PlainText.is(PlainText.line(text))).isTrue();
    }
}
