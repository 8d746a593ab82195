package vigilar.frontdoor;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A rule as somebody writes it on a phone, and what the pages show once the house has done it.
class RulesOnThePageTest {
    private static final String RULE =
            """
            [[rule]]
            name = "garden"
            when.type = "PERSON_DETECTED"
            [[rule.then]]
            siren = "siren/set"
            on = "ON"
            off = "OFF"
            [[rule.then]]
            alert = "everyone"
            urgency = "critical"
            title = "Somebody is there"
            """;

    /// Each condition and each action that there is.
    private static final String ALL_KINDS =
            """
            [[rule]]
            name = "one"
            when = { type = "PERSON_DETECTED", area = "garden", time = "22:00-06:00", days = ["fri", "sat"] }
            then = [{ alert = "owners", urgency = "low", title = "There" }, { record = ["yard", "gate"], seconds = 90 }]
            [[rule]]
            name = "two"
            then = [{ publish = "light/hall", payload = "ON", retain = true }, { record = "it" }]
            [rule.when]
            times = 3
            within = 60
            any = [{ source = "bell" }, { all = [{ severity = "warning" }, { not = { arm_state = "disarmed" } }] }]
            [[rule]]
            name = "three"
            when = { presence = "nobody", not = { at_home = "ann" } }
            then = [{ arm = "night" }, { siren = "siren/set", on = "ON", off = "OFF", seconds = 60 }]
            """;

    @TempDir Path folder;

    private static void press(Page page, String button) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button).setExact(true))
                .click();
    }

    @Test
    void a_rule_is_written_put_right_kept_and_done_and_its_siren_is_silenced() throws IOException {
        var config = Files.writeString(folder.resolve("vigilar.toml"), "data = \"data\"\n");
        try (var house = HouseProcess.openHouse(folder, config);
                var chromium = OpenBrowser.start();
                var context =
                        chromium.browser()
                                .newContext(new NewContextOptions().setViewportSize(360, 740))) {
            house.awaitReady();
            var tab = Tab.open(context, house.http() + "/alarm/rules");
            var page = tab.page();
            var field = page.getByLabel("Rules");
            field.fill(RULE.replace("critical", "urgent"));
            press(page, "Keep these rules");
            assertThat(page.locator("#wrong")).containsText("line 10, column 1");
            assertThat(page.locator("#run")).containsText("None yet.");
            assertThat(field).hasValue(RULE.replace("critical", "urgent"));
            field.fill(RULE);
            press(page, "Keep these rules");
            assertThat(page.locator("#run"))
                    .containsText("the siren at siren/set sounds for 5 min");
            page.navigate(house.http() + "/alarm");
            assertThat(page.locator("#sirens")).isHidden();
            try (var device = Device.on(house.mqttPort().orElseThrow())) {
                device.says(
                        "vigilar/camera/garden/motion/start",
                        "{\"detection\":{\"label\":\"person\",\"confidence\":0.9}}");
            }
            assertThat(page.locator("#sirens")).containsText("siren/set"); // nobody loaded it again
            press(page, "Silence it");
            assertThat(page.locator("#sirens")).isHidden();
            page.navigate(house.http() + "/");
            assertThat(page.locator("#rows, main").first())
                    .containsText("Rule garden: Somebody is there");
            assertThat(page.locator("#house-text")).not().containsText("Rule garden");
            page.navigate(house.http() + "/alarm/rules");
            press(page, "Try on the past");
            assertThat(page.locator("#result")).containsText("Set off once");
        }
    }

    @Test
    void the_page_says_each_condition_and_each_action_in_plain_words() throws IOException {
        var config = Files.writeString(folder.resolve("vigilar.toml"), "data = \"data\"\n");
        try (var house = HouseProcess.openHouse(folder, config);
                var chromium = OpenBrowser.start();
                var context = chromium.browser().newContext()) {
            house.awaitReady();
            var page = Tab.open(context, house.http() + "/alarm/rules").page();
            page.getByLabel("Rules").fill(ALL_KINDS);
            press(page, "Keep these rules");
            for (var words :
                    new String[] {
                        "PERSON_DETECTED, in garden, from 22:00 to 06:00 on Fri, Sat",
                        "the owners are told; gate and yard record for 90 s",
                        "3 times within 60 s: (from bell or (at least WARNING, not while"
                                + " disarmed))",
                        "light/hall is said; the camera that saw it records for 30 s",
                        "while nobody is at home, not while ann is at home",
                        "the house is armed night; the siren at siren/set sounds for 60 s"
                    }) {
                assertThat(page.locator("#run")).containsText(words);
            }
            assertThat(page.locator("#wrong")).hasCount(0);
        }
    }
}
