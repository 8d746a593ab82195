package vigilar.intake;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_32;
import static java.nio.charset.StandardCharsets.UTF_8;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import vigilar.event.Provenance;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What Frigate has on record is read or left out, whatever it says.
class FrigateRecordTest {
    private static final Instant NOW = Instant.parse("2026-11-24T18:00:00Z");
    private static final String REVIEW =
            """
            {"id":"1763900000.25-r1x2y3","camera":"drive","start_time":1763900000.25,\
            "end_time":1763900020.5,"severity":"alert","has_been_reviewed":false,\
            "thumb_path":"/media/frigate/clips/x.webp","data":{"detections":["1763900001.5-k3x9ab"],\
            "objects":["person","person-verified"],"sub_labels":["Ann"],"zones":["path"],\
            "audio":["speech"]}}\
            """;
    private static final Pattern VALUE =
            Pattern.compile("(?<=:)(\"[^\"]*\"|\\[[^]]*]|-?[0-9.e]+|true|false|null)");
    private static final String MANY_DIGITS = "1" + "0".repeat(309);
    private static final List<String> OTHERS =
            List.of(
                    "null",
                    "7",
                    "-1",
                    "1e400",
                    "-1e400",
                    "1e999999999",
                    "1e-999999999",
                    MANY_DIGITS,
                    "-" + MANY_DIGITS,
                    MANY_DIGITS + ".5",
                    "NaN",
                    "\"\\ud800\"",
                    "[]",
                    "[[{}]]",
                    "{}",
                    "true",
                    "\"\"");

    private static FrigateRecord.Read read(String body) {
        return FrigateRecord.read(body.getBytes(UTF_8), "frigate", NOW);
    }

    private static FrigateRecord.Read.Listed listed(String body) {
        return (FrigateRecord.Read.Listed) read(body);
    }

    private static String with(String key, String value) {
        return REVIEW.replaceFirst("\"" + key + "\":[^,]+", "\"" + key + "\":" + value);
    }

    @Test
    void a_review_on_record_is_what_its_message_would_have_been() {
        var one = listed("[" + REVIEW + "]").reviews().getFirst();
        assertThat(one.id()).isEqualTo("1763900000.25-r1x2y3");
        assertThat(one.ended()).isEqualTo(Instant.ofEpochMilli(1_763_900_020_500L));
        assertThat(one.occurrence().type().name()).isEqualTo("PERSON_DETECTED");
        assertThat(one.occurrence().payload().json())
                .contains("\"ts\":1763900000250", "\"end_ts\":1763900020500");
        assertThat(Provenance.of(one.occurrence().payload())).isEqualTo(Provenance.BACKFILLED);
    }

    static Stream<Arguments> oddOnes() {
        return Stream.of(
                Arguments.of(with("end_time", MANY_DIGITS), "beyond the limits"),
                Arguments.of(with("start_time", MANY_DIGITS), "beyond the limits"),
                Arguments.of(
                        with("thumb_path", "[".repeat(200) + "]".repeat(200)), "beyond the limits"),
                Arguments.of(
                        with("thumb_path", "\"" + "x".repeat(Limits.STANDARD.bytes()) + "\""),
                        "larger than"),
                Arguments.of(with("camera", "\"drive\",\"camera\":\"drive\""), "not JSON"),
                Arguments.of(with("start_time", "NaN"), "not JSON"),
                Arguments.of(with("id", "\"../../etc\""), "no id"),
                Arguments.of(with("camera", "null"), "no id, camera or severity"),
                Arguments.of("null", "empty"),
                Arguments.of("7", "empty"),
                Arguments.of("[[]]", "no id"));
    }

