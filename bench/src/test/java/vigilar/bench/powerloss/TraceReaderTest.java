package vigilar.bench.powerloss;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;

/// What strace writes, also when it is busy.
class TraceReaderTest {
    private static final Pattern TEXT = Pattern.compile("m\\d+");

    private static Map<String, Long> durable(String trace) throws IOException {
        var file = Files.createTempFile("trace", "");
        try {
            Files.writeString(file, trace, StandardCharsets.ISO_8859_1);
            return Recording.read(file, Path.of("/d")).durableAt(TEXT);
        } finally {
            Files.delete(file);
        }
    }

    @Test
    void a_text_is_durable_from_the_end_of_the_sync_after_it_on() throws IOException {
        assertThat(
                        durable(
                                """
                                7 10.000000 openat(AT_FDCWD</d>, "/d/a", O_RDWR|O_CREAT) = 5</d/a> <0.000010>
                                7 10.000100 write(5</d/a>, "m1", 2) = 2 <0.000010>
                                7 10.000200 fdatasync(5</d/a>) = 0 <0.000300>
                                7 10.000600 write(5</d/a>, "m2", 2) = 2 <0.000010>
                                """))
                .containsExactly(Map.entry("m1", 10_000_500L));
    }

    @Test
    void what_was_written_after_a_sync_began_is_not_synced_by_it() throws IOException {
        assertThat(
                        durable(
                                """
                                7 10.000000 openat(AT_FDCWD</d>, "/d/a", O_RDWR|O_CREAT) = 5</d/a> <0.000010>
                                7 10.000200 fdatasync(5</d/a> <unfinished ...>
                                8 10.000300 write(5</d/a>, "m1", 2) = 2 <0.000010>
                                7 10.000500 <... fdatasync resumed>) = 0 <0.000300>
                                7 10.000600 fdatasync(5</d/a>) = 0 <0.000100>
                                """))
                .containsExactly(Map.entry("m1", 10_000_700L));
    }

    @Test
    void a_line_that_was_broken_belongs_to_the_one_before() throws IOException {
        assertThat(
                        durable(
                                """
                                7 10.000000 openat(AT_FDCWD</d>, "/d/a", O_RDWR|O_CREAT) = 5</d/a> <0.000010>
                                7 10.000100 write(5</d/a>, "m1", 2 <unfinished ...>
                                )                                       = 2 <0.000146>
                                7 10.000400 fdatasync(5</d/a>) = 0 <0.000100>
                                """))
                .containsExactly(Map.entry("m1", 10_000_500L));
    }

    @Test
    void so_does_one_with_a_place_to_write_to() throws IOException {
        assertThat(
                        durable(
                                """
                                7 10.000000 openat(AT_FDCWD</d>, "/d/a", O_RDWR|O_CREAT) = 5</d/a> <0.000010>
                                7 10.000100 pwrite64(5</d/a>, "m1", 2, 333752 <unfinished ...>
                                )                                       = 2 <0.000146>
                                7 10.000400 fdatasync(5</d/a>) = 0 <0.000100>
                                """))
                .containsExactly(Map.entry("m1", 10_000_500L));
    }
}
