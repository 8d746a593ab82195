package vigilar.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import vigilar.event.Event;
import vigilar.event.Severity;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What is looked at, and what is told, of a device that says more than there is room for.
class RoundsInFloodTest {
    private static final String DOOR = "zigbee2mqtt/door";
    private static final String BUTTON = "zigbee2mqtt/button";
    private static final String THERMOMETER = "vigilar/sensor/attic/temperature";

    @TempDir Path folder;
    private FloodStage stage;
    private int packet;

    @BeforeEach
    void open() {
        stage = new FloodStage(folder);
    }

    @AfterEach
    void close() {
        stage.close();
    }

    private Inbox.Received says(String topic, String text) {
        return stage.surplus(Lane.SECURITY, topic, text, ++packet);
    }

    @Test
    void a_door_that_opens_and_closes_in_one_moment_of_a_flood_is_told_open_and_closed() {
        var rounds = stage.run();
        rounds.round(List.of(says(DOOR, "{\"contact\":true}")));
        var flood = new ArrayList<Inbox.Received>();
        for (int i = 0; i < 100; i++) {
            flood.add(says(DOOR, "{\"contact\":false}"));
            flood.add(says(DOOR, "{\"contact\":true}"));
        }
        rounds.round(flood);
        assertThat(stage.told()).containsExactly("CONTACT_OPEN", "CONTACT_CLOSED");
        assertThat(stage.acknowledged()).hasSize(201).isSorted();
    }

    @Test
    void a_cry_for_help_is_not_hidden_by_what_the_button_says_after_it() {
        var flood = new ArrayList<Inbox.Received>();
        flood.add(says(BUTTON, "{\"action\":\"panic\"}"));
        for (int i = 0; i < 100; i++) {
            flood.add(says(BUTTON, "{\"action\":\"\",\"battery\":%d}".formatted(i % 7)));
        }
        stage.run().round(flood);
        assertThat(stage.told()).contains("PANIC");
    }

    @Test
    void of_what_differs_each_time_the_newest_eight_are_looked_at_in_their_order() {
        var flood = new ArrayList<Inbox.Received>();
        for (int i = 1; i <= 100; i++) {
            flood.add(says(BUTTON, "{\"action\":\"press %d\"}".formatted(i)));
        }
        stage.run().round(flood);
        var pressed =
                stage.events().stream()
                        .filter(event -> event.type().name().equals("BUTTON_PRESSED"))
                        .map(event -> event.payload().json().replaceAll("\\D", ""))
                        .toList();
        assertThat(pressed).containsExactly("93", "94", "95", "96", "97", "98", "99", "100");
    }

    @Test
    void of_a_thermometer_only_the_newest_is_looked_at() {
        var flood = new ArrayList<Inbox.Received>();
        for (int i = 0; i < 3; i++) {
            var value = "{\"value\":%d}".formatted(20 + i);
            flood.add(stage.surplus(Lane.EVERYDAY, THERMOMETER, value, ++packet));
        }
        stage.run().round(flood);
        assertThat(stage.counted("vigilar.received")).isEqualTo(1);
    }

    @Test
    void that_a_door_says_too_much_is_an_alert_and_that_a_thermometer_does_a_warning() {
        var flood = new ArrayList<Inbox.Received>();
        for (int i = 0; i < 20; i++) {
            flood.add(says(DOOR, "{\"contact\":true}"));
            flood.add(stage.surplus(Lane.EVERYDAY, THERMOMETER, "{\"value\":20}", ++packet));
        }
        stage.run().round(flood);
        assertThat(stage.events())
                .filteredOn(event -> event.type().equals(Floods.BEGAN))
                .extracting(Event::severity)
                .containsExactlyInAnyOrder(Severity.ALERT, Severity.WARNING);
    }
}
