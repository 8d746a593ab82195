package vigilar.frontdoor;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;

/// What a push does in a real browser. It is delivered by the browser's own debugging protocol: a
/// push service is out on the internet.
class PushOnThePageTest {
    private static final Duration SOON = Duration.ofSeconds(15);

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

    /// The page of notifications with its worker at work, and a way to push to it.
    private static final class Phone {
        private final Page page;
        private final CDPSession protocol;
        private volatile String registration = "";

        Phone(Page page) {
            this.page = page;
            page.navigate(house.http() + "/notifications");
            // "ready" may still be activating, and what is pushed then is dropped by the protocol
            Await.until("the worker is activated", SOON, this::activated);
            protocol = page.context().newCDPSession(page);
            protocol.on("ServiceWorker.workerRegistrationUpdated", this::note);
            protocol.send("ServiceWorker.enable");
            Await.until("the worker is known", SOON, () -> known());
        }

        private boolean activated() {
            return Boolean.TRUE.equals(
                    page.evaluate(
                            """
                            navigator.serviceWorker.getRegistration()
                                .then(at => at?.active?.state === 'activated')\
                            """));
        }

        private boolean known() {
            page.evaluate("1"); // lets the protocol's messages in
            return !registration.isEmpty();
        }

        private void note(JsonObject message) {
            for (var each : message.getAsJsonArray("registrations")) {
                var one = each.getAsJsonObject();
                if (one.get("scopeURL").getAsString().startsWith(house.http())) {
                    registration = one.get("registrationId").getAsString();
                }
            }
        }

        void push(String letter) {
            var words = new JsonObject();
            words.addProperty("origin", house.http());
            words.addProperty("registrationId", registration);
            words.addProperty("data", letter);
            protocol.send("ServiceWorker.deliverPushMessage", words);
        }

        Object shown() {
            return page.evaluate(
                    """
                    navigator.serviceWorker.ready.then(at => at.getNotifications()).then(all =>
                        all.map(one => one.title + '|' + one.body + '|' + one.data.path).join())\
                    """);
        }

        void shows(String text) {
            var seen = new AtomicReference<Object>();
            try {
                Await.until(
                        "the notification",
                        SOON,
                        () -> {
                            seen.set(shown());
                            return text.equals(seen.get());
                        });
            } catch (AssertionError late) {
                throw new AssertionError("expected " + text + ", shown is " + seen.get(), late);
            }
        }
    }

    @Test
    void a_push_becomes_a_notification_and_a_repeat_replaces_it() {
        try (var context = context("notifications")) {
            var phone = new Phone(context.newPage());
            var letter =
                    "{\"id\":1,\"tag\":\"t-1\",\"severity\":\"CRITICAL\",\"title\":\"Smoke\",\"body\":\"kitchen\"}";
            phone.push(letter);
            phone.shows("Smoke|kitchen|/events/1");
            phone.push(letter);
            phone.push("{\"id\":1,\"tag\":\"t-1\",\"title\":\"Smoke\",\"body\":\"again\"}");
            phone.shows("Smoke|again|/events/1");
        }
    }

    @Test
    void a_push_that_cannot_be_read_still_says_that_something_happened() {
        try (var context = context("notifications")) {
            var phone = new Phone(context.newPage());
            phone.push("not { json");
            phone.shows("Vigilar|Something happened at home. Open to see it.|/");
        }
    }

    @Test
    void the_page_says_in_plain_words_why_it_cannot_notify() {
        try (var context = context()) {
            var page = context.newPage();
            page.addInitScript(
                    "Object.defineProperty(Notification, 'permission', {get: () => 'denied'})");
            page.navigate(house.http() + "/notifications");
            assertThat(page.locator("#push-state")).containsText("blocked in this browser");
            assertThat(page.locator("#push-form")).isHidden();
            assertThat(page.locator("main")).containsText(Pattern.compile("None yet"));
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
