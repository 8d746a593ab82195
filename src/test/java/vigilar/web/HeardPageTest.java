package vigilar.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import vigilar.access.Standing;

import java.io.IOException;
import java.nio.file.Path;

/// Devices get names and places from those who live with them.
class HeardPageTest {
    private static final String NAMED =
            "source=0x00158d&name=Kitchen+window&area=Kitchen&location=exterior";

    @TempDir Path folder;
    private ClosedHouse house;

    @BeforeEach
    void open() throws IOException {
        house = new ClosedHouse(folder);
        house.somebodyIs(Standing.OWNER, Standing.RESIDENT, Standing.VIEWER);
        house.hasHeard("0x00158d");
    }

    @AfterEach
    void close() throws IOException {
        house.close();
    }

    private int names(Standing who, String form) throws Exception {
        return ClosedHouse.send(house.post("/heard", form).header("Cookie", cookie(who)))
                .statusCode();
    }

    private String cookie(Standing who) {
        return "vigilar=" + house.session(who);
    }

    private String asks(String path) throws Exception {
        return ClosedHouse.send(house.at(path).header("Cookie", cookie(Standing.VIEWER))).body();
    }

    @Test
    void a_resident_names_a_device_and_everybody_sees_the_name() throws Exception {
        assertThat(names(Standing.RESIDENT, NAMED)).isEqualTo(303);
        assertThat(asks("/api/names"))
                .isEqualTo("{\"0x00158d\":{\"area\":\"Kitchen\",\"name\":\"Kitchen window\"}}");
        assertThat(asks("/")).contains("Kitchen window got a name or place");
        assertThat(asks("/api/events?type=DEVICE_DESCRIBED"))
                .contains("\"source_id\":\"0x00158d\"")
                .contains("RESIDENT".toLowerCase(java.util.Locale.ROOT));
    }

    @Test
    void a_viewer_may_look_and_name_nothing() throws Exception {
        assertThat(names(Standing.VIEWER, NAMED)).isEqualTo(403);
        assertThat(asks("/api/names")).isEqualTo("{}");
        assertThat(asks("/heard")).contains("Who speaks").doesNotContain("Name and place");
    }

    @Test
    void saying_the_same_again_is_no_event() throws Exception {
        names(Standing.OWNER, NAMED);
        names(Standing.OWNER, NAMED);
        assertThat(asks("/api/events?type=DEVICE_DESCRIBED").split("source_id", -1)).hasSize(2);
    }

    @Test
    void only_a_device_that_was_heard_gets_a_name() throws Exception {
        assertThat(names(Standing.OWNER, "source=ghost&name=Ghost")).isEqualTo(422);
        assertThat(asks("/api/names")).isEqualTo("{}");
    }

    @Test
    void a_name_taken_away_again_leaves_nothing_behind() throws Exception {
        names(Standing.OWNER, NAMED);
        assertThat(names(Standing.OWNER, "source=0x00158d&name=&area=&location=")).isEqualTo(303);
        assertThat(asks("/api/names")).isEqualTo("{}");
        assertThat(asks("/heard")).doesNotContain("Kitchen window");
    }

    @Test
    void a_name_keeps_its_marks() throws Exception {
        names(Standing.OWNER, "source=0x00158d&name=Dr.+Who%27s+door-bell");
        assertThat(asks("/heard")).contains("Dr. Who's door-bell");
    }

    @Test
    void a_hidden_device_is_left_out_counted_and_shown_when_asked_for() throws Exception {
        house.hasHeard("0x00158e");
        names(Standing.OWNER, "source=0x00158d&name=Kitchen+window&hidden=yes");
        assertThat(asks("/heard"))
                .contains("data-source=\"0x00158e\"")
                .doesNotContain("data-source=\"0x00158d\"")
                .contains("Hidden <b class=\"count\">1</b>");
        assertThat(asks("/heard?hidden=1"))
                .contains("data-source=\"0x00158d\"")
                .doesNotContain("data-source=\"0x00158e\"");
        assertThat(asks("/")).contains("Kitchen window got a name or place");
    }

    @Test
    void a_name_that_would_turn_the_page_around_or_fill_it_is_refused() throws Exception {
        assertThat(names(Standing.OWNER, "source=0x00158d&name=%E2%80%AEdoor")).isEqualTo(422);
        assertThat(names(Standing.OWNER, "source=0x00158d&name=" + "x".repeat(61))).isEqualTo(422);
        assertThat(names(Standing.OWNER, "source=" + "x".repeat(65))).isEqualTo(422);
        assertThat(asks("/api/names")).isEqualTo("{}");
    }

    /// What the page says of one who speaks.
    private String producer(String name) throws Exception {
        var line = "(?s).*<li data-producer=\"" + name + "\">(.*?)</li>.*";
        var page = asks("/heard");
        assertThat(page).matches(line);
        return page.replaceAll(line, "$1");
    }

    @Test
    void whose_words_may_get_lost_is_best_effort_and_the_page_says_what_to_change()
            throws Exception {
        house.hasHeardOn("zigbee2mqtt/Cellar door", "Zigbee2MQTT", true);
        house.hasHeardOn("frigate/reviews", "Frigate", false);
        assertThat(producer("Zigbee2MQTT"))
                .contains("data-grade=\"BEST_EFFORT\">best effort<")
                .contains("1 of its 1 topics came with QoS 0 (zigbee2mqtt/Cellar door)")
                .contains("<summary>What to change</summary>")
                .contains("# configuration.yaml of Zigbee2MQTT\ndevice_options:\n  qos: 1\n");
        assertThat(producer("Frigate"))
                .contains("data-grade=\"DURABLE\">durable<")
                .doesNotContain("What to change");
        assertThat(producer("the topics of Vigilar itself"))
                .contains("data-grade=\"NOT_HEARD\">")
                .doesNotContain("What to change");
    }

    @Test
    void a_camera_that_is_set_right_is_durable_from_then_on() throws Exception {
        house.hasHeardOn("frigate/reviews", "Frigate", true);
        assertThat(producer("Frigate"))
                .contains("best effort")
                .contains("# Frigate's configuration\nmqtt:\n  qos: 1\n");
        house.hasHeardOn("frigate/reviews", "Frigate", false);
        assertThat(producer("Frigate")).contains("durable").doesNotContain("What to change");
    }
}
