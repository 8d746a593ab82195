package vigilar.frontdoor;

import tools.jackson.databind.json.JsonMapper;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// What hostile devices say: each text in each place where a device may put one. The name of the
/// function they call and of the attribute they carry is what [Watchman] looks for.
final class HostileTexts {
    /// Short enough to survive the 80 characters of a quote, and without the marks (- _ .) that a
    /// sentence turns into spaces.
    static final List<String> TEXTS =
            List.of(
                    "<img planted src=x onerror=planted()>",
                    "<script planted>planted()</script>",
                    "\"><svg planted onload=planted()>",
                    "' onfocus=planted() autofocus planted='",
                    "\" onmouseover=planted() planted=\"",
                    "javascript:planted()//",
                    "</title></textarea></pre></template><b planted>",
                    "&lt;b planted&gt;&#60;b planted&#62;",
                    "${planted()}{{planted()}}<%planted()%>",
                    "\u202Egnihton si siht\u2066 \u200Fok");

    /// Events that one text becomes, in [#say].
    static final int EVENTS_EACH = 11;

    private static final JsonMapper JSON = new JsonMapper();

    private final Device device;

    HostileTexts(Device device) {
        this.device = device;
    }

    void sayAll() {
        says(
                "zigbee2mqtt/bridge/devices",
                IntStream.range(0, TEXTS.size()).mapToObj(HostileTexts::listed).toList());
        for (int i = 0; i < TEXTS.size(); i++) {
            say(TEXTS.get(i), i);
        }
    }

    /// Opens what is listed under the first of them.
    void openTheFirst() {
        says("zigbee2mqtt/" + lamp(TEXTS.getFirst()), Map.of("contact", false));
    }

    /// What is listed under the first of them.
    static String first() {
        return address(0);
    }

    /// A device that Zigbee2MQTT lists under such a name, of such a make.
    private static Map<String, ?> listed(int number) {
        var text = TEXTS.get(number);
        return Map.of(
                "ieee_address",
                address(number),
                "friendly_name",
                lamp(text),
                "description",
                text,
                "model_id",
                text,
                "type",
                "EndDevice",
                "definition",
                Map.of("vendor", text, "model", text, "description", text, "exposes", List.of()));
    }

    private static String address(int number) {
        return "0x00158d000000000" + number;
    }

    private static String lamp(String text) {
        return "lamp " + inTopic(text);
    }

    private void say(String text, int number) {
        zigbee(text, number);
        frigate(text, number);
        own(text, number);
        refused(text);
    }

    /// 5 events: the door, the button, the newcomer, the smoke, and water at the listed lamp.
    private void zigbee(String text, int number) {
        var name = inTopic(text);
        says(
                "zigbee2mqtt/" + name,
                Map.of("contact", false, "action", text, "unknown", text, text, text));
        says(
                "zigbee2mqtt/bridge/event",
                Map.of(
                        "type",
                        "device_joined",
                        "data",
                        Map.of("friendly_name", text, "ieee_address", "0x0" + number)));
        says("zigbee2mqtt/fire " + name, Map.of("smoke", true));
        says("zigbee2mqtt/" + lamp(text), Map.of("water_leak", true));
    }

    /// 2 events: an object with whom it recognised, and a camera without a picture.
    private void frigate(String text, int number) {
        var said = List.of(text, text);
        says(
                "frigate/events",
                Map.of(
                        "type",
                        "new",
                        "after",
                        Map.of(
                                "id",
                                text,
                                "camera",
                                text,
                                "label",
                                text,
                                "top_score",
                                0.9,
                                "sub_label",
                                List.of(text, 0.9),
                                "recognized_license_plate",
                                text)));
        says(
                "frigate/reviews",
                Map.of(
                        "type",
                        "new",
                        "after",
                        Map.of(
                                "id",
                                "176390000" + number + ".5-abc12" + number,
                                "camera",
                                text,
                                "severity",
                                "alert",
                                "data",
                                Map.of(
                                        "objects",
                                        said,
                                        "sub_labels",
                                        said,
                                        "zones",
                                        said,
                                        "audio",
                                        said,
                                        "detections",
                                        said))));
        device.says("frigate/" + inTopic(text).replace("/", "") + "/status/detect", "offline");
    }

    /// 4 events: the fault, the pet, the predator, the person.
    private void own(String text, int number) {
        says("vigilar/camera/attic" + number + "/error", Map.of("message", text, text, text));
        says(
                "vigilar/camera/yard/pet/detected",
                Map.of("pet_id", text, "species", text, "location", "exterior"));
        says(
                "vigilar/camera/wood" + number + "/wildlife/detected",
                Map.of("threat", "predator", "species", text));
        says("vigilar/presence/guest" + number, Map.of("state", "HOME", "role", text));
        says("vigilar/ups/status", Map.of("status", text));
    }

    private void refused(String text) {
        device.says("vigilar/" + inTopic(text), text);
        device.says("vigilar/camera/" + inTopic(text).replace("/", "") + "/error", text);
        device.says("vigilar/sensor/porch/motion", text);
    }

    private void says(String topic, Object payload) {
        device.says(
                topic, JSON.writeValueAsString(payload).getBytes(StandardCharsets.UTF_8), false);
    }

    /// MQTT keeps two characters for filters.
    static String inTopic(String text) {
        return text.replace("#", "").replace("+", "");
    }
}
