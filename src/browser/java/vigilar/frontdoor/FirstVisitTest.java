package vigilar.frontdoor;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import vigilar.PlantedSecrets;

import java.nio.file.Path;
import java.util.regex.Pattern;

/// The first half hour of somebody who has just started their house.
class FirstVisitTest {
    private static final String PASSWORD = PlantedSecrets.plant("a long sentence of Anna");

    /// The narrowest phone that is still in use.
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

    @Test
    void from_the_setup_code_to_a_household_and_out_again() {
        var context =
                chromium.browser()
                        .newContext(
                                new NewContextOptions()
                                        .setViewportSize(NARROW, 740)
                                        .setColorScheme(ColorScheme.DARK));
        var tab = Tab.open(context, house.http() + "/");
        var page = tab.page();
        assertThat(page).hasURL(house.http() + "/setup");
        tab.becomeTheOwner(house, PASSWORD);
        tab.showsNothingWider(NARROW);
        page.getByText("People", new Page.GetByTextOptions().setExact(true)).click();
        page.locator("form[action='/people'] input[name=name]").fill("ben");
        page.getByLabel("A first password").fill(PlantedSecrets.plant("a long sentence of Ben"));
        page.getByText("Add", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(page.locator("[data-person=ben]")).isVisible();
        tab.showsNothingWider(NARROW);
        Tab.shot(page, "people");
        page.locator("#rooms a[href='/account']").click();
        assertThat(page.locator("#sessions li")).hasCount(1);
        page.getByLabel("What for").fill("The display in the hall");
        page.getByText("Make a token").click();
        assertThat(page.locator("#new-token pre")).containsText("vigilar_");
        PlantedSecrets.plant(page.locator("#new-token pre").textContent().strip());
        context.cookies().forEach(cookie -> PlantedSecrets.plant(cookie.value));
        tab.showsNothingWider(NARROW);
        Tab.shot(page, "account");
        signOutElsewhere(tab);
        page.getByText("Sign out", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(page).hasURL(house.http() + "/sign-in");
        Tab.shot(page, "sign-in");
        page.navigate(house.http() + "/events/1");
        assertThat(page).hasURL(Pattern.compile(".*/sign-in\\?then=.*"));
        page.getByLabel("Name").fill("anna");
        page.getByLabel("Password").fill("wrong");
        page.locator("button.main").click();
        assertThat(page.locator(".problem[role=alert]")).containsText("not right");
        assertThat(page.getByLabel("Name")).hasValue("anna");
        page.getByLabel("Password").fill(PASSWORD);
        page.keyboard().press("Enter");
        assertThat(page).hasURL(house.http() + "/events/1");
        assertThat(tab.complaints()).isEmpty();
        assertThat(house.log()).doesNotContain(PASSWORD);
        context.close();
    }

    /// Another browser of the same person sits on the live page and is signed out from here.
    private static void signOutElsewhere(Tab tab) {
        var other = chromium.browser().newContext();
        var there = Tab.open(other, house.http() + "/");
        there.page().getByLabel("Name").fill("anna");
        there.page().getByLabel("Password").fill(PASSWORD);
        there.page().keyboard().press("Enter");
        there.isLive();
        Tab.shot(there.page(), "timeline");
        tab.page().navigate(house.http() + "/account");
        tab.page().getByText("Sign out all others").click();
        assertThat(tab.page().locator(".said")).containsText("All other browsers");
        assertThat(there.page())
                .hasURL(
                        Pattern.compile(".*/sign-in.*"),
                        new com.microsoft.playwright.assertions.PageAssertions.HasURLOptions()
                                .setTimeout(Tab.SOON));
        other.close();
    }
}
