package vigilar.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import vigilar.PlantedSecrets;

import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;

/// Devices with a login that try topics of markup, scripts and turned writing: the owner is shown
/// what they were refused.
class HostileDevicesTest {
    /// 3 of each device: the broker tells of 5 at once.
    private static final int EACH = 3;

    @TempDir Path folder;
    private HouseProcess house;
    private OpenBrowser chromium;

    @BeforeEach
    void open() {
        house = HouseProcess.closedHouse(folder, folder.resolve("data"));
        chromium = OpenBrowser.start();
    }

    @AfterEach
    void close() {
        chromium.close();
        house.close();
    }

    private String newDevice(String name) {
        var data = folder.resolve("data").toString();
        var card = HouseProcess.ask(folder, "", "device", "add", name, "--data", data).out();
        var password = Pattern.compile("password  (\\S+)").matcher(card);
        assertThat(password.find()).as(card).isTrue();
        return PlantedSecrets.plant(password.group(1));
    }

    private void everybodyTries() {
        for (int i = 0; i < HostileTexts.TEXTS.size(); i += EACH) {
            var name = "shed-" + i;
            try (var device = Device.on(house.mqttPort().orElseThrow(), name, newDevice(name))) {
                HostileTexts.TEXTS.stream()
                        .skip(i)
                        .limit(EACH)
                        .forEach(
                                text -> device.triesToSay("vigilar/" + HostileTexts.inTopic(text)));
            }
        }
    }

    @Test
    void what_devices_were_refused_stands_on_the_owners_page_as_texts() {
        try (var context =
                chromium.browser().newContext(new NewContextOptions().setViewportSize(1280, 900))) {
            var watchman = Watchman.over(context);
            var tab = Tab.open(context, house.http() + "/");
            var page = tab.page();
            tab.becomeTheOwner(house, PlantedSecrets.plant("a sentence that no device knows"));
            everybodyTries();
            Await.until(
                    "all of it is noted",
                    Duration.ofSeconds(20),
                    () -> {
                        page.navigate(house.http() + "/devices");
                        return page.locator("#refused li").count() >= HostileTexts.TEXTS.size();
                    });
            var refused = page.locator("#refused").innerText();
            for (var text : HostileTexts.TEXTS.subList(0, HostileTexts.TEXTS.size() - 1)) {
                assertThat(refused).contains("vigilar/" + HostileTexts.inTopic(text));
            }
            assertThat(page.locator("#devices .last-refused").count()).isEqualTo(4);
            page.navigate(house.http() + "/"); // whatever else may speak of it
            tab.isLive();
            page.navigate(house.http() + "/heard");
            assertThat(watchman.reports(page)).isEmpty();
            assertThat(tab.complaints()).isEmpty();
        }
    }
}
