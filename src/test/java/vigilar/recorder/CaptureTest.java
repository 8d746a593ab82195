package vigilar.recorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import vigilar.bus.Prefix;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

class CaptureTest {
    private static final Header HEADER =
            new Header(
                    Instant.parse("2026-01-01T12:00:00Z"),
                    new Roots(Prefix.STANDARD, Optional.empty(), Optional.of(new Prefix("eyes"))),
                    "synthetic: of a test");
    private static final String FIRST = CaptureFormat.write(HEADER) + "\n";
    private static final String MESSAGE =
            "{\"ms\":1,\"topic\":\"a/b\",\"qos\":1,\"retained\":false,\"payload\":\"{}\"}\n";

    @TempDir Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("x.jsonl"), text);
    }

    private Capture check(String text) throws IOException, BadCapture {
        return Capture.check(Capture.Source.file(file(text)));
    }

    @Test
    void what_is_written_is_read_again_text_and_bytes_alike() throws Exception {
        var path = folder.resolve("new.jsonl");
        var payloads =
                List.of("{\"é\":\"\\u0000\"}".getBytes(UTF_8), new byte[] {-1, 0, 10}, new byte[0]);
        try (var writer = new CaptureWriter(path)) {
            writer.write(CaptureFormat.write(HEADER));
            for (var payload : payloads) {
                writer.write(
                        CaptureFormat.write(
                                new Line.Said(Duration.ofMillis(7), "a/b", true, true, payload)));
            }
            writer.write(CaptureFormat.write(new Line.Note(Duration.ofSeconds(9), "end")));
        }
        var capture = Capture.check(Capture.Source.file(path));
        assertThat(capture.header()).isEqualTo(HEADER);
        assertThat(capture.messages()).isEqualTo(3);
        assertThat(capture.length()).isEqualTo(Duration.ofSeconds(9));
        var read = new ArrayList<byte[]>();
        capture.forEach(
                line -> {
                    if (line instanceof Line.Said(_, _, var once, var retained, var payload)) {
                        assertThat(once && retained).isTrue();
                        read.add(payload);
                    }
                    return true;
                });
        assertThat(read).containsExactlyElementsOf(payloads);
    }

    @Test
    void only_its_owner_may_read_it_and_it_never_overwrites() throws IOException {
        var path = folder.resolve("new.jsonl");
        new CaptureWriter(path).close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-------");
        assertThatThrownBy(() -> new CaptureWriter(path))
                .isInstanceOf(FileAlreadyExistsException.class);
    }

    @Test
    void a_last_line_that_was_cut_off_is_left_out() throws Exception {
        var capture = check(FIRST + MESSAGE + MESSAGE.substring(0, 20));
        assertThat(capture.torn()).isTrue();
        assertThat(capture.messages()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    not JSON                     | {"ms":2,
                    not a JSON object            | []
                    ms must be                   | {"ms":-1,"note":"x"}
                    ms must be                   | {"ms":1.5,"note":"x"}
                    ms is less                   | {"ms":0,"note":"x"}
                    'colour' is nothing          | {"ms":2,"note":"x","colour":1}
                    qos must be 0 or 1           | {"ms":2,"topic":"a","qos":2,"retained":false,"payload":""}
                    retained must be             | {"ms":2,"topic":"a","qos":1,"payload":""}
                    topic must be                | {"ms":2,"topic":"a/#","qos":1,"retained":false,"payload":""}
                    topic must be                | {"ms":2,"topic":"$SYS/x","qos":1,"retained":false,"payload":""}
                    either payload or base64     | {"ms":2,"topic":"a","qos":1,"retained":false}
                    base64 holds something else  | {"ms":2,"topic":"a","qos":1,"retained":false,"base64":"?"}
                    """)
    void a_bad_line_is_named_with_what_is_wrong_and_what_to_do(String what, String line) {
        assertThatThrownBy(() -> check(FIRST + MESSAGE + line + "\n"))
                .isInstanceOf(BadCapture.class)
                .hasMessageContaining("x.jsonl:3: " + what)
                .hasMessageContaining("correct or delete this line");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    x.jsonl:1: not a capture            | {"ms":1}
                    x.jsonl:1: a capture of another     | {"format":"vigilar-capture","version":2}
                    x.jsonl:1: began must be            | {"format":"vigilar-capture","version":1,"began":"x","prefix":"a","note":""}
                    x.jsonl:1: prefix must be           | {"format":"vigilar-capture","version":1,"began":"2026-01-01T12:00:00Z","note":""}
                    """)
    void a_file_that_is_something_else_is_refused(String what, String line) {
        assertThatThrownBy(() -> check(line + "\n")).hasMessageContaining(what);
    }

    @Test
    void an_empty_file_is_no_capture() {
        assertThatThrownBy(() -> check("")).hasMessageContaining("an empty file is no capture");
    }

    @Test
    void times_are_moved_wherever_they_stand_and_nothing_else_is() throws Exception {
        var capture = check(FIRST + MESSAGE);
        var shift = new TimeShift(capture, Duration.ofMillis(86_400_250));
        var noon = HEADER.began().getEpochSecond();
        assertThat(moved(shift, "{\"ts\":%d000,\"id\":\"%d.25-k3x9ab\"}".formatted(noon, noon)))
                .isEqualTo(
                        "{\"ts\":%d250,\"id\":\"%d.50-k3x9ab\"}"
                                .formatted(noon + 86_400, noon + 86_400));
        assertThat(
                        moved(
                                shift,
                                "{\"last_seen\":\"2026-01-01T13:00:00.500+01:00\",\"n\":1234567890}"))
                .isEqualTo("{\"last_seen\":\"2026-01-02T13:00:00.750+01:00\",\"n\":1234567890}");
        assertThat(moved(shift, "0x00158d0004a1b2c3 2016-11-28T00:00:00Z")).contains("2016-11-28");
    }

    private static String moved(TimeShift shift, String payload) {
        return new String(shift.of(payload.getBytes(UTF_8)), UTF_8);
    }

    @Test
    void a_speed_is_a_number_or_max() {
        assertThat(Speed.read("10").played(Duration.ofSeconds(10))).hasSeconds(1);
        assertThat(Speed.read("max").played(Duration.ofHours(10))).isZero();
        assertThat(Speed.read("0")).isEqualTo(Speed.read("max"));
        assertThatThrownBy(() -> Speed.read("-1")).hasMessageContaining("a speed is a number");
    }
}