    @ParameterizedTest
    @MethodSource("oddOnes")
    void an_odd_review_is_left_out_alone_and_told(String odd, String why) {
        var read = listed("[" + odd + "," + REVIEW + "," + odd + "]");
        assertThat(read.reviews()).hasSize(1);
        assertThat(read.odd().orElseThrow()).contains(why);
        assertThat(read.length()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({"null", "''"})
    void a_review_that_goes_on_is_left_out_and_not_odd(String end) {
        var one =
                end.isEmpty()
                        ? REVIEW.replaceFirst("\"end_time\":[^,]+,", "")
                        : with("end_time", end);
        assertThat(listed("[" + one + "]"))
                .isEqualTo(
                        new FrigateRecord.Read.Listed(
                                List.of(),
                                Optional.empty(),
                                1,
                                Optional.of(Instant.ofEpochMilli(1_763_900_000_250L))));
    }

    @ParameterizedTest
    @CsvSource({"1e400", "-1e400", "1e999999999", "-5", "1e15", "'\"2026-11-24T18:00:00Z\"'"})
    void a_review_that_ended_at_no_time_is_left_out_alone(String end) {
        var read = listed("[" + with("end_time", end) + "," + REVIEW + "]");
        assertThat(read.reviews()).hasSize(1);
        assertThat(read.odd()).contains("review 1763900000.25-r1x2y3 ended at no time");
    }

    @ParameterizedTest
    @CsvSource({"1e400", "-1e400", "1e999999999", "-5", "null", "\"soon\""})
    void a_review_that_began_at_no_time_is_news_without_a_time(String start) {
        var one = listed("[" + with("start_time", start) + "]").reviews().getFirst();
        assertThat(one.occurrence().payload().json()).doesNotContain("\"ts\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "nothing",
            value = {
                "'' | not a JSON list",
                "{} | not a JSON list",
                "<html> | not JSON: Unexpected character",
                "[ | not JSON: Unexpected end",
                "[{\"id\":\"a | not JSON: Unexpected end",
                "[]x | not JSON: Un",
                "[][] | not JSON: something after the list"
            })
    void what_is_no_list_is_refused_with_its_reason(String body, String why) {
        assertThat(((FrigateRecord.Read.Illegible) read(body)).why()).startsWith(why);
    }

    @Test
    void a_list_in_another_encoding_or_of_a_thousand_lists_in_each_other_is_refused() {
        for (var other : List.of(UTF_16, UTF_16BE, UTF_16LE, UTF_32)) {
            assertThat(FrigateRecord.read(("[" + REVIEW + "]").getBytes(other), "frigate", NOW))
                    .isInstanceOf(FrigateRecord.Read.Illegible.class);
        }
        var deep = "[".repeat(FrigateRecord.MOST_BYTES);
        assertThat(((FrigateRecord.Read.Illegible) read(deep)).why())
                .startsWith("JSON beyond the limits");
    }

    @Test
    void letters_of_any_script_shift_no_review() {
        var one = with("camera", "\"Einfahrt süd 🚗 門\"");
        assertThat(listed("[" + one + ", " + one + "," + REVIEW + "]").reviews()).hasSize(3);
    }

    @Test
    void a_list_beyond_the_bound_is_refused() {
        var body = "[" + " ".repeat(FrigateRecord.MOST_BYTES) + "]";
        assertThat(((FrigateRecord.Read.Illegible) read(body)).why()).startsWith("larger than");
    }

    @Provide
    Arbitrary<String> others() {
        return Arbitraries.of(OTHERS);
    }

    @Property
    void a_value_of_another_type_is_no_exception(@ForAll("others") String other, @ForAll int at) {
        var values = VALUE.matcher(REVIEW).results().toList();
        var value = values.get(Math.floorMod(at, values.size()));
        check(REVIEW.substring(0, value.start()) + other + REVIEW.substring(value.end()));
    }

    @Property
    void a_key_that_nobody_knows_is_no_exception(@ForAll int at) {
        var keys = Pattern.compile("\"[a-z_]+\":").matcher(REVIEW).results().toList();
        var key = keys.get(Math.floorMod(at, keys.size()));
        check(REVIEW.substring(0, key.start()) + "\"new_key\":" + REVIEW.substring(key.end()));
    }

    @Property
    void a_damaged_answer_is_no_exception(@ForAll int at, @ForAll byte with) {
        var bytes = ("[" + REVIEW + "]").getBytes(UTF_8);
        var place = Math.floorMod(at, bytes.length);
        bytes[place] = with;
        check(bytes);
        check(Arrays.copyOf(bytes, place));
    }

    @Property
    void any_bytes_are_no_exception(@ForAll byte[] bytes, @ForAll String text) {
        check(bytes);
        check("\"" + text + "\"");
    }

    private static void check(String one) {
        check(("[" + one + "," + REVIEW + "]").getBytes(UTF_8));
    }

    private static void check(byte[] body) {
        if (!(FrigateRecord.read(body, "frigate", NOW)
                instanceof FrigateRecord.Read.Listed(var reviews, var _, var _, var _))) {
            return;
        }
        for (var one : reviews) {
            HostileMessagesTest.oneLine(one.occurrence().payload().json());
            assertThat(FrigateReviews.isId(one.id())).isTrue();
        }
    }
}
