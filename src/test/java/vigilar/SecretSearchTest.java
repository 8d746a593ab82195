package vigilar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Set;

class SecretSearchTest {
    private static final String WORD = "an owl, a fork and ünderwear";

    @TempDir Path folder;

    private List<String> foundIn(String text) throws IOException {
        Files.writeString(folder.resolve("some.log"), text);
        return SecretSearch.search(Set.of(WORD, "837261"), List.of(folder));
    }

    @Test
    void a_secret_in_a_log_is_found_with_its_file_and_line_and_not_repeated() throws IOException {
        var hit = foundIn("one\ntwo\nsigned in with " + WORD + "\n");
        assertThat(hit).singleElement().asString().contains("some.log:3").doesNotContain(WORD);
    }

    @Test
    void a_secret_is_found_in_a_form_in_base64_and_between_the_bytes_of_a_store()
            throws IOException {
        assertThat(foundIn("password=an+owl%2C+a+fork+and+%C3%BCnderwear&x=1")).hasSize(1);
        var basic = Base64.getEncoder().encodeToString(WORD.getBytes(StandardCharsets.UTF_8));
        assertThat(foundIn("Authorization: Basic " + basic)).hasSize(1);
        assertThat(foundIn("\0\1\2" + WORD + "\0\3")).hasSize(1);
    }

    @Test
    void a_pin_is_found_where_it_stands_alone_and_not_in_the_middle_of_a_time() throws IOException {
        assertThat(foundIn("{\"pin\":\"837261\"}")).hasSize(1);
        assertThat(foundIn("at 1764837261000")).isEmpty();
    }

    @Test
    void where_there_is_no_secret_nothing_is_found_and_what_is_not_there_is_a_fault()
            throws IOException {
        assertThat(foundIn("all is well")).isEmpty();
        assertThatThrownBy(() -> SecretSearch.search(Set.of(WORD), List.of(folder.resolve("gone"))))
                .isInstanceOf(IOException.class);
    }
}
