package vigilar.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import vigilar.HandClock;
import vigilar.HouseByHand;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A closed house with an alarm panel, whose clock the test moves, and Anna with her PIN at the
/// keypad on its wall. What devices and people say goes in by MQTT; what is looked at is the
/// journal and what the broker keeps of how the panel stands.
final class PanelHouse implements AutoCloseable {
    /// A door with time to disarm, and a window that alarms at once.
    static final String DOOR_AND_WINDOW =
            """
            [[zone]]
            name = "front-door"
            kind = "entry"
            devices = ["door"]
            [[zone]]
            name = "window"
            kind = "instant"
            devices = ["window"]
            """;

    /// A house as many have it. The gate is the test's own: each opening of it is a word in the
    /// journal and never an alarm, since the other gate of its group does not exist; so one sees
    /// how far the panel has come. It may stand open when the time to leave ends, as no door may:
    /// nobody knows when the panel reads that it is closed again.
    static final String ZONES =
            DOOR_AND_WINDOW
                    + """
                    [[zone]]
                    name = "bay"
                    kind = "instant"
                    devices = ["bay"]
                    [[zone]]
                    name = "loft"
                    kind = "instant"
                    devices = ["loft-left", "loft-right"]
                    [[zone]]
                    name = "hall"
                    kind = "interior"
                    devices = ["hall"]
                    [[zone]]
                    name = "attic-left"
                    kind = "interior"
                    devices = ["attic-left"]
                    together = "attic"
                    [[zone]]
                    name = "attic-right"
                    kind = "interior"
                    devices = ["attic-right"]
                    together = "attic"
                    [[zone]]
                    name = "gate"
                    kind = "interior"
                    modes = ["away", "home", "night"]
                    devices = ["gate"]
                    chime = true
                    together = "gates"
                    [[zone]]
                    name = "other-gate"
                    kind = "interior"
                    modes = ["away", "home", "night"]
                    devices = ["other-gate"]
                    together = "gates"
                    """;

    /// Nothing is set: the times are those that everybody has.
    static final String USUAL = "[backup]\nnightly = false\n" + ZONES;

    static final Duration SOON = Duration.ofSeconds(20);
    private static final JsonMapper JSON = new JsonMapper();

    final HandClock clock;
    private final KeypadHouse home;
    private final Path hands;
    private final AutoCloseable house;
    private final String http;
    private final int port;
    final WallKeypad keypad;
    private long since;
    private long looked;
    private int statesBefore;

    private PanelHouse(KeypadHouse home, HandClock clock, Path hands, HouseProcess house) {
        this(home, clock, hands, house, house.http(), house.mqttPort().orElseThrow());
    }

    PanelHouse(
            KeypadHouse home,
            HandClock clock,
            Path hands,
            AutoCloseable house,
            String http,
            int port) {
        this.home = home;
        this.clock = clock;
        this.hands = hands;
        this.house = house;
        this.http = http;
        this.port = port;
        keypad = home.keypad(port);
    }

    /// In this process.
    static PanelHouse start(Path folder, String settings) throws IOException {
        var home = new KeypadHouse(folder, settings);
        var hands = folder.resolve("clock");
        var clock = HandClock.in(hands);
        var house = HouseByHand.start(home.config, home.data, clock);
        return new PanelHouse(home, clock, hands, house, house.http(), house.mqttPort());
    }

    /// In a process of its own, which can be killed.
    static PanelHouse startApart(Path folder, String settings) throws IOException {
        var home = new KeypadHouse(folder, settings);
        var hands = folder.resolve("clock");
        var clock = HandClock.in(hands);
        return new PanelHouse(home, clock, hands, home.startByHand(hands));
    }

    /// SIGKILL. The clock goes on for so long, then the house comes back.
    ///
    /// @return the house as it is then; this one is no more
    PanelHouse dies(Duration off) {
        ((HouseProcess) house).kill();
        close();
        clock.passes(off);
        var back = new PanelHouse(home, clock, hands, home.startByHand(hands));
        back.since = since;
        back.looked = looked;
        return back;
    }

    /// Everything is closed, quiet and disarmed; what was before is past.
    void begins() {
        for (var still : List.of("door", "window")) {
            closes(still);
        }
        for (var quiet : List.of("hall", "attic-left", "attic-right")) {
            says(quiet + "/motion", "{\"value\":false}");
        }
        for (var tampered : List.of("hall", "siren-box")) {
            says(tampered + "/tamper", "{\"value\":false}");
        }
        says("kitchen/smoke", "{\"value\":false}");
        says("door/battery_low", "{\"value\":false}");
        bay("/availability", "{\"state\":\"online\"}");
        bay("", "{\"contact\":true}");
        if (!state().equals("DISARMED")) {
            disarms();
            stands("DISARMED");
        }
        looks();
        since = newest();
        statesBefore = keypad.heard(WallKeypad.STATE).size() - 1;
    }

    void opens(String contact) {
        says(contact + "/contact_open", "{}");
    }

    void closes(String contact) {
        says(contact + "/contact_closed", "{}");
    }

    /// Somebody walks there, and is gone.
    void moves(String sensor) {
        says(sensor + "/motion", "{\"value\":true}");
        says(sensor + "/motion", "{\"value\":false}");
    }

    void says(String topic, String payload) {
        keypad.says("vigilar/sensor/" + topic, payload, false);
    }

    /// A window of Zigbee2MQTT.
    void bay(String below, String payload) {
        zigbee("bay" + below, payload);
    }

    void zigbee(String topic, String payload) {
        keypad.says("zigbee2mqtt/" + topic, payload, false);
    }

    /// Out by the front door.
    void goesOut() {
        opens("door");
        closes("door");
    }

