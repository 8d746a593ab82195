package vigilar.frontdoor;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import vigilar.PlantedSecrets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/// PINs as a household uses them: given by an owner, typed with thumbs and by keyboard, wrong, too
/// often wrong, and under threat.
class PinsOnThePageTest {
    private static final String PASSWORD = PlantedSecrets.plant("the keys are under the mat");
    private static final String PIN = PlantedSecrets.plant("4829150");
    private static final String THREAT = PlantedSecrets.plant("4829159");
    private static final String NOBODYS = PlantedSecrets.plant("6666123");

    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({"360, 740, DARK", "1280, 900, LIGHT"})
    void a_pin_disarms_a_wrong_one_does_not_and_under_threat_only_the_owner_learns_of_it(
            int width, int height, ColorScheme colours) throws IOException {
        var config =
                Files.writeString(
                        folder.resolve("vigilar.toml"),
                        """
                        data = "data"
                        http = "127.0.0.1:0"
                        mqtt = "127.0.0.1:0"
                        [panel]
                        exit_delay = 0
                        """);
        try (var house = HouseProcess.start(folder, "run", "--config", config.toString());
                var chromium = OpenBrowser.start()) {
            house.awaitReady();
            var context =
                    chromium.browser()
                            .newContext(
                                    new NewContextOptions()
                                            .setViewportSize(width, height)
                                            .setColorScheme(colours));
            var tab = Tab.open(context, house.http() + "/");
            tab.becomeTheOwner(house, PASSWORD);
            givesBenAPin(tab, house, width);
            disarmsWithThumbs(tab, house, width);
            isMadeToDisarm(tab, house, width);
            guesses(tab, house);
            assertThat(tab.complaints().stream().filter(Predicate.not(PinsOnThePageTest::isUsual)))
                    .isEmpty();
        }
    }

    /// Chromium says so itself of each page with this status.
    private static boolean isUsual(String complaint) {
        return complaint.contains("status of 422") || complaint.contains("status of 429");
    }

    private static void press(Page page, String button) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button).setExact(true))
                .click();
    }

    private static void shows(Page page, String state) {
        assertThat(page.locator("#panel h2")).containsText(state);
    }

    private static void givesBenAPin(Tab tab, HouseProcess house, int width) {
        var page = tab.page();
        page.navigate(house.http() + "/alarm");
        page.getByText("PINs", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(page.locator("main")).containsText("Nobody yet");
        page.getByLabel("Name").fill("Ben");
        page.locator("input[name=pin]").fill(PIN);
        page.getByText("A PIN for use under threat").click();
        page.locator("input[name=duress]").fill(THREAT);
        page.getByText("Not everything, not always").click();
        tab.showsNothingWider(width);
        Tab.shot(page, "pins-form-" + width);
        press(page, "Give it");
        assertThat(page.locator("#pins")).containsText("ben");
        assertThat(page.locator("#pins"))
                .containsText("everything, always, with a PIN for use under threat");
        Tab.shot(page, "pins-" + width);
    }

    private static void arms(Tab tab, HouseProcess house) {
        tab.page().navigate(house.http() + "/alarm");
        press(tab.page(), "Away");
        shows(tab.page(), "Armed: away");
    }

    private static void disarmsWithThumbs(Tab tab, HouseProcess house, int width) {
        arms(tab, house);
        var page = tab.page();
        tab.showsNothingWider(width);
        Tab.shot(page, "keypad-" + width);
        onlyAPinOpensIt(page);
        press(page, "7");
        press(page, "Take the last digit back");
        PIN.chars().forEach(digit -> press(page, Character.toString(digit)));
        press(page, "Disarm");
        shows(page, "Disarmed");
    }

    /// Neither another mode, nor another time to leave, nor a zone left out.
    private static void onlyAPinOpensIt(Page page) {
        assertThat(page.locator(".modes")).hasCount(0);
        for (var parts :
                List.of(
                        List.of("arm", "mode=HOME"),
                        List.of("arm", "mode=AWAY"),
                        List.of("zone", "zone=hall&out=yes"))) {
            var status =
                    page.evaluate(
                            "([path, form]) => fetch('/alarm/' + path, {method: 'POST', body: new"
                                    + " URLSearchParams(form)}).then(it => it.status)",
                            parts);
            assertThat(status).as("%s", parts).isEqualTo(422);
        }
        shows(page, "Armed: away");
    }

    private static void isMadeToDisarm(Tab tab, HouseProcess house, int width) {
        arms(tab, house);
        var page = tab.page();
        page.locator("#keypad input").fill(THREAT);
        page.keyboard().press("Enter");
        shows(page, "Disarmed");
        assertThat(page.locator("body")).not().containsText("threat");
        page.navigate(house.http() + "/");
        assertThat(tab.rowsOf("panel").first()).isVisible();
        assertThat(page.locator("body")).not().containsText("threat");
        page.navigate(house.http() + "/alarm/pins");
        assertThat(page.locator("#silent")).containsText("ben");
        Tab.shot(page, "silent-" + width);
        press(page, "I know of it");
        assertThat(page.locator("#silent em")).hasCount(0);
    }

    private static void guesses(Tab tab, HouseProcess house) {
        arms(tab, house);
        var page = tab.page();
        for (int each = 1; each < 10; each++) {
            page.locator("#keypad input").fill(NOBODYS);
            press(page, "Disarm");
            assertThat(page.locator(".problem:visible").first())
                    .containsText("That PIN is not right.");
        }
        page.locator("#keypad input").fill(NOBODYS);
        press(page, "Disarm");
        assertThat(page.locator(".problem:visible").first()).containsText("Too many wrong PINs");
        page.locator("#keypad input").fill(PIN);
        press(page, "Disarm");
        assertThat(page.locator(".problem:visible").first()).containsText("Too many wrong PINs");
        shows(page, "Armed: away");
    }
}
