package vigilar.frontdoor;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Route;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.regex.Pattern;

/// A house with a history: 1,000 events of doors that were opened and closed.
class ManyEventsTest {
    private static final int MANY = 1_000;
    private static final Duration STORED = Duration.ofSeconds(60);

    @TempDir static Path folder;
    private static HouseProcess house;
    private static OpenBrowser chromium;

    private BrowserContext context;

    @BeforeAll
    static void liveForAWhile() {
        house = HouseProcess.wholeHouse(folder, folder.resolve("data"));
        chromium = OpenBrowser.start();
        try (var device = Device.on(house.mqttPort().orElseThrow())) {
            for (int i = 0; i < MANY; i++) {
                var what = i / 10 % 2 == 0 ? "open" : "closed";
                device.says("vigilar/sensor/door-" + i % 10 + "/contact_" + what, "{}");
            }
        }
        Await.until(
                "stored",
                STORED,
                () -> house.get("/api/events?limit=1").contains("\"id\":" + (MANY + 1)));
    }

    @AfterAll
    static void leaveTheHouse() {
        chromium.close();
        house.close();
    }

    @BeforeEach
    void openBrowser() {
        context =
                chromium.browser()
                        .newContext(new Browser.NewContextOptions().setViewportSize(360, 740));
    }

    @AfterEach
    void leave() {
        context.close();
    }

    private Tab visit(String path) {
        var tab = Tab.open(context, house.http() + path);
        tab.isLive();
        return tab;
    }

    @Test
    void a_thousand_events_on_a_phone_never_scroll_sideways_and_few_rows_are_drawn() {
        var tab = visit("/");
        for (int i = 0; i < 40; i++) {
            tab.page().evaluate("scrollTo(0, document.body.scrollHeight)");
            if (tab.page().locator("#more").innerText().startsWith("That is everything")) {
                break;
            }
            tab.page().waitForTimeout(100);
        }
        assertThat(tab.page().locator("#more")).containsText("That is everything");
        tab.page().evaluate("scrollTo(0, document.body.scrollHeight)");
        assertThat(tab.page().evaluate("document.documentElement.scrollWidth - innerWidth"))
                .isEqualTo(0);
        assertThat(tab.page().locator("#feed .row").count()).isBetween(1, 100);
        assertThat(tab.page().locator("#feed .row").last()).containsText("Vigilar started");
    }

    @Test
    void on_a_phone_a_search_takes_no_more_room_than_no_search() {
        var before = roomOfFilters("/");
        assertThat(roomOfFilters("/?q=door")).isEqualTo(before);
    }

    private int roomOfFilters(String path) {
        return (int) visit(path).page().evaluate("document.getElementById('filters').offsetHeight");
    }

    @Test
    void filters_stand_in_the_address_and_survive_a_reload() {
        var tab = visit("/");
        tab.page().locator("#search").fill("door 3");
        tab.page().waitForURL(Pattern.compile(".*q=door.*"));
        tab.page().locator(".chip[data-kind=today]").click();
        tab.page().waitForURL(Pattern.compile(".*from=.*"));
        tab.page().reload();
        tab.isLive();
        assertThat(tab.page().locator("#search")).hasValue("door 3");
        assertThat(tab.page().locator(".chip[data-kind=today]"))
                .hasAttribute("aria-current", "true");
        assertThat(tab.rowsOf("door-3").first()).isVisible();
        assertThat(tab.rowsOf("door-4")).hasCount(0);
    }

    /// With ten million events a search for words comes back before it has looked at all.
    @Test
    void a_search_that_has_found_nothing_yet_goes_on_by_itself_and_says_so() {
        var tab = visit("/");
        var asked = new ArrayList<String>();
        var held = new ArrayList<Route>();
        tab.page()
                .route(
                        "**/api/events?*",
                        route -> {
                            asked.add(route.request().url());
                            if (asked.size() <= 2) {
                                route.fulfill(nothingDownTo(1_000 - 100 * asked.size()));
                            } else {
                                held.add(route);
                            }
                        });
        tab.page().locator("#search").fill("door 3");
        assertThat(tab.page().locator("#more")).containsText("Searching further back");
        assertThat(tab.page().locator("#nothing")).isHidden();
        tab.page().waitForCondition(() -> !held.isEmpty());
        held.getFirst().resume();
        assertThat(tab.rowsOf("door-3").first()).isVisible();
        assertThat(asked.get(1)).contains("before=900");
        assertThat(asked.get(2)).contains("before=800");
    }

