package vigilar.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import vigilar.access.Standing;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;

/// What somebody of the house wants kept for good.
class PinTest {
    @TempDir Path folder;
    private ClosedHouse house;

    @BeforeEach
    void open() throws IOException {
        house = new ClosedHouse(folder);
        house.somebodyIs(Standing.OWNER, Standing.RESIDENT, Standing.VIEWER); // three events
    }

    @AfterEach
    void close() throws IOException {
        house.close();
    }

    private String cookie(Standing who) {
        return "vigilar=" + house.session(who);
    }

    private HttpResponse<String> pin(Standing who, String form) throws Exception {
        return ClosedHouse.send(house.post("/pins", form).header("Cookie", cookie(who)));
    }

    private String page(Standing who, int event) throws Exception {
        return ClosedHouse.send(house.at("/events/" + event).header("Cookie", cookie(who))).body();
    }

    @Test
    void a_resident_pins_everybody_sees_it_and_an_owner_unpins() throws Exception {
        assertThat(page(Standing.RESIDENT, 2)).contains("Pin: keep it for good");
        assertThat(pin(Standing.RESIDENT, "id=2&pinned=yes").statusCode()).isEqualTo(303);
        assertThat(pin(Standing.RESIDENT, "id=2&pinned=yes").statusCode()).isEqualTo(303);
        assertThat(page(Standing.VIEWER, 2))
                .contains("stays whatever its age")
                .doesNotContain("action=\"/pins\"");
        assertThat(page(Standing.VIEWER, 1)).doesNotContain("stays whatever its age");
        assertThat(pin(Standing.OWNER, "id=2&pinned=no").statusCode()).isEqualTo(303);
        assertThat(page(Standing.VIEWER, 2)).doesNotContain("stays whatever its age");
    }

    @Test
    void a_viewer_pins_nothing_and_nobody_pins_what_is_not_there() throws Exception {
        assertThat(pin(Standing.VIEWER, "id=2&pinned=yes").statusCode()).isEqualTo(403);
        assertThat(pin(Standing.OWNER, "id=99999&pinned=yes").statusCode()).isEqualTo(404);
        assertThat(pin(Standing.OWNER, "id=2").statusCode()).isEqualTo(400);
        assertThat(pin(Standing.OWNER, "pinned=yes").statusCode()).isEqualTo(400);
    }
}
