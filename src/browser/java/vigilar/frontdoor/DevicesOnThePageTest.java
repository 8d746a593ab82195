package vigilar.frontdoor;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;

import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;

/// The owner lets a device in, and sees what it may not do.
class DevicesOnThePageTest {
    private static final int NARROW = 360;

    @TempDir static Path folder;
    private static OpenBrowser chromium;
    private static HouseProcess house;

    @BeforeAll
    static void openBrowser() {
        house = HouseProcess.closedHouse(folder, folder.resolve("data"));
        chromium = OpenBrowser.start();
        house.awaitReady();
    }

    @AfterAll
    static void closeBrowser() {
        chromium.close();
        house.close();
    }

    private static String onCard(String card, String word) {
        var line = Pattern.compile("(?m)^" + word + " +(\\S+)$").matcher(card);
        assertThat(line.find()).as(card).isTrue();
        return line.group(1);
    }

    private static MqttClient device(String card) throws MqttException {
        var address = "tcp://" + onCard(card, "host") + ":" + onCard(card, "port");
        var client = new MqttClient(address, "garage-1", new MemoryPersistence());
        client.setTimeToWait(10_000);
        var options = new MqttConnectionOptions();
        options.setUserName(onCard(card, "user"));
        options.setPassword(onCard(card, "password").getBytes(StandardCharsets.UTF_8));
        client.connect(options);
        return client;
    }

    @Test
    void the_owner_adds_a_device_that_is_heard_and_sees_what_it_was_refused() throws Exception {
        var context =
                chromium.browser()
                        .newContext(
                                new NewContextOptions()
                                        .setViewportSize(NARROW, 740)
                                        .setColorScheme(ColorScheme.DARK));
        var tab = Tab.open(context, house.http() + "/");
        var page = tab.page();
        tab.becomeTheOwner(house, "a long sentence of Anna");
        page.locator("#rooms a[href='/devices']").click();
        assertThat(page.locator("#no-devices")).containsText("None yet");
        tab.showsNothingWider(NARROW);
        Tab.shot(page, "devices-empty");

        page.locator("form[action='/devices'] input[name=name]").fill("garage");
        page.keyboard().press("Enter");
        var card = page.locator("#new-card pre").innerText();
        tab.showsNothingWider(NARROW);
        Tab.shot(page, "devices-card");
        page.navigate(house.http() + "/devices");
        assertThat(page.locator("#new-card")).hasCount(0);
        assertThat(page.content()).doesNotContain(onCard(card, "password"));

        var garage = device(card);
        garage.publish("vigilar/sensor/garage/motion", new byte[] {'{', '}'}, 1, false);
        page.navigate(house.http() + "/");
        tab.showsRowsOf("garage", 1, Tab.SOON);
        tryToSay(garage, "vigilar/sensor/kitchen/smoke");
        Await.until(
                "the refusal is noted",
                Duration.ofSeconds(10),
                () -> {
                    page.navigate(house.http() + "/devices");
                    return page.locator("#refused li").count() > 0;
                });
        assertThat(page.locator("#refused li").first())
                .containsText("garage may not use this topic: vigilar/sensor/kitchen/smoke");
        assertThat(page.locator("[data-device=garage] .last-refused"))
                .containsText("vigilar/sensor/kitchen/smoke");
        tab.showsNothingWider(NARROW);
        Tab.shot(page, "devices-refused");
        wide(page);
        removeByKeyboard(page);
        Await.until("hung up", Duration.ofSeconds(20), () -> !garage.isConnected());
        assertThat(tab.complaints()).isEmpty();
        garage.close(true);
        context.close();
    }

    /// Some clients throw when it is refused, some do not look.
    private static void tryToSay(MqttClient device, String topic) {
        try {
            device.publish(topic, new byte[] {'{', '}'}, 1, false);
        } catch (MqttException refused) {
            assertThat(refused).hasMessageNotContaining("timed out");
        }
    }

    private static void wide(Page page) {
        page.setViewportSize(1280, 900);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        Tab.shot(page, "devices-wide");
    }

    /// Nothing is removed by one press: the question comes first.
    private static void removeByKeyboard(Page page) {
        page.locator("[data-device=garage] details:has(form[action='/devices/remove']) summary")
                .focus();
        page.keyboard().press("Enter");
        Tab.shot(page, "devices-remove");
        page.keyboard().press("Tab");
        page.keyboard().press("Enter");
        assertThat(page.locator(".said")).containsText("gone");
        assertThat(page.locator("#no-devices")).isVisible();
    }
}
