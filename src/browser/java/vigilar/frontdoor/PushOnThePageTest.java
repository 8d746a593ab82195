package vigilar.frontdoor;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/// What a push does in a real browser. It is delivered by the browser's own debugging protocol: a
/// push service is out on the internet.
class PushOnThePageTest {
    private static final String CLICKED =
            """
            async script => {
              const hears = {};
              const opened = [];
              const clients = {
                matchAll: async () => [],
                openWindow: async path => opened.push(path),
              };
              const self = {addEventListener: (name, does) => hears[name] = does, clients};
              new Function('self', script)(self);
              const notification = {data: {path: '/events/7'}, close() {}};
              let done;
              hears.notificationclick({notification, waitUntil: it => done = it});
              await done;
              return opened.join();
            }
            """;

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

    private static BrowserContext context(String... rights) {
        var context = chromium.browser().newContext();
        context.grantPermissions(
                List.of(rights),
                new BrowserContext.GrantPermissionsOptions().setOrigin(house.http()));
        return context;
    }

    @Test
    void a_push_becomes_a_notification_and_a_repeat_replaces_it() {
        try (var context = context("notifications")) {
            var phone = new BrowserPhone(context.newPage(), house.http());
            var letter =
                    "{\"id\":1,\"tag\":\"t-1\",\"severity\":\"CRITICAL\",\"title\":\"Smoke\",\"body\":\"kitchen\"}";
            phone.push(letter);
            phone.shows("Smoke|kitchen|/events/1");
            phone.push(letter);
            phone.push("{\"id\":1,\"tag\":\"t-1\",\"title\":\"Smoke\",\"body\":\"again\"}");
            phone.shows("Smoke|again|/events/1");
        }
    }

    /// Only a person's click may open a window, and no protocol clicks on what the system shows: so
    /// the worker's own script runs here, and this page plays the browser's part.
    @Test
    void a_click_opens_the_event_where_no_window_is_open() {
        try (var context = context()) {
            var script = context.request().get(house.http() + "/sw.js").text();
            var page = context.newPage(); // about:blank, whose rules let a script be tried
            assertThat(page.evaluate(CLICKED, script)).isEqualTo("/events/7");
        }
    }

    @Test
    void a_push_that_cannot_be_read_still_says_that_something_happened() {
        try (var context = context("notifications")) {
            var phone = new BrowserPhone(context.newPage(), house.http());
            phone.push("not { json");
            phone.shows("Vigilar|Something happened at home. Open to see it.|/");
        }
    }

    /// What stands in the way, as a script that makes this browser behave so.
    enum Obstacle {
        NO_HTTPS("window, 'isSecureContext', {get: () => false}", "encrypted (HTTPS)"),
        BLOCKED("Notification, 'permission', {get: () => 'denied'}", "blocked in this browser"),
        NOT_INSTALLED_ON_AN_IPHONE(
                "navigator, 'userAgent', {get: () => 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1)'}",
                "Add to Home Screen"),
        NOT_INSTALLED_ON_AN_IPAD(
                "navigator, 'platform', {get: () => 'MacIntel'}); Object.defineProperty("
                        + "navigator, 'maxTouchPoints', {get: () => 5}",
                "Add to Home Screen"),
        NO_PUSH_IN_A_PRIVATE_WINDOW("window, 'gone', {}); delete (window.PushManager", "private");

        private final String property;
        private final String words;

