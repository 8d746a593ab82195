package vigilar.web;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

import vigilar.PlantedSecrets;
import vigilar.access.Standing;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.file.Path;

/// Somebody sits down at a tablet that was left signed in, and wants the house for themselves.
@ResourceLock(PlantedSecrets.HASHES)
class PasswordChangeTest {
    private static final String NEXT = PlantedSecrets.plant("another long sentence of this house");

    @TempDir Path folder;
    private ClosedHouse house;

    @BeforeEach
    void open() throws IOException {
        house = new ClosedHouse(folder);
        house.somebodyIs(Standing.OWNER);
    }

    @AfterEach
    void close() throws IOException {
        house.close();
    }

    private HttpResponse<String> change(String session, String now) throws Exception {
        var form = "now=" + URLEncoder.encode(now, UTF_8) + "&password=" + NEXT.replace(' ', '+');
        return ClosedHouse.send(
                house.post("/account/password", form)
                        .header("Accept", "text/html")
                        .header("Cookie", "vigilar=" + session));
    }

    private int look(String session) throws Exception {
        return ClosedHouse.send(house.at("/account").header("Cookie", "vigilar=" + session))
                .statusCode();
    }

    @Test
    void wrong_guesses_wait_and_the_owner_changes_it_elsewhere_and_is_rid_of_the_guesser()
            throws Exception {
        var tablet = house.session(Standing.OWNER);
        for (int i = 0; i < 5; i++) {
            var wrong = change(tablet, "a wrong guess " + i);
            assertThat(wrong.statusCode()).isEqualTo(422);
            assertThat(wrong.body()).contains("That is not your password of now.");
        }
        var right = change(tablet, ClosedHouse.PASSWORD.text());
        assertThat(right.statusCode()).isEqualTo(429);
        assertThat(right.headers().firstValueAsLong("Retry-After").orElseThrow())
                .isBetween(1L, 30L);
        assertThat(right.body()).contains("Too many wrong tries. Try again in");
        assertThat(look(tablet)).isEqualTo(200);

        var phone = house.session(Standing.OWNER);
        var changed = change(phone, ClosedHouse.PASSWORD.text());
        assertThat(changed.statusCode()).isEqualTo(303);
        assertThat(changed.headers().firstValue("Location")).contains("/account?done=password");
        assertThat(look(phone)).isEqualTo(200);
        assertThat(look(tablet)).isEqualTo(401);
    }
}
