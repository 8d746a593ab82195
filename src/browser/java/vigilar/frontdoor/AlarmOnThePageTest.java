package vigilar.frontdoor;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/// Arming, leaving, coming home and disarming, as somebody does it on a phone and by keyboard.
class AlarmOnThePageTest {
    @TempDir static Path folder;
    private static OpenBrowser chromium;
    private static HouseProcess house;

    @BeforeAll
    static void openBrowser() throws IOException {
        var config =
                Files.writeString(
                        folder.resolve("vigilar.toml"),
                        """
                        data = "data"
                        [panel]
                        exit_delay = 45
                        [[zone]]
                        name = "front-door"
                        kind = "entry"
                        devices = ["door"]
                        last_door = true
                        [[zone]]
                        name = "kitchen-window"
                        kind = "instant"
                        devices = ["window"]
                        """);
        house = HouseProcess.openHouse(folder, config);
        chromium = OpenBrowser.start();
        house.awaitReady();
    }

    @AfterAll
    static void closeBrowser() {
        chromium.close();
        house.close();
    }

    private static void press(Page page, String button) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button).setExact(true))
                .click();
    }

    private static void shows(Page page, String state) {
        assertThat(page.locator("#panel h2")).containsText(state);
    }

    @Test
    void armed_away_left_come_back_and_disarmed_and_a_window_is_an_alarm() {
        var narrow =
                new NewContextOptions().setViewportSize(360, 740).setColorScheme(ColorScheme.DARK);
        try (var context = chromium.browser().newContext(narrow);
                var device = Device.on(house.mqttPort().orElseThrow())) {
            device.says("vigilar/sensor/door/contact_closed", "{}");
            device.says("vigilar/sensor/window/contact_closed", "{}");
            var tab = Tab.open(context, house.http() + "/alarm");
            var page = tab.page();
            shows(page, "Disarmed");
            tab.showsNothingWider(360);
            tab.shot("alarm-disarmed-narrow");
            device.says("vigilar/sensor/window/contact_open", "{}");
            assertThat(page.locator("#ready")).containsText("kitchen-window (open)");
            press(page, "Away");
            assertThat(page.locator(".problem:visible")).containsText("Not ready: kitchen-window");
            tab.shot("alarm-refused-narrow");
            tab.showsNothingWider(360);
            device.says("vigilar/sensor/window/contact_closed", "{}");
            assertThat(page.locator("#ready")).containsText("each mode can be armed");
            press(page, "Away");
            shows(page, "Time to leave");
            assertThat(page.locator("#panel")).containsText("until the house is armed");
            assertThat(page.locator("#countdown")).containsText(" s");
            tab.shot("alarm-leaving-narrow");
            device.says("vigilar/sensor/door/contact_open", "{}");
            device.says("vigilar/sensor/door/contact_closed", "{}");
            shows(page, "Armed: away"); // the last door was closed
            device.says("vigilar/sensor/door/contact_open", "{}");
            shows(page, "Disarm now");
            assertThat(page.locator("#panel")).containsText("front-door opened, a way in");
            assertThat(page.locator("#panel")).containsText("until it is an alarm");
            press(page, "Disarm");
            shows(page, "Disarmed");
            assertThat(tab.complaints()).isEmpty();
        }
        alarmsOnAWideScreenByKeyboard();
        triesOtherZonesOnThatPast();
    }

    private void alarmsOnAWideScreenByKeyboard() {
        try (var context =
                        chromium.browser()
                                .newContext(new NewContextOptions().setViewportSize(1280, 900));
                var device = Device.on(house.mqttPort().orElseThrow())) {
            device.says("vigilar/sensor/door/contact_closed", "{}");
            var tab = Tab.open(context, house.http() + "/alarm");
            var page = tab.page();
            assertThat(page.locator("#ready")).containsText("each mode can be armed");
            page.getByRole(
                            AriaRole.BUTTON,
                            new Page.GetByRoleOptions().setName("Night").setExact(true))
                    .focus();
            page.keyboard().press("Enter");
            shows(page, "Armed: night");
            device.says("vigilar/sensor/window/contact_open", "{}");
            shows(page, "Alarm");
            assertThat(page.locator("#panel")).containsText("kitchen-window opened");
            assertThat(page.locator("#panel")).containsText("before phones are told");
            tab.shot("alarm-alarm-wide");
            page.getByRole(
                            AriaRole.BUTTON,
                            new Page.GetByRoleOptions().setName("Disarm").setExact(true))
                    .focus();
            page.keyboard().press("Enter");
            shows(page, "Disarmed");
            tab.shot("alarm-disarmed-wide");
            page.navigate(house.http() + "/");
            assertThat(tab.rowsOf("panel").first()).isVisible();
            tab.shot("alarm-timeline-wide");
            assertThat(tab.complaints()).isEmpty();
        }
    }

    private void triesOtherZonesOnThatPast() {
        var narrow =
                new NewContextOptions().setViewportSize(360, 740).setColorScheme(ColorScheme.DARK);
        try (var context = chromium.browser().newContext(narrow)) {
            var tab = Tab.open(context, house.http() + "/alarm");
            var page = tab.page();
            page.getByText("Try other zones on the past").click();
            var zones = page.getByLabel("Settings");
            assertThat(zones).hasValue(Pattern.compile("name = \"kitchen-window\""));
            var now = zones.inputValue();
            zones.fill(
                    now + "[[zone]]\nname = \"attic\"\nkind = \"sometimes\"\ndevices = [\"x\"]\n");
            press(page, "Look back");
            assertThat(page.getByRole(AriaRole.ALERT))
                    .containsText("expected entry, instant, interior or always");
            assertThat(zones).hasValue(Pattern.compile("sometimes"));
            tab.shot("alarm-try-wrong-narrow");
            zones.fill(now);
            press(page, "Look back");
            assertThat(page.locator("#result h2")).containsText("It would have alarmed once");
            assertThat(page.locator("#result [data-change=SAME]")).containsText("kitchen-window");
            tab.shot("alarm-try-same-narrow");
            zones.fill(now.replace("\"instant\"", "\"entry\""));
            press(page, "Look back");
            assertThat(page.locator("#result [data-change=GONE]")).containsText("no more");
            tab.showsNothingWider(360);
            tab.shot("alarm-try-other-narrow");
            assertThat(tab.complaints()).allMatch(it -> it.contains("422")); // the wrong one
        }
    }
}
