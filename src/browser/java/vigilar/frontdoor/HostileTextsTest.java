package vigilar.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.WaitUntilState;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.StreamSupport;

/// Devices that say markup, scripts and turned writing wherever they may say anything. One house
/// for all stories; a page was open, live, while they spoke.
class HostileTextsTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    /// The broker's backlog is believed to be old for 15 s; and a busy machine.
    private static final Duration SETTLED = Duration.ofSeconds(40);

    /// The list draws only what is near the eye: this eye sees all of it.
    private static final int TALL = 12_000;

    private static final int USUAL = 800;

    private static final Page.NavigateOptions PARSED =
            new Page.NavigateOptions().setWaitUntil(WaitUntilState.DOMCONTENTLOADED);

    private static final JsonMapper JSON = new JsonMapper();

    @TempDir static Path folder;
    private static OpenBrowser chromium;
    private static HouseProcess house;
    private static BrowserContext context;
    private static Watchman watchman;
    private static Tab live;
    private static List<JsonNode> events = List.of();

    @BeforeAll
    static void devicesSpeakWhileThePageIsOpen() throws IOException {
        var config =
                Files.writeString(
                        folder.resolve("vigilar.toml"),
                        """
                        data = "data"
                        [[zone]]
                        name = "way-in"
                        kind = "instant"
                        devices = ["%s"]
                        """
                                .formatted(HostileTexts.first()));
        house = HouseProcess.openHouse(folder, config);
        chromium = OpenBrowser.start();
        context = chromium.browser().newContext(seeing(true));
        watchman = Watchman.over(context);
        live = Tab.open(context, house.http() + "/");
        live.isLive();
        try (var device = Device.on(house.mqttPort().orElseThrow())) {
            awaitSettled(device);
            new HostileTexts(device).sayAll();
        }
        var expected = HostileTexts.TEXTS.size() * HostileTexts.EVENTS_EACH;
        Await.until(
                expected + " events",
                SOON,
                () -> {
                    events = stored();
                    return events.size() >= expected;
                });
        assertThat(events).hasSize(expected);
    }

    @AfterAll
    static void goHome() {
        chromium.close();
        house.close();
    }

    private static NewContextOptions seeing(boolean scripts) {
        return new NewContextOptions().setViewportSize(1280, TALL).setJavaScriptEnabled(scripts);
    }

    /// All that the hostile devices brought about.
    private static List<JsonNode> stored() {
        var all = JSON.readTree(house.get("/api/events?limit=500")).get("events");
        return StreamSupport.stream(all.spliterator(), false)
                .filter(event -> !event.get("source_id").asString().equals("probe"))
                .filter(event -> !event.get("source_id").asString().equals("panel"))
                .filter(event -> !event.get("type").asString().startsWith("SYSTEM_"))
                .toList();
    }

    private static void awaitSettled(Device device) {
        var turns = new AtomicInteger();
        Await.until(
                "news is believed",
                SETTLED,
                () -> {
                    int turn = turns.getAndIncrement();
                    if (turn % 10 == 0) { // who says much more seems to hand out what was kept
                        device.says(
                                "zigbee2mqtt/probe", "{\"occupancy\":" + (turn % 20 == 0) + "}");
                    }
                    var newest = JSON.readTree(house.get("/api/events?source=probe&limit=1"));
                    return newest.get("events").has(0)
                            && !newest.get("events").get(0).get("payload").has("provenance");
                });
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Test
    void what_arrives_in_the_open_page_stays_text_in_rows_incidents_and_details() {
        var page = live.page();
        for (var event : events) {
            var row = "#feed .row[data-event-ids~='" + event.get("id") + "']";
            page.locator(row).first().waitFor();
        }
        assertThat(page.locator("#feed").innerText())
                .contains(HostileTexts.TEXTS.get(0))
                .contains(HostileTexts.TEXTS.get(4))
                .contains(HostileTexts.TEXTS.get(6));
        assertThat(page.locator("#house").innerText()).contains("smoke. Phones are told");
        page.locator("#feed .row[data-source='yard'] .unfold").first().click();
        var unfolded = page.locator("#feed .row.sub[data-source='yard']");
        unfolded.first().waitFor();
        assertThat(unfolded.count()).isEqualTo(HostileTexts.TEXTS.size());
        for (var row : page.locator("#feed .row[data-source^='attic']").all()) {
            row.locator(".what").click();
            page.locator(
                            "#sheet #detail[data-event-id='"
                                    + row.getAttribute("data-event-id")
                                    + "']")
                    .waitFor();
        }
        assertThat(watchman.reports(page)).isEmpty();
        assertThat(live.complaints()).isEmpty();
    }

    @Test
    void each_page_of_an_event_and_the_list_after_a_reload_show_the_texts_as_texts() {
        var page = context.newPage();
        page.navigate(house.http() + "/");
        page.setViewportSize(1280, USUAL); // a tall one takes long to draw
        for (var event : events) {
            page.navigate(house.http() + "/events/" + event.get("id"), PARSED);
            assertThat(watchman.reports(page)).as("event " + event.get("id")).isEmpty();
        }
        assertThat(watchman.reports(page)).isEmpty();
        page.close();
    }

    @Test
    void what_the_server_writes_stays_text_where_no_script_runs() {
        try (var plain = chromium.browser().newContext(seeing(false))) {
            var page = plain.newPage();
            page.navigate(house.http() + "/?q=onerror");
            assertThat(page.locator("[planted]").count()).isZero();
            assertThat(page.locator("#feed").textContent()).contains(HostileTexts.TEXTS.get(0));
            page.navigate(house.http() + "/");
            assertThat(page.locator("[planted]").count()).isZero();
            assertThat(page.locator("#feed details.incident .row.sub").count()).isPositive();
            var error = events.stream().filter(HostileTextsTest::isFirstFault).findFirst();
            page.navigate(house.http() + "/events/" + error.orElseThrow().get("id"));
            assertThat(page.locator("#detail .raw").innerText())
                    .contains(HostileTexts.TEXTS.get(0));
            assertThat(page.locator("[planted]").count()).isZero();
        }
    }

    private static boolean isFirstFault(JsonNode event) {
        return event.get("source_id").asString().equals("attic0");
    }

    @Test
    void what_stands_in_the_address_stays_text_in_search_filters_and_complaints() {
        // A browser of its own: who writes turned writing into the address sees it there.
        var lured = chromium.browser().newContext(seeing(true));
        var notices = Watchman.over(lured);
        var page = lured.newPage();
        for (var text : HostileTexts.TEXTS) {
            var said = encoded(text);
            page.navigate(house.http() + "/?q=" + said);
            page.locator("#truth[data-state=live]").waitFor();
            page.navigate(
                    "%s/?source=%s&type=%s&from=%s&to=%s&severity=%s&time_of_day=%s&before=%s"
                            .formatted(house.http(), said, said, said, said, said, said, said));
            page.locator("#filters .note").waitFor();
        }
        assertThat(notices.reports(page)).noneMatch(it -> !it.startsWith("the direction"));
        lured.close();
    }

    @Test
    void refused_messages_and_the_other_pages_stay_text() {
        var page = context.newPage();
        for (var path : List.of("/api/refusals", "/notifications", "/api/names")) {
            page.navigate(house.http() + path);
            page.evaluate("1");
        }
        var refusals = house.answer("/api/refusals");
        assertThat(refusals.headers().firstValue("content-type")).hasValue("application/json");
        assertThat(refusals.body()).contains("onerror=planted()");
        assertThat(watchman.reports(page)).isEmpty();
        page.close();
    }

    @Test
    void the_page_of_what_is_heard_shows_names_makes_topics_and_reasons_as_texts() {
        var page = context.newPage();
        Await.until(
                "the devices stand there",
                SOON,
                () -> {
                    page.navigate(house.http() + "/heard", PARSED);
                    return page.locator("#devices li[data-source^='0x00158d']").count()
                            == HostileTexts.TEXTS.size();
                });
        for (var text : HostileTexts.TEXTS.subList(0, 3)) {
            assertThat(page.locator("#devices").innerText()).contains(text);
            assertThat(page.locator("#topics").innerText()).contains(text);
        }
        assertThat(page.locator("#refusals li").count()).isPositive();
        for (var text : HostileTexts.TEXTS) {
            page.navigate(house.http() + "/heard?q=" + encoded(text), PARSED);
        }
        assertThat(watchman.reports(page)).isEmpty();
        page.close();
    }

    @Test
    void the_page_of_the_alarm_shows_who_alarms_and_what_is_open_as_texts() {
        var page = context.newPage();
        page.setViewportSize(1280, USUAL);
        page.navigate(house.http() + "/alarm");
        page.locator("#panel[data-state=TRIGGERED]").waitFor();
        try (var device = Device.on(house.mqttPort().orElseThrow())) {
            new HostileTexts(device).openTheFirst();
        }
        page.locator("#ready li:has-text('way-in (open)')").first().waitFor(); // looks by itself
        page.reload(); // now as the server writes it
        page.locator("#ready li:has-text('way-in (open)')").first().waitFor();
        var zones = page.locator("#zones li strong").allInnerTexts();
        assertThat(zones) // a fire and a leak of each, and the way in
                .hasSize(2 * HostileTexts.TEXTS.size() + 1)
                .allMatch(name -> name.matches("[A-Za-z0-9._-]+"));
        page.navigate(house.http() + "/api/panel");
        page.navigate(house.http() + "/?source=panel");
        page.locator("#feed .row[data-source=panel]").first().waitFor();
        assertThat(watchman.reports(page)).isEmpty();
        page.close();
    }

    @Test
    void a_page_that_wrote_a_text_as_markup_would_be_noticed() {
        try (var careless = chromium.browser().newContext(seeing(true))) {
            var notices = Watchman.over(careless);
            var page = careless.newPage();
            page.route("**/events/*", HostileTextsTest::unescaped);
            page.navigate(
                    house.http()
                            + "/events/"
                            + events.stream()
                                    .filter(HostileTextsTest::isFirstFault)
                                    .findFirst()
                                    .orElseThrow()
                                    .get("id"));
            page.locator("#detail [planted]").first().waitFor();
            awaitReports(notices, page, "an element got in", "policy: script-src-attr");
            comesToRest(page);
        }
    }

    @Test
    void a_script_that_wrote_a_text_as_markup_would_be_noticed() {
        try (var careless = chromium.browser().newContext(seeing(true))) {
            var notices = Watchman.over(careless);
            var page = careless.newPage();
            page.route("**/static/dom.js", HostileTextsTest::careless);
            page.navigate(house.http() + "/");
            awaitReports(notices, page, "an element got in", "policy: script-src-attr");
            page.evaluate("window.planted()");
            awaitReports(notices, page, "a script ran");
            page.evaluate("document.querySelector('main').append('\\u202e')");
            awaitReports(notices, page, "the direction of the writing");
            comesToRest(page);
        }
    }

    /// What is still being reported is let in: a browser that closes meanwhile would fail.
    private static void comesToRest(Page page) {
        page.navigate("about:blank");
    }

    private static void awaitReports(Watchman notices, Page page, String... kinds) {
        for (var kind : kinds) {
            Await.until(
                    kind,
                    SOON,
                    () -> notices.reports(page).stream().anyMatch(it -> it.startsWith(kind)));
        }
    }

    /// As if the server had forgotten to escape.
    private static void unescaped(Route route) {
        var answer = route.fetch();
        var body = answer.text().replace("&lt;", "<").replace("&gt;", ">").replace("&#34;", "\"");
        route.fulfill(new Route.FulfillOptions().setResponse(answer).setBody(body));
    }

    /// As if the page's script took texts for markup.
    private static void careless(Route route) {
        var answer = route.fetch();
        var body =
                answer.text()
                        .replace(
                                "node.append(...children);",
                                "for (const child of children) typeof child === 'string' ?"
                                        + " node.insertAdjacentHTML('beforeend', child) :"
                                        + " node.append(child);");
        assertThat(body).contains("insertAdjacentHTML");
        route.fulfill(new Route.FulfillOptions().setResponse(answer).setBody(body));
    }
}