    private static Route.FulfillOptions nothingDownTo(int id) {
        return new Route.FulfillOptions()
                .setContentType("application/json")
                .setBody(
                        "{\"events\":[],\"more\":true,\"way\":\"before\",\"next\":%d,\"prev\":null}"
                                .formatted(id));
    }

    @Test
    void a_filter_that_finds_nothing_says_so_and_offers_to_clear_it() {
        var tab = visit("/?q=zebra");
        assertThat(tab.page().locator("#nothing")).isVisible();
        tab.page().locator("#nothing a").click();
        assertThat(tab.page().locator("#nothing")).isHidden();
        assertThat(tab.rowsOf("door-1").first()).isVisible();
    }

    @Test
    void the_keyboard_alone_walks_searches_opens_and_closes() {
        var tab = visit("/");
        var keyboard = tab.page().keyboard();
        keyboard.press("j");
        keyboard.press("j");
        keyboard.press("k");
        assertThat(tab.page().locator("#feed .row").first()).isFocused();
        keyboard.press("Enter");
        assertThat(tab.page().locator("#sheet h2")).isFocused();
        keyboard.press("Escape");
        assertThat(tab.page().locator("#sheet")).isHidden();
        assertThat(tab.page().locator("#feed .row").first()).isFocused();
        keyboard.press("?");
        assertThat(tab.page().locator("#keys")).isVisible();
        keyboard.press("Escape");
        keyboard.press("/");
        assertThat(tab.page().locator("#search")).isFocused();
    }

    @Test
    void new_events_wait_behind_a_pill_while_somebody_reads_older_ones() {
        var tab = visit("/");
        tab.page().evaluate("scrollTo(0, 2000)");
        tab.page().waitForTimeout(200);
        tab.page()
                .evaluate(
                        "window.read = document.elementFromPoint(100, 500).closest('.row');"
                                + "window.place = read.getBoundingClientRect().top");
        Device.mosquittoPub(house.mqttPort().orElseThrow(), "vigilar/sensor/roof/motion", "{}");
        assertThat(tab.page().locator("#newer")).hasText("1 new");
        assertThat(
                        tab.page()
                                .evaluate(
                                        "read.isConnected &&"
                                            + " Math.abs(read.getBoundingClientRect().top - place)"
                                            + " < 2"))
                .as("what is being read stays under the eye")
                .isEqualTo(true);
        tab.page().locator("#newer").click();
        assertThat(tab.rowsOf("roof").first()).isVisible();
        assertThat(tab.page().locator("#newer")).isHidden();
    }

    @Test
    void without_javascript_older_pages_say_that_they_are_history_and_lead_back() {
        try (var plain =
                chromium.browser()
                        .newContext(new Browser.NewContextOptions().setJavaScriptEnabled(false))) {
            var page = Tab.open(plain, house.http() + "/").page();
            assertThat(page.locator("#past")).isHidden();
            page.locator("#more a").click();
            assertThat(page.locator("#past")).isVisible();
            assertThat(page.locator("#feed .row")).hasCount(100);
            page.locator("#past a").click();
            assertThat(page.locator("#past")).isHidden();
        }
    }

    @Test
    void the_strip_counts_each_event_once_also_when_the_page_is_live() {
        var tab = visit("/");
        var doors = "#strip .band.today svg";
        Await.until(
                "the strip says what the store holds",
                STORED,
                () ->
                        tab.page()
                                .locator(doors)
                                .getAttribute("aria-label")
                                .contains(String.format("%,d events", stored())));
        Device.mosquittoPub(house.mqttPort().orElseThrow(), "vigilar/sensor/well/vibration", "{}");
        tab.showsRowsOf("well", 1, Tab.SOON);
        Await.until(
                "one more",
                STORED,
                () ->
                        tab.page()
                                .locator(doors)
                                .getAttribute("aria-label")
                                .contains(String.format("%,d events", stored())));
    }

    /// How many events there are: nothing is ever removed here, so it is the newest id.
    private static int stored() {
        var match = Pattern.compile("\"id\":(\\d+)").matcher(house.get("/api/events?limit=1"));
        if (!match.find()) {
            throw new AssertionError("no event");
        }
        return Integer.parseInt(match.group(1));
    }
}