    /// What becomes of a request at the keypad.
    JsonNode asks(String mode, String pin) {
        return keypad.outcome("r-" + Long.toHexString(System.nanoTime()), mode, pin);
    }

    void asks(String request) {
        keypad.says(WallKeypad.ASK, request, false);
        looks();
    }

    void arms(String mode) {
        assertThat(asks(mode, "").path("reason").asString("")).isEqualTo("done");
    }

    void disarms() {
        assertThat(asks("DISARMED", KeypadHouse.PIN).path("reason").asString("")).isEqualTo("done");
    }

    /// Armed away, as one does it: out by the door, and the minute has passed.
    void isLeft() {
        arms("ARMED_AWAY");
        goesOut();
        passes(60);
        stands("ARMED_AWAY");
    }

    /// Time passes after all that was said before, and what is due by it has been decided when this
    /// returns.
    void passes(long seconds) {
        looks();
        if (seconds > 0) {
            clock.passes(Duration.ofSeconds(seconds));
            looks();
        }
    }

    /// Returns once the panel has decided on all that was said before.
    void looks() {
        opens("gate");
        closes("gate");
        Await.until("the panel has looked", SOON, this::hasLooked);
        Await.until(
                "the gate is closed",
                SOON,
                () -> events("source=gate&limit=1").toString().contains("CONTACT_CLOSED"));
    }

    private boolean hasLooked() {
        var words = events("source=panel&limit=500&after=" + looked);
        words.stream()
                .filter(PanelHouse::isOfGate)
                .findFirst()
                .ifPresent(it -> looked = it.path("id").asLong());
        return words.stream().anyMatch(PanelHouse::isOfGate);
    }

    private static boolean isOfGate(JsonNode event) {
        return event.path("payload").path("zone").asString("").equals("gate");
    }

    /// Waits until the bus says so.
    void stands(String state) {
        keypad.awaitState(state);
    }

    /// Who comes by now is told the same: the broker keeps it.
    void isKept() {
        var told = keypad.heard(WallKeypad.STATE).getLast();
        try (var later = home.keypad(port)) {
            later.awaitState(state());
            var kept = later.heard(WallKeypad.STATE).getFirst();
            assertThat(kept.retained()).isTrue();
            assertThat(kept.payload()).isEqualTo(told.payload());
        }
    }

    private String state() {
        Await.until("a state", SOON, () -> !keypad.heard(WallKeypad.STATE).isEmpty());
        return word(keypad.heard(WallKeypad.STATE).getLast());
    }

    /// Who or what led to how the panel stands, as the bus says it.
    String by() {
        return keypad.heard(WallKeypad.STATE).getLast().json().path("by").asString("");
    }

    private static String word(WallKeypad.Message message) {
        return message.json().path("state").asString("");
    }

    /// The states of this story as the bus told them, from the one in which it began.
    List<String> states() {
        var all = new ArrayList<String>();
        var heard = keypad.heard(WallKeypad.STATE);
        for (var message : heard.subList(statesBefore, heard.size())) {
            if (all.isEmpty() || !all.getLast().equals(word(message))) {
                all.add(word(message));
            }
        }
        return all;
    }

    /// Waits until a keypad shows so many seconds.
    void counts(int seconds) {
        Await.until(
                seconds + " s left",
                SOON,
                () ->
                        keypad.heard(WallKeypad.TICK).getLast().json().path("seconds_left").asInt()
                                == seconds);
    }

    /// What the newest of these seconds says.
    String tick(String field) {
        return keypad.heard(WallKeypad.TICK).getLast().json().path(field).asString("");
    }

    /// When the delay or the siren ends, as the house tells it now.
    Instant deadline() {
        return clock.instant().plusMillis(leftMillis());
    }

    private long leftMillis() {
        return JSON.readTree(home.sees(http, "/api/panel")).path("left_ms").asLong();
    }

    /// Waits until a page shows so many seconds, though nothing happens meanwhile.
    void shows(int seconds) {
        Await.until(seconds + " s left", SOON, () -> leftMillis() == seconds * 1_000L);
    }

    /// What the panel said in this story, in order.
    List<String> said() {
        return events("source=panel&limit=500&after=" + since).stream()
                .filter(it -> !isOfGate(it))
                .map(it -> it.path("type").asString(""))
                .toList();
    }

    /// The newest event of that type in this story.
    JsonNode event(String type) {
        return events("type=" + type + "&limit=500&after=" + since).stream()
                .filter(it -> !isOfGate(it))
                .toList()
                .getLast();
    }

    Instant at(String type) {
        return Instant.ofEpochMilli(event(type).path("ts").asLong());
    }

    /// From the newest of one type to the newest of the other.
    long secondsBetween(String one, String other) {
        return TimeUnit.MILLISECONDS.toSeconds(Duration.between(at(one), at(other)).toMillis());
    }

    /// What all sources said in this story, of these types.
    List<JsonNode> events(String source, String type) {
        return events("source=%s&type=%s&limit=500&after=%d".formatted(source, type, since));
    }

    private List<JsonNode> events(String query) {
        return JSON.readTree(home.sees(http, "/api/events?" + query))
                .path("events")
                .valueStream()
                .toList();
    }

    private long newest() {
        return events("limit=1").getFirst().path("id").asLong();
    }

    /// The status of the answer to a form that Anna sends from her browser.
    int posts(String path, Map<String, String> form) {
        return home.posts(http, path, form);
    }

    String answer(String path, Map<String, String> form) {
        return home.answer(http, path, form);
    }

    /// What Anna's browser shows.
    String sees(String path) {
        return home.sees(http, path);
    }

    @Override
    public void close() {
        keypad.close();
        try {
            house.close();
        } catch (Exception failure) { // what AutoCloseable declares
            throw new AssertionError(failure);
        }
    }
}
