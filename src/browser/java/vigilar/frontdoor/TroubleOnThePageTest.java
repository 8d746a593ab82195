package vigilar.frontdoor;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.assertions.LocatorAssertions.IsHiddenOptions;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/// What somebody who looks at the page sees while a part of the house is away: two processes with
/// Debian's Mosquitto between them.
class TroubleOnThePageTest {
    @TempDir Path folder;
    private Mosquitto broker;
    private HouseProcess intake;
    private HouseProcess web;
    private OpenBrowser chromium;
    private BrowserContext context;

    @BeforeEach
    void openTheHouse() {
        broker = Mosquitto.started(folder);
        intake = role("intake", "127.0.0.1:0");
        intake.awaitReady();
        web = role("web", "127.0.0.1:0");
        chromium = OpenBrowser.start();
        context = chromium.browser().newContext();
    }

    @AfterEach
    void leave() {
        chromium.close();
        web.close();
        intake.close();
        broker.close();
    }

    private HouseProcess role(String role, String http) {
        return HouseProcess.start(
                folder,
                "run",
                "--open",
                "--roles",
                role,
                "--bus",
                broker.url(),
                "--data",
                folder.resolve("data").toString(),
                "--http",
                http);
    }

    @Test
    void broker_away_and_back_web_killed_and_back_and_every_event_is_there_once() {
        var tab = Tab.open(context, web.http() + "/");
        tab.isLive();

        broker.stop();
        tab.warns("is away since", Tab.AFTER_A_RESTART);
        tab.says("live", Tab.SOON);
        broker.start();
        assertThat(tab.page().locator("#trouble"))
                .isHidden(new IsHiddenOptions().setTimeout(Tab.AFTER_A_RESTART));
        Device.mosquittoPub(broker.port(), "vigilar/sensor/front-door/contact_open", "{}");
        tab.showsRowsOf("front-door", 1, Tab.AFTER_A_RESTART);

        var address = web.http().replaceAll(".*//", "");
        web.kill();
        tab.says("offline", Tab.AFTER_A_RESTART);
        tab.warns("has not heard from Vigilar since", Tab.SOON);
        Device.mosquittoPub(broker.port(), "vigilar/sensor/cellar-door/contact_open", "{}");
        web = role("web", address);
        tab.says("live", Tab.AFTER_A_RESTART);
        Device.mosquittoPub(broker.port(), "vigilar/sensor/back-door/contact_open", "{}");
        tab.showsRowsOf("back-door", 1, Tab.AFTER_A_RESTART);
        tab.showsRowsOf("cellar-door", 1, Tab.SOON);
        tab.showsRowsOf("front-door", 1, Tab.SOON);
        assertThat(tab.page().locator("#trouble")).isHidden();
    }
}
