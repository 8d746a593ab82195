package vigilar.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// Whoever changes the settings starts the house anew: then it knows of each zone what its devices
/// have said, and nothing of those that are no longer in it.
class ChangedHouseTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir Path folder;
    private PanelHouse house;

    @AfterEach
    void close() {
        house.close();
    }

    private static String bath(String... devices) {
        return devices.length == 0
                ? PanelHouse.USUAL
                : PanelHouse.USUAL
                        + """
                        [[zone]]
                        name = "bath"
                        kind = "instant"
                        devices = ["%s"]
                        """
                                .formatted(String.join("\", \"", devices));
    }

    private void begins(String... devices) throws IOException {
        house = PanelHouse.startApart(folder, bath(devices));
        house.begins();
    }

    private void becomes(String... devices) throws IOException {
        house.looks();
        Files.writeString(folder.resolve("vigilar.toml"), bath(devices));
        house = house.dies(Duration.ofSeconds(5));
        house.stands("DISARMED");
    }

    /// So that what it says next is other than what was known.
    private void isWell(String device) {
        house.zigbee(device + "/availability", "{\"state\":\"online\"}");
        house.zigbee(device, "{\"contact\":true,\"battery_low\":false,\"tamper\":false}");
    }

    private void isListed(String words) {
        Await.until(words, SOON, () -> house.sees("/alarm").contains(words));
    }

    private List<String> standsAgainst() {
        var answer = house.asks("ARMED_HOME", "");
        assertThat(answer.path("reason").asString("")).isEqualTo("not_ready");
        return answer.path("zones").valueStream().map(it -> it.asString("")).toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "/availability; {\"state\":\"offline\"}; does not answer",
                "; {\"battery_low\":true}; battery low",
                "; {\"tamper\":true}; tampered with",
                "; {\"contact\":false}; open"
            })
    void a_sensor_that_was_exchanged_in_the_settings_takes_its_trouble_along(
            String below, String says, String trouble) throws IOException {
        begins("old-one");
        isWell("old-one");
        house.zigbee("old-one" + (below == null ? "" : below), says);
        isListed("bath (" + trouble + ")");
        becomes("new-one");
        house.closes("new-one");
        if (says.contains("tamper")) { // that is a zone by itself, too
            house.zigbee("old-one", "{\"tamper\":false}");
        }
        house.looks();
        house.arms("ARMED_HOME");
        house.stands("ARMED_HOME");
        house.opens("new-one");
        house.stands("TRIGGERED");
        assertThat(house.event("ALARM").path("why").asString("")).contains("bath opened");
    }

    @Test
    void a_sensor_that_was_exchanged_for_one_that_says_nothing_is_not_heard_of_yet()
            throws IOException {
        begins("old-one");
        isWell("old-one");
        house.zigbee("old-one/availability", "{\"state\":\"offline\"}");
        isListed("bath (does not answer)");
        becomes("new-one");
        isListed("Not heard of yet, so nobody knows how they stand: bath,");
        house.arms("ARMED_HOME");
        house.stands("ARMED_HOME");
    }

    @Test
    void a_sensor_that_was_taken_out_of_a_zone_of_several_stands_against_nothing()
            throws IOException {
        begins("left", "right");
        isWell("left");
        isWell("right");
        house.zigbee("left/availability", "{\"state\":\"offline\"}");
        isListed("bath (does not answer)");
        becomes("right");
        house.arms("ARMED_HOME");
        house.stands("ARMED_HOME");
    }

    @Test
    void a_window_that_was_heard_before_somebody_made_a_zone_of_it_stands_as_it_stands()
            throws IOException {
        begins();
        isWell("bath-window");
        house.zigbee("bath-window", "{\"contact\":false,\"battery_low\":true}");
        becomes("bath-window");
        assertThat(standsAgainst()).containsExactly("bath");
        assertThat(house.sees("/alarm")).contains("bath (open, battery low)");
        house.zigbee("bath-window", "{\"contact\":true,\"battery_low\":false}");
        house.looks();
        house.arms("ARMED_HOME");
        house.stands("ARMED_HOME");
    }

    @Test
    void a_zone_that_somebody_gives_another_name_is_as_open_as_before() throws IOException {
        begins("bath-window");
        isWell("bath-window");
        house.zigbee("bath-window", "{\"contact\":false}");
        isListed("bath (open)");
        house.looks();
        var renamed = bath("bath-window").replace("\"bath\"", "\"upstairs\"");
        Files.writeString(folder.resolve("vigilar.toml"), renamed);
        house = house.dies(Duration.ofSeconds(5));
        house.stands("DISARMED");
        assertThat(standsAgainst()).containsExactly("upstairs");
    }
}
