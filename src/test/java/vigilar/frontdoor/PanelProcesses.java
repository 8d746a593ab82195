package vigilar.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// A house of several processes, of which one has the panel; the test kills them or has them stand
/// still.
abstract class PanelProcesses {
    static final Duration SOON = Duration.ofSeconds(20);

    /// So long the panel of a process that is dead or stands still is nobody's at most.
    static final Duration TAKEN_WITHIN = Duration.ofSeconds(10);

    /// What a busy machine may take from a moment that is due to the event.
    static final Duration THINKS = Duration.ofSeconds(1);

    @TempDir Path folder;

    HouseProcess start(int exitSeconds, int entrySeconds) throws IOException {
        var config = folder.resolve("vigilar.toml");
        Files.writeString(
                config,
                """
                data = "data"
                [panel]
                exit_delay = %d
                entry_delay = %d
                """
                                .formatted(exitSeconds, entrySeconds)
                        + PanelHouse.DOOR_AND_WINDOW);
        var house = HouseProcess.openHouse(folder, config, "--processes");
        house.awaitReady();
        return house;
    }

    static long child(HouseProcess house, String role) {
        return house.children().stream()
                .filter(it -> SeveralProcessesTest.commandLine(it).contains("\0" + role + "\0"))
                .findFirst()
                .orElseThrow()
                .pid();
    }

    /// By the event's own time.
    static Instant when(HouseProcess house, String type, int which) {
        var all = said(house, type).stream().map(it -> it.path("ts").asLong()).sorted().toList();
        return Instant.ofEpochMilli(all.get(which));
    }

    static void signal(String name, long pid) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, String.valueOf(pid)).start().waitFor())
                .isZero();
    }

    static List<JsonNode> said(HouseProcess house, String type) {
        return new JsonMapper()
                .readTree(house.get("/api/events?source=panel&type=" + type))
                .path("events")
                .valueStream()
                .toList();
    }

    static void awaitSaid(HouseProcess house, String type, int times) {
        Await.until(type, SOON, () -> said(house, type).size() >= times);
    }

    /// As keypads do: one that hears no answer asks again under the same id. Who has just taken the
    /// panel may not listen yet.
    static void disarms(WallKeypad keypad, String request) {
        var asksFrom = new AtomicLong(System.nanoTime());
        Await.until(
                "an answer to " + request,
                SOON,
                () -> {
                    if (System.nanoTime() - asksFrom.get() >= 0) {
                        keypad.asks(request, "DISARMED", "");
                        asksFrom.addAndGet(TimeUnit.SECONDS.toNanos(2));
                    }
                    return !keypad.outcomes(request).isEmpty();
                });
        assertThat(keypad.outcomes(request)).allMatch(it -> it.path("done").asBoolean());
        keypad.awaitState("DISARMED");
    }
}
