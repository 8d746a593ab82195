package vigilar.frontdoor;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Whoever stands before the page while the siren sounds sees what they type, why it is not taken,
/// and where the keyboard is: by day and by night, on a phone and on the wall.
class AlarmInSightTest {
    private static final List<String> KEYS =
            List.of("1", "2", "3", "4", "5", "6", "7", "8", "9", "Clear", "0", "⌫");

    /// So many wrong ones lock the keypad.
    private static final int GUESSES = 10;

    @TempDir Path folder;

    private static void press(Page page, String button) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button).setExact(true))
                .click();
    }

    private static void shows(Page page, String state) {
        assertThat(page.locator("#panel h2")).containsText(state);
    }

    @ParameterizedTest
    @CsvSource({"360, 740, LIGHT", "360, 740, DARK", "1280, 900, LIGHT", "1280, 900, DARK"})
    void whoever_types_a_pin_while_it_alarms_sees_what_they_type_and_where_the_keyboard_is(
            int width, int height, ColorScheme colours) throws IOException {
        var home = new KeypadHouse(folder, 0, "");
        var screen = new NewContextOptions().setViewportSize(width, height).setColorScheme(colours);
        try (var house = home.start();
                var sensor = home.keypad(house);
                var chromium = OpenBrowser.start();
                var context = chromium.browser().newContext(screen)) {
            context.addCookies(List.of(new Cookie("vigilar", home.session()).setUrl(house.http())));
            KeypadHouse.says(sensor, "door", "closed");
            KeypadHouse.says(sensor, "window", "closed");
            var tab = Tab.open(context, house.http() + "/alarm");
            var page = tab.page();
            var size = width + "-" + colours;
            assertThat(page.locator("#ready")).containsText("each mode can be armed");
            assertThat(Sight.of(page).tabsThrough()).contains("Home", "Night", "Away");
            page.locator(".modes button").first().focus();
            tab.shot("insight-disarmed-" + size);
            press(page, "Night");
            shows(page, "Armed: night");
            KeypadHouse.says(sensor, "window", "open");
            shows(page, "Alarm");
            page.locator("#keypad input").fill("12");
            Sight.of(page).canRead("#panel");
            tab.showsNothingWider(width);
            tab.shot("insight-alarm-field-" + size);
            assertThat(Sight.of(page).tabsThrough())
                    .containsSubsequence("pin", "1", "⌫", "Disarm")
                    .containsAll(KEYS);
            page.locator("#keypad .main").focus();
            tab.shot("insight-alarm-button-" + size);
            guesses(page);
            Sight.of(page).canRead("#panel");
            Sight.of(page).canRead("main");
            tab.shot("insight-locked-" + size);
            assertThat(tab.complaints()).isEmpty();
        }
    }

    private static void guesses(Page page) {
        for (int each = 0; each < GUESSES; each++) {
            page.locator("#keypad input").fill(KeypadHouse.NOBODYS);
            press(page, "Disarm");
            assertThat(page.locator(".problem:visible").first()).containsText("PIN");
        }
        assertThat(page.locator(".problem:visible")).hasCount(1); // a second one would grow old
        assertThat(page.locator("#panel .problem")).containsText("None is looked at");
    }

    @ParameterizedTest
    @CsvSource({"LIGHT", "DARK"})
    void thumbs_disarm_while_it_alarms(ColorScheme colours) throws IOException {
        var home = new KeypadHouse(folder, 0, "");
        var phone =
                new NewContextOptions()
                        .setViewportSize(360, 740)
                        .setColorScheme(colours)
                        .setHasTouch(true)
                        .setIsMobile(true);
        try (var house = home.start();
                var sensor = home.keypad(house);
                var chromium = OpenBrowser.start();
                var context = chromium.browser().newContext(phone)) {
            context.addCookies(List.of(new Cookie("vigilar", home.session()).setUrl(house.http())));
            KeypadHouse.says(sensor, "window", "closed");
            home.posts(house, "/alarm/arm", java.util.Map.of("mode", "NIGHT"));
            sensor.awaitState("ARMED_NIGHT");
            KeypadHouse.says(sensor, "window", "open");
            sensor.awaitState("TRIGGERED");
            var tab = Tab.open(context, house.http() + "/alarm");
            var page = tab.page();
            shows(page, "Alarm");
            page.getByLabel("Clear what was typed").tap();
            KeypadHouse.PIN
                    .chars()
                    .forEach(digit -> page.locator("[data-key='" + (char) digit + "']").tap());
            assertThat(page.locator("#keypad input")).hasValue(KeypadHouse.PIN);
            page.locator("#keypad .main").tap();
            shows(page, "Disarmed");
            assertThat(page.locator("#keypad")).hasCount(0);
            assertThat(tab.complaints()).isEmpty();
        }
    }
}
