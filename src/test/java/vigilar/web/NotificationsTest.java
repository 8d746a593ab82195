package vigilar.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import vigilar.access.Standing;
import vigilar.alerts.PushDesk;
import vigilar.event.Severity;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// Whose devices are notified, and who may change that.
class NotificationsTest {
    private static final PushDesk.Asking ALL = new PushDesk.Asking(0, true);

    /// A browser's keys, from the example of RFC 8291, 5.
    private static final String P256DH =
            "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";

    private static final String AUTH = "BTBZMqHH6r4Tts7J_aSIgg";

    @TempDir Path folder;
    private ClosedHouse house;

    @BeforeEach
    void open() throws IOException {
        house = new ClosedHouse(folder);
        house.somebodyIs(Standing.OWNER, Standing.VIEWER, Standing.RESIDENT);
    }

    @AfterEach
    void close() throws IOException {
        house.close();
    }

    private HttpResponse<String> post(Standing who, String path, String form) throws Exception {
        return ClosedHouse.send(
                house.post(path, form).header("Cookie", "vigilar=" + house.session(who)));
    }

    private HttpResponse<String> subscribe(Standing who, String endpoint) throws Exception {
        return post(
                who,
                "/notifications",
                "name=phone+of+%s&severity=ALERT&p256dh=%s&auth=%s&endpoint=%s"
                        .formatted(
                                who,
                                P256DH,
                                AUTH,
                                URLEncoder.encode(endpoint, StandardCharsets.UTF_8)));
    }

    private List<String> names() {
        return house.desk.subscribers(ALL).stream().map(each -> each.name()).toList();
    }

    @Test
    void each_looks_after_their_own_devices_and_an_owner_after_all() throws Exception {
        assertThat(subscribe(Standing.OWNER, "https://127.0.0.1/push/1").statusCode())
                .isEqualTo(303);
        assertThat(subscribe(Standing.VIEWER, "https://127.0.0.1/push/2").statusCode())
                .isEqualTo(303);
        var owners = house.desk.subscribers(ALL).getFirst().id();
        var viewers = house.desk.subscribers(ALL).getLast().id();
        for (var path : List.of("threshold", "name", "remove", "test")) {
            var form = "severity=CRITICAL&name=mine&id=" + owners;
            assertThat(post(Standing.VIEWER, "/notifications/" + path, form).statusCode())
                    .as(path)
                    .isIn(422, 502);
        }
        assertThat(names()).containsExactly("phone of OWNER", "phone of VIEWER");
        assertThat(house.desk.subscribers(ALL).getFirst().threshold()).isEqualTo(Severity.ALERT);
        var seen =
                ClosedHouse.send(
                        house.at("/notifications")
                                .header("Cookie", "vigilar=" + house.session(Standing.VIEWER)));
        assertThat(seen.body())
                .contains("phone of VIEWER")
                .doesNotContain("phone of OWNER", "push/2");
        post(Standing.OWNER, "/notifications/remove", "id=" + viewers);
        assertThat(names()).containsExactly("phone of OWNER");
    }

    @Test
    void an_owner_reads_that_no_device_which_others_see_should_be_notified_as_theirs()
            throws Exception {
        assertThat(sees(Standing.OWNER)).contains("told here, too, when somebody is under threat");
        assertThat(sees(Standing.RESIDENT)).doesNotContain("threat");
    }

    private String sees(Standing who) throws Exception {
        return ClosedHouse.send(
                        house.at("/notifications")
                                .header("Cookie", "vigilar=" + house.session(who)))
                .body();
    }

    @Test
    void who_is_kept_out_is_not_notified_any_more() throws Exception {
        subscribe(Standing.OWNER, "https://127.0.0.1/push/1");
        subscribe(Standing.RESIDENT, "https://127.0.0.1/push/2");
        house.people.setDisabled(ClosedHouse.name(Standing.RESIDENT), true);
        assertThat(names()).containsExactly("phone of OWNER");
    }

    @Test
    void what_is_no_subscription_is_refused_in_words() throws Exception {
        assertThat(subscribe(Standing.OWNER, "http://127.0.0.1/push/1").statusCode())
                .isEqualTo(422);
        assertThat(post(Standing.OWNER, "/notifications", "endpoint=x").body()).contains("alert");
        assertThat(names()).isEmpty();
    }
}
