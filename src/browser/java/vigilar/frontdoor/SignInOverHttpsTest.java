package vigilar.frontdoor;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Browser.NewContextOptions;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;

/// The way most households come in: HTTPS with the authority of the house, which browsers speak as
/// HTTP/2.
class SignInOverHttpsTest {
    private static final String PASSWORD = "a long sentence of Anna";

    @TempDir Path folder;

    @Test
    void the_owner_is_made_signs_out_and_in_again_and_looks() throws Exception {
        var data = Files.createDirectory(folder.resolve("data"));
        var made = HouseProcess.ask(folder, "", "tls", "init", "--data", data.toString());
        assertEquals(0, made.exitCode(), made.err());
        var config = folder.resolve("vigilar.toml");
        Files.writeString(
                config,
                "[web]\ncertificate = \"%s\"\nkey = \"%s\"\n"
                        .formatted(data.resolve("tls/page.pem"), data.resolve("tls/page.key")));
        try (var house = HouseProcess.closedHouse(folder, data, "--config", config.toString());
                var chromium = OpenBrowser.start();
                var context =
                        chromium.browser()
                                .newContext(new NewContextOptions().setIgnoreHTTPSErrors(true))) {
            var tab = Tab.open(context, house.http() + "/");
            var page = tab.page();
            tab.becomeTheOwner(house, PASSWORD);
            page.locator("#rooms form[action='/sign-out'] button").click();
            assertThat(page).hasURL(house.http() + "/sign-in");
            page.locator("input[name=name]").fill("Anna");
            page.locator("input[name=password]").fill(PASSWORD);
            page.keyboard().press("Enter");
            tab.isLive();
            var protocol =
                    page.evaluate("performance.getEntriesByType('navigation')[0].nextHopProtocol");
            assertEquals("h2", protocol);
        }
    }
}