        Obstacle(String property, String words) {
            this.property = property;
            this.words = words;
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_page_says_in_plain_words_why_it_cannot_notify(Obstacle obstacle) {
        try (var context = context()) {
            var page = context.newPage();
            page.addInitScript("Object.defineProperty(" + obstacle.property + ")");
            page.navigate(house.http() + "/notifications");
            assertThat(page.locator("#push-state")).containsText(obstacle.words);
            assertThat(page.locator("#push-form")).isHidden();
            assertThat(page.locator("main")).containsText(Pattern.compile("None yet"));
        }
    }

    /// Somebody went on past the warning: pages are shown then, workers are not let in.
    @Test
    void who_does_not_trust_the_houses_certificate_is_told_to_trust_it() throws Exception {
        var apart = Files.createDirectories(folder.resolve("apart"));
        var certificates = new vigilar.bus.TestCertificates(apart);
        certificates.authority("family");
        certificates.certificate("door", "family", "127.0.0.1", 30);
        var config =
                Files.writeString(
                        apart.resolve("vigilar.toml"),
                        "[web]\ncertificate = \"door.pem\"\nkey = \"door.key\"\n");
        try (var encrypted =
                        HouseProcess.closedHouse(
                                apart,
                                apart.resolve("data"),
                                "--open",
                                "--config",
                                config.toString());
                var context =
                        chromium.browser()
                                .newContext(
                                        new Browser.NewContextOptions()
                                                .setIgnoreHTTPSErrors(true))) {
            var page = context.newPage();
            page.addInitScript(
                    "navigator.serviceWorker.register = async () => { throw new DOMException('An"
                            + " SSL certificate error occurred', 'SecurityError'); }");
            page.navigate(encrypted.http() + "/notifications");
            assertThat(page.locator("#push-state"))
                    .containsText("does not trust the certificate of this page");
            assertThat(page.locator("#push-form")).isHidden();
        }
    }

    @Test
    void a_question_that_was_closed_is_not_called_blocked() {
        try (var context = context()) {
            var page = context.newPage();
            page.addInitScript("Notification.requestPermission = async () => 'default'");
            page.addInitScript(
                    "Object.defineProperty(Notification, 'permission', {get: () => 'default'})");
            page.navigate(house.http() + "/notifications");
            page.getByLabel("What you call it").fill("A test");
            page.getByText("Notify this device").click();
            assertThat(page.locator("#push-state")).containsText("closed without an answer");
        }
    }

    @Test
    void an_iphone_with_the_installed_page_is_offered_notifications() {
        try (var context = context("notifications")) {
            var page = context.newPage();
            page.addInitScript(
                    "Object.defineProperty("
                            + Obstacle.NOT_INSTALLED_ON_AN_IPHONE.property
                            + "); Object.defineProperty(navigator, 'standalone', {get: () =>"
                            + " true})");
            page.navigate(house.http() + "/notifications");
            assertThat(page.locator("#push-state")).containsText("not notified yet");
            assertThat(page.locator("#push-form")).isVisible();
        }
    }

    @Test
    void what_arrives_late_says_when_it_was() {
        try (var context = context("notifications")) {
            var phone = new BrowserPhone(context.newPage(), house.http());
            var text =
                    "{\"id\":1,\"tag\":\"%s\",\"at\":%d,\"title\":\"Smoke\",\"body\":\"kitchen\"}";
            long now = System.currentTimeMillis();
            phone.push(text.formatted("t", now));
            phone.shows("Smoke|kitchen|/events/1");
            phone.push(text.formatted("t", now - Duration.ofHours(3).toMillis()));
            phone.shows(Pattern.compile("Smoke\\|kitchen \\(.*[0-9]{2}.*, 3 h ago\\)\\|/events/1"));
        }
    }

    @Test
    void a_house_without_a_contact_tells_its_owner() {
        try (var context = context()) {
            var page = context.newPage();
            page.navigate(house.http() + "/notifications");
            assertThat(page.locator("#no-contact")).containsText("push.subject");
        }
    }

    @Test
    void where_the_push_service_cannot_be_reached_the_page_says_so() {
        try (var context = context("notifications")) {
            var tab = Tab.open(context, house.http() + "/notifications");
            var page = tab.page();
            assertThat(page.locator("#push-state")).containsText("not notified yet");
            page.getByLabel("What you call it").fill("A test");
            page.getByText("Notify this device").click();
            assertThat(page.locator("#push-state")).containsText("It did not work");
            assertThat(tab.complaints()).isEmpty();
        }
    }
}
