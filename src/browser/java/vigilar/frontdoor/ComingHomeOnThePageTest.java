package vigilar.frontdoor;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Going out and coming home with a phone in the hand: a screen that is touched, and a PIN.
class ComingHomeOnThePageTest {
    @TempDir Path folder;

    private static void taps(Page page, String button) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button).setExact(true))
                .tap();
    }

    private static void shows(Page page, String state) {
        assertThat(page.locator("#panel h2")).containsText(state);
    }

    private static void goesThroughTheDoor(WallKeypad sensor) {
        KeypadHouse.says(sensor, "door", "open");
        KeypadHouse.says(sensor, "door", "closed");
    }

    @Test
    void armed_away_left_come_back_and_disarmed_by_touching_the_keypad() throws IOException {
        var home =
                new KeypadHouse(
                        folder,
                        """
                        [panel]
                        exit_delay = 60
                        entry_delay = 60
                        [[zone]]
                        name = "front-door"
                        kind = "entry"
                        devices = ["door"]
                        last_door = true
                        """);
        var phone =
                new NewContextOptions()
                        .setViewportSize(390, 780)
                        .setHasTouch(true)
                        .setIsMobile(true);
        try (var house = home.start();
                var sensor = home.keypad(house);
                var chromium = OpenBrowser.start();
                var context = chromium.browser().newContext(phone)) {
            context.addCookies(List.of(new Cookie("vigilar", home.session()).setUrl(house.http())));
            KeypadHouse.says(sensor, "door", "closed");
            var tab = Tab.open(context, house.http() + "/alarm");
            var page = tab.page();
            assertThat(page.locator("#ready")).containsText("each mode can be armed");
            taps(page, "Away");
            shows(page, "Time to leave");
            goesThroughTheDoor(sensor);
            shows(page, "Armed: away");
            goesThroughTheDoor(sensor);
            shows(page, "Disarm now");
            taps(page, "7");
            taps(page, "Clear what was typed");
            KeypadHouse.PIN.chars().forEach(digit -> taps(page, Character.toString(digit)));
            taps(page, "Disarm");
            shows(page, "Disarmed");
            assertThat(home.sees(house, "/api/events?type=DISARMED")).contains("anna");
            assertThat(home.sees(house, "/api/events?type=ALARM")).contains("\"events\":[]");
            assertThat(tab.complaints()).isEmpty();
        }
    }
}
