package vigilar.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import vigilar.HandClock;
import vigilar.alerts.PushedPhone;

import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;

/// What a phone that is told of alerts hears of a break-in, from the sensor's word by MQTT to the
/// push service: nothing as long as somebody may still take it back.
class ToldOnPhonesTest {
    private static final Pattern KEY = Pattern.compile("data-key=\"([^\"]+)\"");

    @TempDir Path folder;

    /// As Anna's browser does when she presses "Notify this device".
    private static void subscribes(PushedPhone phone, PanelHouse house) {
        var key = KEY.matcher(house.sees("/notifications"));
        assertThat(key.find()).isTrue();
        phone.subscribedFor(key.group(1));
        var form =
                Map.of(
                        "endpoint", phone.endpoint(),
                        "p256dh", phone.key(),
                        "auth", phone.secret(),
                        "name", "Annas phone",
                        "severity", "ALERT");
        assertThat(house.posts("/notifications", form)).isEqualTo(303);
    }

    private PanelHouse start(PushedPhone phone) throws Exception {
        var home = new KeypadHouse(folder, PushedPhone.config() + PanelHouse.USUAL);
        var hands = folder.resolve("clock");
        var clock = HandClock.in(hands);
        var house =
                HouseProcess.byHand(
                        folder,
                        hands,
                        phone.trustOptions(),
                        home.data,
                        "--config",
                        home.config.toString());
        house.awaitReady();
        return new PanelHouse(
                home, clock, hands, house, house.http(), house.mqttPort().orElseThrow());
    }

    private static void isTold(PushedPhone phone, PanelHouse house, String type)
            throws InterruptedException {
        var told = phone.next().text();
        assertThat(told.path("id").asLong())
                .as("%s, not %s", type, told)
                .isEqualTo(house.event(type).path("id").asLong());
    }

    @Test
    void a_phone_hears_of_a_break_in_once_nobody_can_take_it_back_and_then_that_it_is_over()
            throws Exception {
        try (var phone = new PushedPhone(folder);
                var house = start(phone)) {
            house.begins();
            subscribes(phone, house);
            house.isLeft();
            house.opens("window");
            house.closes("window");
            house.moves("hall");
            house.passes(29);
            assertThat(house.said()).endsWith("ARMED", "ALARM", "ALARM_ALSO", "ALARM_CONFIRMED");
            house.disarms();
            house.looks();
            assertThat(house.said()).endsWith("DISARMED", "ALARM_CANCELLED");

            house.isLeft();
            house.opens("window");
            house.stands("TRIGGERED");
            house.passes(30);
            assertThat(house.said()).endsWith("ALARM", "ALARM_REPORTED");
            isTold(phone, house, "ALARM_REPORTED"); // the first thing that it hears at all
            house.moves("hall");
            house.opens("loft-left");
            house.closes("loft-left");
            house.goesOut();
            house.looks();
            house.disarms();
            house.stands("DISARMED");
            isTold(phone, house, "DISARMED"); // and nothing of all whom the burglar passed
        }
    }
}
