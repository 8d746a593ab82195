package vigilar.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.json.JsonMapper;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// Devices that try to write fields and frames of their own into the stream. Read as the HTML
/// standard has it, byte by byte: a line ends with LF, CR or both.
class StreamFieldsTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String FORGED = "{\"id\":9999,\"type\":\"FORGED\",\"source_id\":\"liar\"}";

    /// What may end a line, somewhere, and what would follow then.
    private static final List<String> BREAKS =
            List.of(
                    "\n",
                    "\r",
                    "\r\n",
                    "\n\n",
                    "\r\r",
                    "\u2028",
                    "\u2029",
                    "\u0085",
                    "\u000b\f",
                    "\0",
                    "\uFEFF",
                    "\\n",
                    "\\u000a");

    private static final JsonMapper JSON = new JsonMapper();

    @TempDir Path folder;

    /// One block of the stream: its fields in order.
    private record Block(List<String> names, List<String> values) {}

    private static List<Block> blocks(byte[] stream) {
        var blocks = new ArrayList<Block>();
        var names = new ArrayList<String>();
        var values = new ArrayList<String>();
        for (var line : new String(stream, StandardCharsets.UTF_8).split("\r\n|\n|\r", -1)) {
            if (line.isEmpty() && !names.isEmpty()) {
                blocks.add(new Block(List.copyOf(names), List.copyOf(values)));
                names.clear();
                values.clear();
            } else if (!line.isEmpty() && !line.startsWith(":")) {
                var colon = line.indexOf(':');
                names.add(colon < 0 ? line : line.substring(0, colon));
                values.add(colon < 0 ? "" : line.substring(colon + 1).strip());
            }
        }
        return blocks;
    }

    private static String forged(String lineBreak) {
        return "x"
                + lineBreak
                + "id: 9999"
                + lineBreak
                + "event: gap"
                + lineBreak
                + "data: "
                + FORGED
                + lineBreak
                + lineBreak
                + "retry: 1"
                + lineBreak;
    }

    private static void sayAll(Device device) {
        for (var each : BREAKS) {
            var text = forged(each);
            says(device, "vigilar/camera/attic/error", Map.of("message", text, text.strip(), text));
            says(device, "zigbee2mqtt/bridge/event", joined(text, BREAKS.indexOf(each)));
            says(device, "frigate/reviews", review(text, BREAKS.indexOf(each)));
        }
        // between the parts of the JSON, where breaks are allowed
        device.says(
                "vigilar/camera/attic/error",
                "\r\n{\r\"message\"\n:\n\n\"data: x\"\r\n\r\n,\"id: 9\":\n1}\n\n");
        // a bare break within a text is no JSON; a topic may hold those that MQTT allows
        device.says("vigilar/camera/attic/error", "{\"message\":\"a\ndata: " + FORGED + "\"}");
        device.says("zigbee2mqtt/a\u2028data: x\u2029id: 7", "{\"contact\":false}");
        device.says("vigilar/sensor/a\u2028data: x/motion", "{}");
        device.says("vigilar/sensor/last/motion", "{}");
    }

    private static Map<String, ?> joined(String text, int number) {
        return Map.of(
                "type",
                "device_joined",
                "data",
                Map.of("friendly_name", text, "ieee_address", "0x" + number));
    }

    private static Map<String, ?> review(String text, int number) {
        var said = List.of(text);
        var data = Map.of("objects", said, "sub_labels", said, "zones", said, "audio", said);
        var id = "1763900000.5-sse" + (100 + number);
        return Map.of(
                "type",
                "new",
                "after",
                Map.of("id", id, "camera", text, "severity", "alert", "data", data));
    }

    private static void says(Device device, String topic, Map<String, ?> payload) {
        device.says(topic, JSON.writeValueAsString(payload));
    }

    private static HttpResponse<InputStream> open(String address) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(address)).build(),
                        HttpResponse.BodyHandlers.ofInputStream());
    }

    /// Reads until that word came and its frame ended.
    private static byte[] readUntil(InputStream stream, String word) {
        var read = new ByteArrayOutputStream();
        try {
            for (int one = stream.read(); one >= 0; one = stream.read()) {
                read.write(one);
                if (one == '\n' && read.toString(StandardCharsets.UTF_8).endsWith("\n\n")) {
                    if (read.toString(StandardCharsets.UTF_8).contains(word)) {
                        return read.toByteArray();
                    }
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        throw new AssertionError("the stream ended without " + word);
    }

    private static void eachFrameIsOneEventOfOurs(byte[] stream, String stored) {
        assertThat(new String(stream, StandardCharsets.UTF_8))
                .doesNotContain("\r", "\0")
                .startsWith("retry: ") // a BOM counts at the very beginning only
                .endsWith("\n\n");
        var blocks = blocks(stream);
        assertThat(blocks.getFirst().names()).containsExactly("retry", "id", "data");
        long last = 0;
        for (var block : blocks.subList(1, blocks.size())) {
            assertThat(block.names()).containsExactly("id", "data");
            var event = JSON.readTree(block.values().get(1));
            assertThat(event.get("id").asString()).isEqualTo(block.values().get(0));
            assertThat(event.get("id").asLong()).isGreaterThan(last).isNotEqualTo(9999);
            assertThat(event.get("type").asString()).isNotEqualTo("FORGED");
            last = event.get("id").asLong();
        }
        var all = JSON.readTree(stored).get("events");
        assertThat(blocks).hasSize(1 + all.size());
    }

    @Test
    void nothing_that_a_device_says_becomes_a_field_or_a_frame_of_the_stream() throws Exception {
        try (var house = HouseProcess.wholeHouse(folder, folder.resolve("data"));
                var device = Device.on(house.mqttPort().orElseThrow())) {
            var live = open(house.http() + "/events/stream?after=0").body();
            sayAll(device);
            var heard = readUntil(live, "\"source_id\":\"last\"");
            live.close();
            var stored = house.get("/api/events?limit=500");
            assertThat(stored).contains("FORGED"); // it came, as a text
            eachFrameIsOneEventOfOurs(heard, stored);
            var again = open(house.http() + "/events/stream?after=0").body();
            var replayed = readUntil(again, "\"source_id\":\"last\"");
            again.close();
            eachFrameIsOneEventOfOurs(replayed, stored);
            whoAsksForBreaksGetsNone(house);
        }
    }

    /// What a visitor writes into the address never comes back in the stream.
    private static void whoAsksForBreaksGetsNone(HouseProcess house) throws Exception {
        for (var name : List.of("after", "epoch", "source", "type", "severity")) {
            for (var each : List.of("1\ndata: x\n\n", "1\r\rdata: x", "1\u2028data: x")) {
                var asked = name + "=" + URLEncoder.encode(each, StandardCharsets.UTF_8);
                var answer = open(house.http() + "/events/stream?" + asked);
                try (var body = answer.body()) {
                    if (answer.statusCode() == 200) { // an unknown epoch is a gap, told in numbers
                        var first = readUntil(body, "\n\n");
                        assertThat(blocks(first)).hasSize(1);
                        assertThat(blocks(first).getFirst().names())
                                .isSubsetOf(Arrays.asList("retry", "id", "event", "data"))
                                .doesNotHaveDuplicates();
                    } else {
                        assertThat(answer.statusCode()).isEqualTo(400);
                    }
                }
            }
        }
        Await.until("all streams are closed", SOON, () -> house.get("/healthz").contains("ok"));
    }
}
