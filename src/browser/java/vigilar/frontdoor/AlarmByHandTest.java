package vigilar.frontdoor;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The buttons that one needs seldom, and then in a hurry, pressed in a browser: in spite of a
/// window, without it, and from afar.
class AlarmByHandTest {
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
                        exit_delay = 120
                        """
                                + PanelHouse.DOOR_AND_WINDOW);
        house = HouseProcess.openHouse(folder, config);
        chromium = OpenBrowser.start();
        house.awaitReady();
    }

    @AfterAll
    static void closeBrowser() {
        chromium.close();
        house.close();
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static void shows(Page page, String state) {
        assertThat(page.locator("#panel h2")).containsText(state);
    }

    @Test
    void an_open_window_is_insisted_on_or_left_out_and_everybody_is_out_already() {
        try (var context =
                        chromium.browser()
                                .newContext(new NewContextOptions().setViewportSize(360, 740));
                var device = Device.on(house.mqttPort().orElseThrow())) {
            device.says("vigilar/sensor/door/contact_closed", "{}");
            device.says("vigilar/sensor/window/contact_open", "{}");
            var tab = Tab.open(context, house.http() + "/alarm");
            var page = tab.page();
            assertThat(page.locator("#ready")).containsText("window (open)");
            insists(page);
            leavesItOut(page);
            isOutAlready(page);
            Sight.of(page).canRead("main");
            assertThat(tab.complaints()).isEmpty();
        }
    }

    private static void insists(Page page) {
        button(page, "Night").click();
        assertThat(page.locator(".problem:visible")).containsText("Not ready: window (open)");
        Sight.of(page).canRead("main");
        var order = Sight.of(page).tabsThrough();
        assertThat(order.getFirst()).contains("in spite of");
        page.locator(".override button").click();
        shows(page, "Armed: night");
        assertThat(page.locator("[data-zone=window]")).containsText("left out: was not ready");
        button(page, "Disarm").click();
        shows(page, "Disarmed");
    }

    private static void leavesItOut(Page page) {
        button(page, "Leave window out of one arming").click();
        assertThat(page.locator("[data-zone=window]")).containsText("left out");
        assertThat(page.locator("#ready")).not().containsText("window (open)");
        button(page, "Take window in again").click();
        assertThat(page.locator("[data-zone=window]")).not().containsText("left out");
        assertThat(page.locator("#ready")).containsText("window (open)");
        button(page, "Leave window out of one arming").click();
        button(page, "Away").click();
        shows(page, "Time to leave");
    }

    private static void isOutAlready(Page page) {
        page.locator("form[action='/alarm/left'] button").click();
        assertThat(page.locator("#panel")).containsText("Everybody counts as out");
        button(page, "Disarm").click();
        shows(page, "Disarmed");
    }
}
