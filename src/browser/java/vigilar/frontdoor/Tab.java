package vigilar.frontdoor;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasAttributeOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasCountOptions;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// One tab with the page in it, and what somebody sees there.
final class Tab {
    /// 10 s: a busy test machine; what must be quick is asserted with its own time.
    static final double SOON = 10_000;

    /// 45 s: the longest pause of the stream, and the start of a JVM on a busy machine.
    static final double AFTER_A_RESTART = 45_000;

    private final Page page;
    private final List<String> complaints = new ArrayList<>();

    private Tab(Page page) {
        this.page = page;
        page.onPageError(complaints::add);
        page.onConsoleMessage(
                message -> {
                    if (message.text().contains("Content Security Policy")) {
                        complaints.add(message.text());
                    }
                });
    }

    static Tab open(BrowserContext context, String address) {
        var tab = new Tab(context.newPage());
        tab.page.navigate(address);
        return tab;
    }

    Page page() {
        return page;
    }

    /// Anna does, at a house that nobody owns yet.
    void becomeTheOwner(HouseProcess house, String password) {
        page.getByLabel("Setup code").fill(house.setupCode());
        page.getByLabel("Your name").fill("Anna");
        page.getByLabel("A password").fill(password);
        shot("setup");
        page.getByText("Make me the owner").click();
        isLive();
    }

    /// Errors of scripts and breaches of the content policy so far.
    List<String> complaints() {
        return complaints;
    }

    Locator rowsOf(String source) {
        return page.locator("#feed .row[data-source='" + source + "']");
    }

    void showsRowsOf(String source, int count, double millis) {
        assertThat(rowsOf(source)).hasCount(count, new HasCountOptions().setTimeout(millis));
    }

    /// Nothing has to be scrolled sideways, once the page has its styles.
    void showsNothingWider(int pixels) {
        page.waitForLoadState();
        var width = page.evaluate("document.documentElement.scrollWidth");
        org.assertj.core.api.Assertions.assertThat((Integer) width).isLessThanOrEqualTo(pixels);
    }

    /// For whoever wants to look: `-Dvigilar.shots=DIR`.
    void shot(String name) {
        shot(page, name);
    }

    static void shot(Page page, String name) {
        var folder = System.getProperty("vigilar.shots");
        if (folder != null) {
            page.screenshot(
                    new Page.ScreenshotOptions()
                            .setFullPage(true)
                            .setPath(Path.of(folder, name + ".png")));
        }
    }

    void isLive() {
        says("live", SOON);
    }

    /// The truth badge: live, catching-up, offline.
    void says(String state, double millis) {
        assertThat(page.locator("#truth"))
                .hasAttribute("data-state", state, new HasAttributeOptions().setTimeout(millis));
    }

    void warns(String text, double millis) {
        assertThat(page.locator("#trouble"))
                .containsText(text, new ContainsTextOptions().setTimeout(millis));
    }
}
