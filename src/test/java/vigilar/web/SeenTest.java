package vigilar.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import vigilar.access.Standing;

import java.io.IOException;
import java.nio.file.Path;

/// What somebody has looked at is theirs, and holds in all their browsers.
class SeenTest {
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir Path folder;
    private ClosedHouse house;
    private String owner;
    private String viewer;

    @BeforeEach
    void open() throws IOException {
        house = new ClosedHouse(folder);
        house.somebodyIs(Standing.OWNER, Standing.VIEWER);
        owner = "vigilar=" + house.session(Standing.OWNER);
        viewer = "vigilar=" + house.session(Standing.VIEWER);
    }

    @AfterEach
    void close() throws IOException {
        house.close();
    }

    private JsonNode seen(String cookie) throws Exception {
        return JSON.readTree(
                ClosedHouse.send(house.at("/api/seen").header("Cookie", cookie)).body());
    }

    private JsonNode mark(String cookie, String what) throws Exception {
        return JSON.readTree(
                ClosedHouse.send(house.post("/api/seen", what).header("Cookie", cookie)).body());
    }

    /// Changes of people are three warnings on the timeline.
    private void somethingHappens() {
        house.somebodyIs(Standing.RESIDENT);
        comesAndGoes();
    }

    private void comesAndGoes() {
        house.people.setDisabled(ClosedHouse.name(Standing.RESIDENT), true);
        house.people.setDisabled(ClosedHouse.name(Standing.RESIDENT), false);
    }

    private JsonNode unseen(String cookie) throws Exception {
        return JSON.readTree(
                        ClosedHouse.send(house.at("/api/events?unseen=1").header("Cookie", cookie))
                                .body())
                .get("events");
    }

    @Test
    void who_comes_for_the_first_time_has_missed_nothing_and_from_then_on_each_counts()
            throws Exception {
        assertThat(seen(owner).get("unseen").asInt()).isZero();
        somethingHappens();
        assertThat(seen(owner).get("unseen").asInt()).isEqualTo(3);
        assertThat(unseen(owner)).hasSize(3);
        assertThat(seen(viewer).get("unseen").asInt()).isZero(); // came only now
    }

    @Test
    void one_mark_takes_one_out_and_all_takes_all_for_this_person_only() throws Exception {
        seen(owner);
        seen(viewer);
        somethingHappens();
        var newest = unseen(owner).get(0).get("id").asLong();
        assertThat(mark(owner, "id=" + newest).get("unseen").asInt()).isEqualTo(2);
        assertThat(mark(owner, "id=" + newest).get("unseen").asInt()).isEqualTo(2);
        assertThat(mark(owner, "up_to=" + newest).get("unseen").asInt()).isZero();
        assertThat(unseen(owner)).isEmpty();
        assertThat(mark(owner, "up_to=1").get("up_to").asLong()).isEqualTo(newest);
        assertThat(seen(viewer).get("unseen").asInt()).isEqualTo(3);
    }

    @Test
    void whoever_looks_at_hundreds_one_by_one_still_sees_that_some_are_left() throws Exception {
        long before = seen(owner).get("up_to").asLong();
        house.somebodyIs(Standing.RESIDENT);
        for (int each = 0; each < 260; each++) { // two warnings each, more than one page holds
            comesAndGoes();
        }
        assertThat(seen(owner).get("more").asBoolean()).isTrue();
        var newest = unseen(owner).get(0).get("id").asLong();
        for (long each = before + 1; each <= newest; each++) {
            mark(owner, "id=" + each);
        }
        assertThat(seen(owner).get("unseen").asInt()).isZero();
        assertThat(seen(owner).get("more").asBoolean()).isFalse();
        comesAndGoes();
        assertThat(seen(owner).get("unseen").asInt()).isEqualTo(2);
        assertThat(seen(owner).get("more").asBoolean()).isFalse();
    }

    @Test
    void what_has_not_happened_yet_cannot_be_marked() throws Exception {
        assertThat(mark(owner, "up_to=999999").get("detail").asString()).contains("no event");
        assertThat(mark(owner, "").get("status").asInt()).isEqualTo(400);
        assertThat(mark(owner, "id=1&up_to=1").get("status").asInt()).isEqualTo(400);
    }
}
