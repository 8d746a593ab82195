package vigilar.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import vigilar.PlantedSecrets;
import vigilar.access.Standing;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/// Each sees where they are signed in and which programs look in their name, and ends any one of
/// them from their page.
class RevokedTest {
    @TempDir Path folder;
    private ClosedHouse house;

    @BeforeEach
    void open() throws IOException {
        house = new ClosedHouse(folder);
        house.somebodyIs(Standing.OWNER, Standing.VIEWER);
    }

    @AfterEach
    void close() throws IOException {
        house.close();
    }

    private HttpResponse<String> post(String session, String path, String form) throws Exception {
        return ClosedHouse.send(house.post(path, form).header("Cookie", "vigilar=" + session));
    }

    private String account(String session) throws Exception {
        return ClosedHouse.send(house.at("/account").header("Cookie", "vigilar=" + session)).body();
    }

    /// The numbers on the buttons of the page that go to that path.
    private List<String> buttons(String session, String path) throws Exception {
        var form = "action=\"" + path + "\"><input type=\"hidden\" name=\"id\" value=\"([0-9]+)\"";
        return Pattern.compile(form)
                .matcher(account(session))
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private int looks(String header, String pass) throws Exception {
        return ClosedHouse.send(house.at("/api/events").header(header, pass)).statusCode();
    }

    private int looksAs(String session) throws Exception {
        return looks("Cookie", "vigilar=" + session);
    }

    private int looksWith(String token) throws Exception {
        return looks("Authorization", "Bearer " + token);
    }

    private String newToken(String session, String label) throws Exception {
        var made = post(session, "/account/tokens", "scope=READ&days=30&label=" + label);
        return PlantedSecrets.plant(
                made.body().replaceAll("(?s).*(vigilar_[A-Za-z0-9_-]+).*", "$1"));
    }

    @Test
    void a_browser_that_was_left_signed_in_is_signed_out_from_another_and_no_third_one()
            throws Exception {
        var left = house.session(Standing.OWNER);
        var path = "/account/sessions/end";
        var here = house.session(Standing.OWNER);
        var id = buttons(here, path);
        assertThat(id).as("all but this browser").hasSize(1);
        var third = house.session(Standing.OWNER);
        assertThat(looksAs(left)).isEqualTo(200);
        var ended = post(here, path, "id=" + id.getFirst());
        assertThat(ended.statusCode()).isEqualTo(303);
        assertThat(ended.headers().firstValue("Location")).contains("/account?done=session");
        assertThat(looksAs(left)).isEqualTo(401);
        assertThat(looksAs(here)).isEqualTo(200);
        assertThat(looksAs(third)).isEqualTo(200);
        assertThat(buttons(here, path)).doesNotContain(id.getFirst()).hasSize(1);
        assertThat(post(here, path, "id=" + id.getFirst()).body()).contains("signed out before");
    }

    @Test
    void a_program_whose_token_is_revoked_sees_nothing_more_and_another_goes_on() throws Exception {
        var owner = house.session(Standing.OWNER);
        var path = "/account/tokens/end";
        var lost = newToken(owner, "lost");
        var id = buttons(owner, path);
        assertThat(id).hasSize(1);
        var kept = newToken(owner, "kept");
        assertThat(looksWith(lost)).isEqualTo(200);
        var revoked = post(owner, path, "id=" + id.getFirst());
        assertThat(revoked.statusCode()).isEqualTo(303);
        assertThat(revoked.headers().firstValue("Location")).contains("/account?done=token");
        assertThat(looksWith(lost)).isEqualTo(401);
        assertThat(looksWith(kept)).isEqualTo(200);
        assertThat(account(owner))
                .contains("<strong>kept</strong>")
                .doesNotContain("<strong>lost</strong>");
        assertThat(post(owner, path, "id=" + id.getFirst()).body())
                .contains("There is no such token.");
    }

    @Test
    void nobody_ends_a_session_or_a_token_of_somebody_else() throws Exception {
        var owner = house.session(Standing.OWNER);
        var elsewhere = house.session(Standing.OWNER);
        var token = newToken(owner, "hall");
        var viewer = house.session(Standing.VIEWER);
        for (var path : List.of("/account/sessions/end", "/account/tokens/end")) {
            var id = buttons(owner, path).getFirst();
            assertThat(buttons(viewer, path)).isEmpty();
            assertThat(post(viewer, path, "id=" + id).statusCode()).as(path).isEqualTo(422);
        }
        assertThat(looksAs(owner)).isEqualTo(200);
        assertThat(looksAs(elsewhere)).isEqualTo(200);
        assertThat(looksWith(token)).isEqualTo(200);
    }
}
