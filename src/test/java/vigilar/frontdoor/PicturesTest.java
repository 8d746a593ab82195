package vigilar.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import vigilar.pictures.FakeFrigate;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// A review that comes over MQTT, and its pictures in the browser, in a house as people start it.
class PicturesTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final HttpClient BROWSER = HttpClient.newHttpClient();
    private static final String SEEN = "1763900001.5-k3x9ab";

    @TempDir Path folder;

    private static String review(String type, String end) {
        var after =
                """
                {"id":"1763900000.25-r1","camera":"drive","start_time":1763900000.25,"end_time":%s,\
                "severity":"alert","thumb_path":"/media/x.webp","data":{"detections":["%s"],\
                "objects":["person"],"sub_labels":[],"zones":[],"audio":[]}}\
                """
                        .formatted(end, SEEN);
        return "{\"type\":\"" + type + "\",\"before\":" + after + ",\"after\":" + after + "}";
    }

    private static HttpResponse<byte[]> get(String url, String range)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(url));
        if (!range.isEmpty()) {
            request.header("Range", range);
        }
        return BROWSER.send(request.build(), BodyHandlers.ofByteArray());
    }

    @Test
    void a_review_is_seen_with_its_picture_and_its_clip_can_be_wound() throws Exception {
        var config = folder.resolve("vigilar.toml");
        try (var frigate = new FakeFrigate()) {
            frigate.snapshot(SEEN, FakeFrigate.jpeg(3_000));
            frigate.recordings.put(
                    "drive", new FakeFrigate.Recording(1_763_899_000, 1_763_901_000, 10_000));
            Files.writeString(
                    config,
                    """
                    open = true
                    data = "data"
                    http = "127.0.0.1:0"
                    mqtt = "127.0.0.1:0"
                    [frigate]
                    url = "%s"
                    """
                            .formatted(frigate.url()));
            try (var house = HouseProcess.start(folder, "run", "--config", config.toString());
                    var viewer = Viewer.open(house.http(), "");
                    var device = Device.on(house.mqttPort().orElseThrow())) {
                device.says("frigate/reviews", review("new", "null"));
                device.says("frigate/reviews", review("end", "1763900019.5"));
                var id = viewer.awaitEventsOf("drive", 1, SOON).getFirst().get("id").asLong();
                var clip = house.http() + "/events/" + id + "/clip";
                Await.until("the clip is here", SOON, () -> get(clip, "").statusCode() == 200);
                everythingIsServed(house, id);
                theClipCanBeWound(clip);
            }
        }
    }

    private static void everythingIsServed(HouseProcess house, long id) throws Exception {
        var snapshot = get(house.http() + "/events/" + id + "/snapshot", "");
        assertThat(snapshot.body()).isEqualTo(FakeFrigate.jpeg(3_000));
        assertThat(snapshot.headers().firstValue("Content-Type")).hasValue("image/jpeg");
        assertThat(snapshot.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(house.get("/events/" + id))
                .contains("src=\"/events/" + id + "/snapshot\"")
                .contains("src=\"/events/" + id + "/clip\"")
                .contains("loading=\"lazy\"");
        assertThat(house.get("/")).contains("class=\"thumb\" src=\"/events/" + id + "/snapshot\"");
        assertThat(house.get("/api/pictures?events=" + id)).contains("\"ready\"");
        assertThat(house.answer("/api/pictures?events=1;2").statusCode()).isEqualTo(400);
        assertThat(house.answer("/events/1/snapshot").statusCode()).isEqualTo(404);
        assertThat(house.answer("/events/" + id + "/..%2fvigilar.db").statusCode()).isIn(400, 404);
    }

    private static void theClipCanBeWound(String clip) throws Exception {
        var whole = FakeFrigate.mp4(300_000);
        assertThat(get(clip, "").body()).isEqualTo(whole);
        var middle = get(clip, "bytes=100000-199999");
        assertThat(middle.statusCode()).isEqualTo(206);
        assertThat(middle.headers().firstValue("Content-Range"))
                .hasValue("bytes 100000-199999/300000");
        assertThat(middle.body()).isEqualTo(java.util.Arrays.copyOfRange(whole, 100_000, 200_000));
        assertThat(get(clip, "bytes=-5").body()).hasSize(5);
        assertThat(get(clip, "bytes=299990-").body()).hasSize(10);
        assertThat(get(clip, "bytes=300000-").statusCode()).isEqualTo(416);
    }
}
