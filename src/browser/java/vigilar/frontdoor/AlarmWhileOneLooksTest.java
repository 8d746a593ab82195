package vigilar.frontdoor;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// The page Alarm changes while somebody looks at it, types into it, listens to it, or has it in a
/// pocket.
class AlarmWhileOneLooksTest {
    /// The page looks once a second; the browser is told that a minute is over.
    private static final String A_MINUTE_LATER =
            "(() => { const real = Date.now; Date.now = () => real() + 60_000; })()";

    @TempDir Path folder;
    private KeypadHouse home;
    private HouseProcess house;
    private WallKeypad sensor;
    private OpenBrowser chromium;
    private BrowserContext context;

    @BeforeEach
    void open() throws IOException {
        home =
                new KeypadHouse(
                        folder,
                        0,
                        """
                        [[zone]]
                        name = "yard"
                        kind = "instant"
                        devices = ["yard"]
                        """);
        house = home.start();
        sensor = home.keypad(house);
        chromium = OpenBrowser.start();
        context = chromium.browser().newContext();
        context.addCookies(List.of(new Cookie("vigilar", home.session()).setUrl(house.http())));
        for (var zone : List.of("door", "window", "yard")) {
            KeypadHouse.says(sensor, zone, "closed");
        }
    }

    @AfterEach
    void leave() {
        context.close();
        chromium.close();
        sensor.close();
        house.close();
    }

    private Tab armedForTheNight() {
        home.posts(house, "/alarm/arm", Map.of("mode", "NIGHT"));
        sensor.awaitState("ARMED_NIGHT");
        var tab = Tab.open(context, house.http() + "/alarm");
        shows(tab.page(), "Armed: night");
        return tab;
    }

    private static void shows(Page page, String state) {
        assertThat(page.locator("#panel h2")).containsText(state);
    }

    @Test
    void the_words_around_the_keypad_are_new_while_the_cursor_is_in_it() {
        var tab = armedForTheNight();
        var page = tab.page();
        page.locator("#keypad input").fill("12");
        page.locator("#keypad input").focus();
        KeypadHouse.says(sensor, "window", "open");
        shows(page, "Alarm");
        KeypadHouse.says(sensor, "yard", "open");
        assertThat(page.locator("#panel")).containsText("yard opened");
        for (int guess = 0; guess < 10; guess++) { // somebody else's, on another screen
            home.posts(house, "/alarm/disarm", Map.of("pin", KeypadHouse.NOBODYS));
        }
        assertThat(page.locator("#panel .problem")).containsText("None is looked at");
        page.keyboard().type("34");
        assertThat(page.locator("#keypad input")).hasValue("1234");
        assertThat(page.locator("#keypad input")).isFocused();
        var seconds = page.locator("#lock").textContent();
        page.evaluate("window.before = document.getElementById('lock')");
        assertThat(page.locator("#lock")).not().hasText(seconds); // and nobody is read each of them
        assertThat(page.evaluate("window.before === document.getElementById('lock')"))
                .isEqualTo(true);
        assertThat(page.locator("#keypad input")).hasValue("1234");
        assertThat(tab.complaints()).isEmpty();
    }

    @Test
    void who_listens_to_the_page_hears_the_alarm_at_once_and_from_a_place_that_was_there_before() {
        var tab = armedForTheNight();
        var page = tab.page();
        page.evaluate("window.before = document.getElementById('panel')");
        assertThat(page.locator("#cry")).hasText("");
        assertThat(page.locator("#cry")).hasAttribute("role", "alert");
        KeypadHouse.says(sensor, "window", "open");
        assertThat(page.locator("#cry")).hasText("Alarm: window opened.");
        KeypadHouse.says(sensor, "yard", "open");
        assertThat(page.locator("#cry")).containsText("yard opened");
        assertThat(page.evaluate("window.before === document.getElementById('panel')"))
                .isEqualTo(true);
        assertThat(page.locator("#panel")).hasAttribute("data-state", "TRIGGERED");
        home.posts(house, "/alarm/disarm", Map.of("pin", KeypadHouse.PIN));
        shows(page, "Disarmed");
        assertThat(page.locator("#cry")).hasText("");
        assertThat(page.locator("#keypad")).hasCount(0);
        assertThat(tab.complaints()).isEmpty();
    }

    @Test
    void a_phone_that_wakes_does_not_show_how_the_house_stood_before_it_slept() {
        var tab = armedForTheNight();
        var page = tab.page();
        page.evaluate(
                "Object.defineProperty(document, 'hidden', {configurable: true, get: () => true})");
        home.posts(house, "/alarm/disarm", Map.of("pin", KeypadHouse.PIN));
        sensor.awaitState("DISARMED");
        page.evaluate(A_MINUTE_LATER);
        shows(page, "Armed: night"); // nobody looks
        page.route("**/alarm", _ -> {}); // the way home takes its time
        page.evaluate(
                "delete document.hidden; document.dispatchEvent(new Event('visibilitychange',"
                        + " {bubbles: true}))");
        assertThat(page.locator("#panel h2")).hasText("Looking… (was: Armed: night)");
        assertThat(page.locator("#late")).isVisible();
        page.unroute("**/alarm");
        shows(page, "Disarmed");
        assertThat(page.locator("#late")).isHidden();
        assertThat(page.locator("#panel")).not().hasAttribute("aria-busy", "true");
        assertThat(tab.complaints()).isEmpty();
    }
}
