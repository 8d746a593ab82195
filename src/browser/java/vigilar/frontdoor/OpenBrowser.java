package vigilar.frontdoor;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A real Chromium without a window. `VIGILAR_CHROMIUM` names another one than Debian's.
final class OpenBrowser implements AutoCloseable {
    private static final String USUAL_PLACE = "/usr/bin/chromium";

    /// Root may not use the sandbox; the rest keeps the browser from calling home.
    private static final List<String> FLAGS =
            List.of(
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync");

    /// 20 s: what comes is seen at once; a busy machine may take as long.
    private static final double PATIENCE_MILLIS = 20_000;

    private final Playwright playwright;
    private final Browser browser;

    private OpenBrowser(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    static OpenBrowser start() {
        var path = Optional.ofNullable(System.getenv("VIGILAR_CHROMIUM")).orElse(USUAL_PLACE);
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
        var playwright = Playwright.create();
        var options =
                new BrowserType.LaunchOptions().setExecutablePath(Path.of(path)).setArgs(FLAGS);
        return new OpenBrowser(playwright, playwright.chromium().launch(options));
    }

    Browser browser() {
        return browser;
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
