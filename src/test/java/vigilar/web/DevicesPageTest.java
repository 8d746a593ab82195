package vigilar.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import vigilar.access.DeviceKind;
import vigilar.access.NewPassword;
import vigilar.access.Standing;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/// The owner looks after the logins of devices on the page.
class DevicesPageTest {
    private static final Pattern PASSWORD = Pattern.compile("password {2}(\\S+)");

    @TempDir Path folder;
    private ClosedHouse house;
    private String cookie;

    @BeforeEach
    void open() throws IOException {
        house = new ClosedHouse(folder);
        house.somebodyIs(Standing.values());
        cookie = "vigilar=" + house.session(Standing.OWNER);
    }

    @AfterEach
    void close() throws IOException {
        house.close();
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return ClosedHouse.send(request.header("Cookie", cookie).header("Accept", "text/html"));
    }

    private String page() throws Exception {
        var page = send(house.at("/devices"));
        assertThat(page.statusCode()).isEqualTo(200);
        return page.body();
    }

    private String post(String path, String form) throws Exception {
        var answer = send(house.post(path, form));
        return answer.statusCode() == 303
                ? send(house.at(answer.headers().firstValue("Location").orElseThrow())).body()
                : answer.body();
    }

    private static String passwordIn(String card) {
        var match = PASSWORD.matcher(card);
        assertThat(match.find()).as(card).isTrue();
        return match.group(1);
    }

    @Test
    void an_empty_page_teaches_and_a_new_device_gets_a_card_that_is_shown_once() throws Exception {
        assertThat(page()).contains("None yet.", "needs a login of its own", "Nothing lately");
        var card = post("/devices", "name=garage&kind=PLAIN&topics=");
        assertThat(card)
                .contains("id=\"new-card\"", "host      10.0.0.5", "topics    vigilar/+/garage/#")
                .contains("mosquitto_pub -h 10.0.0.5 -p 1883 -u garage");
        var password = passwordIn(card);
        assertThat(house.devices.check("garage", password)).isPresent();
        assertThat(page()).contains("data-device=\"garage\"").doesNotContain(password, "new-card");
    }

    @Test
    void the_card_of_zigbee2mqtt_and_frigate_is_what_their_settings_want() throws Exception {
        assertThat(post("/devices", "name=z2m&kind=ZIGBEE2MQTT&topics="))
                .contains("server: mqtt://10.0.0.5:1883", "base_topic: zigbee2mqtt", "user: z2m");
        assertThat(post("/devices", "name=nvr&kind=FRIGATE&topics="))
                .contains("topic_prefix: frigate", "host: 10.0.0.5", "user: nvr");
    }

    @Test
    void what_is_something_else_uses_the_topics_that_are_named_and_must_name_some()
            throws Exception {
        assertThat(post("/devices", "name=shed&kind=TOPICS&topics=shed%2F%23+lamp%2F%2B%2Fstate"))
                .contains("topics    shed/# lamp/+/state");
        assertThat(post("/devices", "name=barn&kind=TOPICS&topics=+")).contains("Name the topics");
        assertThat(post("/devices", "name=barn&kind=TOPICS&topics=%23"))
                .contains("none begins with a wildcard", "value=\"barn\"");
        assertThat(post("/devices", "name=shed&kind=PLAIN&topics="))
                .contains("There is a device shed already");
        assertThat(post("/devices", "name=barn&kind=TANK&topics=")).contains("Say what");
    }

    @Test
    void a_device_is_kept_out_let_in_given_a_new_password_and_removed() throws Exception {
        var password = passwordIn(post("/devices", "name=garage&kind=PLAIN&topics="));
        assertThat(post("/devices/disabled", "name=garage&disabled=yes")).contains("kept out");
        assertThat(house.devices.check("garage", password)).isEmpty();
        assertThat(post("/devices/disabled", "name=garage&disabled=no"))
                .doesNotContain("class=\"out\"");
        assertThat(house.devices.check("garage", password)).isPresent();
        var fresh = passwordIn(post("/devices/password", "name=garage"));
        assertThat(house.devices.check("garage", password)).isEmpty();
        assertThat(house.devices.check("garage", fresh)).isPresent();
        assertThat(post("/devices/remove", "name=garage")).contains("None yet.", "is gone");
        assertThat(post("/devices/remove", "name=garage")).contains("There is no device");
    }

    @Test
    void what_was_refused_is_shown_at_the_device_and_in_a_list_and_cannot_write_on_the_page()
            throws Exception {
        assertThat(house.devices.add("garage", DeviceKind.PLAIN, List.of()))
                .isInstanceOf(NewPassword.Made.class);
        house.devices.refused("garage", "", "<script>x", "may not publish here").join();
        house.devices.refused("garage", "", "<script>x", "may not publish here").join();
        house.devices.refused("", "10.0.0.9", "", "no user name and password").join();
        assertThat(page())
                .contains("last refused", "&lt;script", "at least 2 times")
                .contains("somebody at 10.0.0.9", "no user name and password")
                .doesNotContain("<script>x");
    }

    @Test
    void a_form_from_elsewhere_adds_nothing_and_only_owners_see_the_link() throws Exception {
        var foreign =
                house.at("/devices")
                        .header("Origin", "https://evil.example")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString("name=x&kind=PLAIN&topics="));
        assertThat(send(foreign).statusCode()).isEqualTo(403);
        assertThat(house.devices.all()).isEmpty();
        assertThat(send(house.at("/")).body()).contains("href=\"/devices\"");
        cookie = "vigilar=" + house.session(Standing.RESIDENT);
        assertThat(send(house.at("/")).body()).doesNotContain("href=\"/devices\"");
        assertThat(send(house.at("/devices")).statusCode()).isEqualTo(403);
    }

    @Test
    void with_somebody_elses_broker_the_page_says_whose_users_count(@TempDir Path other)
            throws Exception {
        try (var elsewhere = new ClosedHouse(other, List.of(), false)) {
            elsewhere.somebodyIs(Standing.OWNER);
            cookie = "vigilar=" + elsewhere.session(Standing.OWNER);
            assertThat(send(elsewhere.at("/devices")).body())
                    .contains("Your own broker looks after them")
                    .doesNotContain("action=\"/devices\"");
            assertThat(send(elsewhere.post("/devices", "name=x&kind=PLAIN")).statusCode())
                    .isEqualTo(422);
        }
    }
}
