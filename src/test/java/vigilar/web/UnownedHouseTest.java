package vigilar.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

/// A house that was started for the first time, and that nobody owns yet.
class UnownedHouseTest {
    @TempDir Path folder;
    private ClosedHouse house;

    @BeforeEach
    void open() throws IOException {
        house = new ClosedHouse(folder);
    }

    @AfterEach
    void close() throws IOException {
        house.close();
    }

    @Test
    void before_there_is_an_owner_only_the_setup_page_answers() throws Exception {
        var page = ClosedHouse.send(house.at("/").header("Accept", "text/html"));
        assertThat(page.statusCode()).isEqualTo(303);
        assertThat(page.headers().firstValue("Location")).contains("/setup");
        assertThat(ClosedHouse.send(house.at("/api/events")).body()).contains("no owner yet");
        assertThat(ClosedHouse.send(house.at("/readyz")).body()).doesNotContain("parts");
        assertThat(ClosedHouse.send(house.at("/sign-in")).headers().firstValue("Location"))
                .contains("/setup");
    }

    /// Neither a page nor a row, a picture, a figure or a name.
    @Test
    void before_there_is_an_owner_no_address_of_the_house_tells_anything() throws Exception {
        var harmless =
                Set.of(
                        "/healthz",
                        "/readyz",
                        "/static/**",
                        "/setup",
                        "/sign-out",
                        "/sw.js",
                        "/household-ca.crt");
        for (var row : Rights.TABLE) {
            if (harmless.contains(row.pattern())) {
                continue;
            }
            var path = row.pattern().replace("**", "1/snapshot").replace("{}", "1");
            var asked = row.method() == Method.GET ? house.at(path) : house.post(path, "");
            var answer = ClosedHouse.send(asked.header("Accept", "application/json"));
            var what = row.method() + " " + path;
            assertThat(answer.statusCode()).as(what).isIn(303, 401, 403);
            assertThat(answer.headers().allValues("Set-Cookie")).as(what).isEmpty();
            if (answer.statusCode() == 303) {
                assertThat(answer.headers().firstValue("Location")).as(what).contains("/setup");
            }
        }
    }
}
