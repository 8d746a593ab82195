package vigilar.frontdoor;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.SelectOption;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import vigilar.alerts.PushedPhone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.List;

/// From "Notify this device" to a test that arrives. The browser's own push service is out on the
/// internet, so what a browser answers to `subscribe` is put in its place; the rest is real.
class SubscribeOnThePageTest {
    /// Remembers over pages what it was asked, as a browser does.
    private static final String PUSH_MANAGER =
            """
            (() => {
              const said = {p256dh: 'THE KEY', auth: 'THE SECRET'};
              const bytes = text => Uint8Array.from(
                atob(text.replaceAll('-', '+').replaceAll('_', '/')), it => it.charCodeAt(0)).buffer;
              const held = () => localStorage.getItem('subscribed-for');
              const subscription = () => ({
                endpoint: 'THE ENDPOINT',
                options: {applicationServerKey: bytes(held())},
                getKey: name => bytes(said[name]),
                unsubscribe: async () => {
                  localStorage.setItem('given-up', held());
                  localStorage.removeItem('subscribed-for');
                  return true;
                },
              });
              PushManager.prototype.getSubscription = async () => held() ? subscription() : null;
              PushManager.prototype.subscribe = async ({userVisibleOnly, applicationServerKey}) => {
                if (!userVisibleOnly) throw new Error('silent pushes are not for pages');
                const key = btoa(String.fromCharCode(...applicationServerKey))
                  .replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
                if (held() && held() !== key) throw new Error('subscribed for another key');
                localStorage.setItem('subscribed-for', key);
                return subscription();
              };
            })()
            """;

    @TempDir Path folder;
    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private PushedPhone phone;
    private HouseProcess house;
    private BrowserContext context;
    private Tab tab;

    @BeforeEach
    void open() throws Exception {
        phone = run(new PushedPhone(folder));
        house = run(start());
        var chromium = run(OpenBrowser.start());
        house.awaitReady();
        context = chromium.browser().newContext();
        context.grantPermissions(
                List.of("notifications"),
                new BrowserContext.GrantPermissionsOptions().setOrigin(house.http()));
        context.addInitScript(
                PUSH_MANAGER
                        .replace("THE KEY", phone.key())
                        .replace("THE SECRET", phone.secret())
                        .replace("THE ENDPOINT", phone.endpoint()));
    }

    private <T extends AutoCloseable> T run(T what) {
        running.push(what);
        return what;
    }

    private HouseProcess start() throws IOException {
        var config = folder.resolve("vigilar.toml");
        Files.writeString(
                config,
                "data = \"data\"\nhttp = \"127.0.0.1:0\"\nmqtt = \"127.0.0.1:0\"\n"
                        + PushedPhone.config());
        return HouseProcess.start(
                folder, phone.trustOptions(), "run", "--open", "--config", config.toString());
    }

    @AfterEach
    void close() throws Exception {
        while (!running.isEmpty()) {
            running.pop().close();
        }
    }

    private Page page() {
        return tab.page();
    }

    private void subscribes(String name, String severity) {
        assertThat(page().locator("#push-state")).containsText("not notified yet");
        page().getByLabel("What you call it").fill(name);
        page().getByLabel("Notify of").selectOption(new SelectOption().setValue(severity));
        page().getByText("Notify this device").click();
        assertThat(page()).hasURL(house.http() + "/notifications?done=subscribed");
    }

    private void press(String button) {
        page().getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button)).click();
    }

    /// Name, threshold, endpoint and keys of each device, as stored.
    private List<String> stored() throws SQLException {
        var query =
                "SELECT name || ' from ' || threshold || ' at ' || endpoint, p256dh, auth FROM"
                        + " push_subscription";
        var store = "jdbc:sqlite:" + folder.resolve("data").resolve("vigilar.db");
        var base64 = Base64.getUrlEncoder().withoutPadding();
        try (var connection = DriverManager.getConnection(store);
                var sql = connection.createStatement();
                var rows = sql.executeQuery(query)) {
            var all = new java.util.ArrayList<String>();
            while (rows.next()) {
                all.add(
                        "%s with %s and %s"
                                .formatted(
                                        rows.getString(1),
                                        base64.encodeToString(rows.getBytes(2)),
                                        base64.encodeToString(rows.getBytes(3))));
            }
            return all;
        }
    }

    private String expected(String name, int threshold) {
        return "%s from %d at %s with %s and %s"
                .formatted(name, threshold, phone.endpoint(), phone.key(), phone.secret());
    }

    private String remembered(String what) {
        return String.valueOf(page().evaluate("it => localStorage.getItem(it)", what));
    }

    @Test
    void a_phone_is_subscribed_named_tested_renamed_and_removed_on_the_page() throws Exception {
        tab = Tab.open(context, house.http() + "/notifications");
        subscribes("Anna's phone", "WARNING");
        assertThat(stored()).containsExactly(expected("Anna's phone", 1));
        assertThat(page().locator("#push-state")).not().containsText("not notified yet");
        assertThat(page().locator("#push-form")).isHidden();
        var line = page().locator("#devices li");
        assertThat(line.locator(".here")).isVisible();
        assertThat(line.locator("strong")).hasText("Anna's phone");
        assertThat(line.locator("select[name=severity]")).hasValue("WARNING");

        phone.subscribedFor(remembered("subscribed-for"));
        press("Send a test to Anna's phone");
        var told = phone.next();
        assertThat(told.text().path("title").asString()).isEqualTo("Vigilar");
        assertThat(told.text().path("body").asString()).contains("This is a test");
        assertThat(line).containsText("delivered (201)");
        assertThat(line.locator(".here")).isVisible();

        line.locator("details summary").click();
        line.locator("details input[name=name]").fill("The kitchen's");
        line.locator("details button").click();
        assertThat(line.locator("strong")).hasText("The kitchen's");
        line.locator("select[name=severity]").selectOption("CRITICAL");
        press("Change what The kitchen's is notified of");
        assertThat(line.locator("select[name=severity]")).hasValue("CRITICAL");
        assertThat(stored()).containsExactly(expected("The kitchen's", 3));

        press("Notify The kitchen's no more");
        assertThat(page().locator("main")).containsText("None yet");
        assertThat(page().locator("#push-form")).isVisible();
        assertThat(stored()).isEmpty();
        assertThat(tab.complaints()).isEmpty();
    }

    /// A data folder that was restored without its secrets is such a house.
    @Test
    void a_phone_that_was_subscribed_for_another_house_at_this_address_subscribes_anew()
            throws Exception {
        tab = Tab.open(context, house.http() + "/notifications");
        page().evaluate("it => localStorage.setItem('subscribed-for', it)", phone.key());
        page().reload();
        subscribes("Anna's phone", "ALERT");
        assertThat(remembered("given-up")).isEqualTo(phone.key());
        assertThat(remembered("subscribed-for"))
                .isEqualTo(page().locator("#this-device").getAttribute("data-key"))
                .isNotEqualTo(phone.key());
        assertThat(stored()).containsExactly(expected("Anna's phone", 2));
        assertThat(tab.complaints()).isEmpty();
    }
}
