package vigilar.frontdoor;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/// The page in a real browser, fed by devices that share no code with us. One house for all
/// stories, each with devices of its own.
class LivePageTest {
    private static final double WITHIN_A_SECOND = 1000;
    private static final Duration SOON = Duration.ofSeconds(15);

    /// A browser that is gone is noticed with the next keepalives, 15 s apart.
    private static final Duration TWO_KEEPALIVES = Duration.ofSeconds(35);

    @TempDir static Path folder;
    private static OpenBrowser chromium;
    private static HouseProcess house;

    private BrowserContext context;
    private Tab tab;

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

    @BeforeEach
    void visit() {
        context = chromium.browser().newContext();
        tab = Tab.open(context, house.http() + "/");
    }

    @AfterEach
    void leave() {
        context.close();
    }

    private static void says(String topic, String payload) {
        Device.mosquittoPub(house.mqttPort().orElseThrow(), topic, payload);
    }

    private static boolean hasViewers(int count) {
        return house.get("/metrics")
                .lines()
                .anyMatch(line -> line.matches("vigilar_viewers(\\{.*})? " + count + "\\.0"));
    }

    @Test
    void an_event_appears_in_the_open_page_within_a_second_without_reload() {
        tab.isLive();
        tab.page().evaluate("window.stillTheSamePage = true");
        says("vigilar/sensor/front-door/contact_open", "{}");
        assertThat(tab.page().getByText("Front door opened").first())
                .isVisible(new IsVisibleOptions().setTimeout(WITHIN_A_SECOND));
        assertThat(tab.page().evaluate("window.stillTheSamePage")).isEqualTo(true);
        assertThat(tab.complaints()).isEmpty();
    }

    @Test
    void without_javascript_the_page_shows_the_list_and_leads_to_each_event() {
        says("vigilar/sensor/side-door/contact_open", "{}");
        Await.until("stored", SOON, () -> house.get("/api/events").contains("side-door"));
        try (var plain =
                chromium.browser()
                        .newContext(new Browser.NewContextOptions().setJavaScriptEnabled(false))) {
            var quiet = Tab.open(plain, house.http() + "/").page();
            assertThat(quiet.getByText("Side door opened").first()).isVisible();
            assertThat(quiet.locator("#truth")).containsText("as of");
            quiet.locator("#feed").getByText("Side door opened").click();
            assertThat(quiet.locator("#detail h2")).hasText("Side door opened");
        }
    }

    @Test
    void what_a_device_says_can_never_become_part_of_the_page() {
        tab.isLive();
        says(
                "vigilar/camera/attic/error",
                "{\"message\":\"<img src=x"
                        + " onerror=window.broken=1><script>window.broken=1</script>\"}");
        tab.rowsOf("attic").first().click();
        assertThat(tab.page().locator("#sheet h2")).containsText("<img");
        assertThat(tab.page().evaluate("window.broken === undefined")).isEqualTo(true);
        assertThat(tab.complaints()).isEmpty();
    }

    @Test
    void all_tabs_of_one_browser_share_one_stream() {
        tab.isLive();
        var second = Tab.open(context, house.http() + "/");
        second.isLive();
        says("vigilar/sensor/hall/motion", "{}");
        second.showsRowsOf("hall", 1, Tab.SOON);
        tab.showsRowsOf("hall", 1, Tab.SOON);
        Await.until("one viewer", TWO_KEEPALIVES, () -> hasViewers(1));
        tab.page().close();
        says("vigilar/sensor/loft/motion", "{}");
        second.showsRowsOf("loft", 1, Tab.SOON);
    }

    @Test
    void without_a_shared_worker_the_page_is_live_all_the_same() {
        tab.page().close();
        context.addInitScript("delete window.SharedWorker");
        tab = Tab.open(context, house.http() + "/");
        tab.isLive();
        says("vigilar/sensor/porch/motion", "{}");
        tab.showsRowsOf("porch", 1, Tab.SOON);
        assertThat(tab.complaints()).isEmpty();
    }

    @Test
    void when_the_shared_worker_falls_silent_the_tab_takes_a_stream_of_its_own() {
        tab.page().close();
        context.addInitScript(
                "window.SharedWorker = class { constructor() { this.port = new"
                        + " MessageChannel().port1; } }");
        tab = Tab.open(context, house.http() + "/");
        tab.says("live", 3 * Tab.SOON);
        says("vigilar/sensor/garage/motion", "{}");
        tab.showsRowsOf("garage", 1, Tab.SOON);
    }

    @Test
    void a_critical_event_changes_the_title_and_is_announced() {
        tab.isLive();
        says("vigilar/sensor/kitchen/smoke", "{}");
        tab.showsRowsOf("kitchen", 1, Tab.SOON);
        Await.until("title", SOON, () -> tab.page().title().startsWith("CRITICAL: Alarm: kitchen"));
        assertThat(tab.page().locator("[aria-live=assertive]")).containsText("kitchen");
        says("vigilar/sensor/kitchen/smoke", "{\"value\": false}");
        house.post("/alarm/disarm", Map.of());
        Await.until("over", SOON, () -> !tab.page().title().contains("kitchen"));
    }
}
