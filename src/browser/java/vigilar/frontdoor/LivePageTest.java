package vigilar.frontdoor;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.LocatorAssertions.HasAttributeOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The page in a real browser, fed by devices that share no code with us.
class LivePageTest {
    private static final double WITHIN_A_SECOND = 1000;
    private static final double AFTER_A_RESTART = 45_000;

    private static Playwright playwright;
    private static Browser browser;

    @TempDir Path folder;
    private HouseProcess house;
    private BrowserContext context;
    private Page page;
    private final List<String> complaints = new ArrayList<>();

    @BeforeAll
    static void openBrowser() {
        playwright = Playwright.create();
        browser =
                playwright
                        .chromium()
                        .launch(
                                new BrowserType.LaunchOptions()
                                        .setExecutablePath(Path.of("/usr/bin/chromium"))
                                        .setArgs(
                                                List.of(
                                                        "--no-sandbox",
                                                        "--disable-gpu",
                                                        "--disable-background-networking",
                                                        "--disable-component-update",
                                                        "--disable-sync")));
    }

    @AfterAll
    static void closeBrowser() {
        browser.close();
        playwright.close();
    }

    @BeforeEach
    void visit() {
        house = HouseProcess.wholeHouse(folder, folder.resolve("data"));
        context = browser.newContext();
        page = newPage();
        page.navigate(house.http() + "/");
    }

    private Page newPage() {
        var fresh = context.newPage();
        fresh.onPageError(complaints::add);
        fresh.onConsoleMessage(
                message -> {
                    if (message.text().contains("Content Security Policy")) {
                        complaints.add(message.text());
                    }
                });
        return fresh;
    }

    @AfterEach
    void leave() {
        context.close();
        house.close();
    }

    private int port() {
        return house.mqttPort().orElseThrow();
    }

    private Locator rowsOf(String source) {
        return page.locator("#feed [data-source='" + source + "']");
    }

    private void awaitState(String state, double millis) {
        assertThat(page.locator("#truth"))
                .hasAttribute("data-state", state, new HasAttributeOptions().setTimeout(millis));
    }

    @Test
    void an_event_appears_in_the_open_page_within_a_second_without_reload() {
        awaitState("live", 5000);
        page.evaluate("window.stillTheSamePage = true");
        Device.mosquittoPub(port(), "vigilar/sensor/front-door/contact_open", "{}");
        assertThat(page.getByText("Front door opened").first())
                .isVisible(new IsVisibleOptions().setTimeout(WITHIN_A_SECOND));
        assertThat(page.evaluate("window.stillTheSamePage")).isEqualTo(true);
        assertThat(complaints).isEmpty();
    }

    @Test
    void the_page_is_useful_without_javascript() {
        Device.mosquittoPub(port(), "vigilar/sensor/front-door/contact_open", "{}");
        Await.until(
                "stored",
                Duration.ofSeconds(5),
                () -> house.get("/api/events").contains("CONTACT_OPEN"));
        try (var plain =
                browser.newContext(new Browser.NewContextOptions().setJavaScriptEnabled(false))) {
            var quiet = plain.newPage();
            quiet.navigate(house.http() + "/");
            assertThat(quiet.getByText("Front door opened").first()).isVisible();
        }
    }

    @Test
    void when_the_house_is_killed_the_page_says_so_and_afterwards_has_every_event_once() {
        awaitState("live", 5000);
        var http = house.http().replaceAll(".*//", "");
        Device.mosquittoPub(port(), "vigilar/sensor/front-door/contact_open", "{}");
        assertThat(page.getByText("Front door opened").first()).isVisible();
        house.kill();
        awaitState("offline", AFTER_A_RESTART);
        house =
                HouseProcess.start(
                        folder,
                        "run",
                        "--open",
                        "--data",
                        folder.resolve("data").toString(),
                        "--http",
                        http,
                        "--mqtt",
                        "127.0.0.1:0");
        house.awaitReady();
        Device.mosquittoPub(port(), "vigilar/sensor/back-door/contact_open", "{}");
        assertThat(page.getByText("Back door opened").first())
                .isVisible(new IsVisibleOptions().setTimeout(AFTER_A_RESTART));
        awaitState("live", AFTER_A_RESTART);
        assertThat(rowsOf("front-door")).hasCount(1);
        assertThat(rowsOf("back-door")).hasCount(1);
    }

    @Test
    void what_a_device_says_can_never_become_part_of_the_page() {
        awaitState("live", 5000);
        Device.mosquittoPub(
                port(),
                "vigilar/camera/yard/error",
                "{\"message\":\"<img src=x"
                        + " onerror=window.broken=1><script>window.broken=1</script>\"}");
        assertThat(rowsOf("yard").first()).isVisible();
        rowsOf("yard").first().click();
        assertThat(page.locator("#sheet")).isVisible();
        assertThat(page.evaluate("window.broken === undefined")).isEqualTo(true);
        assertThat(complaints).isEmpty();
    }

    @Test
    void all_tabs_of_one_browser_share_one_stream() {
        awaitState("live", 5000);
        var second = newPage();
        second.navigate(house.http() + "/");
        assertThat(second.locator("#truth")).hasAttribute("data-state", "live");
        Device.mosquittoPub(port(), "vigilar/sensor/hall/motion", "{}");
        assertThat(second.locator("#feed [data-source='hall']").first()).isVisible();
        assertThat(rowsOf("hall").first()).isVisible();
        assertThat(house.get("/metrics")).containsPattern("(?m)^vigilar_viewers(\\{.*})? 1\\.0$");
    }

    @Test
    void a_critical_event_changes_title_and_is_announced() {
        awaitState("live", 5000);
        var before = page.title();
        Device.mosquittoPub(port(), "vigilar/sensor/kitchen/smoke", "{}");
        assertThat(rowsOf("kitchen").first()).isVisible();
        Await.until("title", Duration.ofSeconds(5), () -> !page.title().equals(before));
        assertThat(page.locator("[aria-live=assertive]")).containsText("kitchen");
    }
}
