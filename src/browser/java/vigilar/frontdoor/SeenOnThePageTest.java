package vigilar.frontdoor;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.regex.Pattern;

/// What has not been looked at yet stands out, and stops doing so in every browser.
class SeenOnThePageTest {
    private static final Pattern UNSEEN = Pattern.compile(".*\\bunseen\\b.*");

    @TempDir static Path folder;
    private static OpenBrowser chromium;
    private static HouseProcess house;

    @BeforeAll
    static void openBrowser() {
        house = HouseProcess.wholeHouse(folder, folder.resolve("data"));
        chromium = OpenBrowser.start();
        house.awaitReady();
    }

    @AfterAll
    static void closeBrowser() {
        chromium.close();
        house.close();
    }

    @Test
    void a_warning_is_unseen_until_somebody_opens_it_or_marks_all() {
        var narrow = new NewContextOptions().setViewportSize(360, 740);
        try (var context = chromium.browser().newContext(narrow);
                var device = Device.on(house.mqttPort().orElseThrow())) {
            var tab = Tab.open(context, house.http() + "/");
            tab.isLive();
            var page = tab.page();
            assertThat(page.locator("#unseen-count")).isHidden();
            for (var camera : new String[] {"yard", "porch", "drive"}) {
                device.says("vigilar/camera/" + camera + "/error", "{\"message\":\"no picture\"}");
            }
            device.says("vigilar/sensor/hall/motion", "{}");
            assertThat(page.locator("#unseen-count")).hasText("3");
            assertThat(tab.rowsOf("yard").first()).hasClass(UNSEEN);
            assertThat(tab.rowsOf("hall").first())
                    .not()
                    .hasClass(UNSEEN); // a cat needs nobody's eyes
            tab.showsNothingWider(360);
            Tab.shot(page, "unseen");
            tab.rowsOf("yard").first().click();
            assertThat(page.locator("#unseen-count")).hasText("2");
            page.keyboard().press("Escape");
            assertThat(tab.rowsOf("yard").first()).not().hasClass(UNSEEN);
            page.locator(".chip[data-param=unseen]").click();
            tab.showsRowsOf("yard", 0, Tab.SOON);
            tab.showsRowsOf("porch", 1, Tab.SOON);
            tab.rowsOf("porch").first().focus();
            page.keyboard().press("a");
            assertThat(page.locator("#unseen-count")).hasText("1");
            page.getByText("Mark all as seen").click();
            assertThat(page.locator("#unseen-count")).isHidden();
            page.reload();
            assertThat(page.locator("#nothing")).isVisible();
            assertThat(tab.complaints()).isEmpty();
        }
    }
}
