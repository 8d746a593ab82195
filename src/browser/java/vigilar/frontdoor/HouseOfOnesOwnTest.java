package vigilar.frontdoor;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import vigilar.PlantedSecrets;
import vigilar.pictures.FakeFrigate;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;

import javax.imageio.ImageIO;

/// The first evening as somebody lives it, on a phone and on a large screen: become the owner, sign
/// in, see the devices that are there, call one by its name, see a picture, leave.
class HouseOfOnesOwnTest {
    private static final String PASSWORD =
            PlantedSecrets.plant("the long sentence of a whole evening");
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final double SOON_MILLIS = 20_000;
    private static final String SEEN = "1763900001.5-k3x9ab";

    @TempDir Path folder;

    private Path settings(Mosquitto mosquitto, FakeFrigate frigate) throws IOException {
        var config = folder.resolve("vigilar.toml");
        Files.writeString(
                config,
                """
                data = "data"
                http = "127.0.0.1:0"
                mqtt = "127.0.0.1:0"
                [bus]
                url = "%s"
                [frigate]
                url = "%s"
                """
                        .formatted(mosquitto.url(), frigate.url()));
        return config;
    }

    private static String review() {
        var after =
                """
                {"id":"1763900000.25-r1","camera":"drive","start_time":1763900000.25,"end_time":null,\
                "severity":"alert","thumb_path":"/media/x.webp","data":{"detections":["%s"],\
                "objects":["person"],"sub_labels":[],"zones":[],"audio":[]}}\
                """
                        .formatted(SEEN);
        return "{\"type\":\"new\",\"before\":" + after + ",\"after\":" + after + "}";
    }

    @ParameterizedTest
    @CsvSource({"360, 740, DARK", "1440, 900, LIGHT"})
    void from_the_setup_code_in_again_to_a_named_device_and_a_picture_and_out(
            int width, int height, ColorScheme colours) throws IOException {
        try (var mosquitto = Mosquitto.started(Files.createDirectory(folder.resolve("broker")));
                var frigate = new FakeFrigate()) {
            frigate.seen(SEEN, "person");
            frigate.snapshot(SEEN, picture());
            var config = settings(mosquitto, frigate);
            try (var house = HouseProcess.start(folder, "run", "--config", config.toString());
                    var chromium = OpenBrowser.start();
                    var devices = Device.on(mosquitto.port())) {
                house.awaitReady();
                var context =
                        chromium.browser()
                                .newContext(
                                        new NewContextOptions()
                                                .setViewportSize(width, height)
                                                .setColorScheme(colours));
                var tab = Tab.open(context, house.http() + "/");
                tab.becomeTheOwner(house, PASSWORD);
                signsOut(tab, house);
                signsIn(tab);
                devicesAreNamed(tab, devices, width);
                somebodyIsSeen(tab, devices, width);
                signsOut(tab, house);
                assertThat(tab.complaints()).isEmpty();
            }
        }
    }

    /// One that a browser can really show.
    private static byte[] picture() throws IOException {
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(48, 32, BufferedImage.TYPE_INT_RGB), "jpeg", bytes);
        return bytes.toByteArray();
    }

    private static void signsOut(Tab tab, HouseProcess house) {
        tab.page().locator("#rooms form[action='/sign-out'] button").click();
        assertThat(tab.page()).hasURL(house.http() + "/sign-in");
        tab.page().navigate(house.http() + "/heard"); // nothing is left of the session
        assertThat(tab.page()).hasURL(Pattern.compile(".*/sign-in\\?then=%2Fheard"));
        tab.page().navigate(house.http() + "/");
    }

    private static void signsIn(Tab tab) {
        var page = tab.page();
        page.getByLabel("Name").fill("Anna");
        page.getByLabel("Password").fill(PASSWORD);
        page.locator("button.main").click();
        tab.isLive();
    }

    private static void devicesAreNamed(Tab tab, Device devices, int width) {
        var page = tab.page();
        devices.says(
                "zigbee2mqtt/bridge/devices",
                """
                [{"ieee_address":"0x00158d0001","friendly_name":"sensor 4","type":"EndDevice",\
                "definition":{"vendor":"Aqara","model":"MCCGQ11LM","exposes":[]}},\
                {"ieee_address":"0x00158d0002","friendly_name":"Cellar door","type":"EndDevice",\
                "definition":{"vendor":"Aqara","model":"MCCGQ11LM","exposes":[]}}]\
                """);
        devices.says("zigbee2mqtt/Cellar door", "{\"contact\":true}");
        devices.says("zigbee2mqtt/Cellar door", "{\"contact\":false}");
        assertThat(tab.rowsOf("0x00158d0002").first().locator(".where"))
                .hasText("Cellar door", text()); // not its address, from its first line on
        devices.says("zigbee2mqtt/sensor 4", "{\"contact\":true,\"battery\":87}");
        devices.says("vigilar/sensor/hall/motion", "this is no JSON");
        page.locator("#rooms a[href='/heard']").click();
        var line = page.locator("#devices [data-source='0x00158d0001']");
        assertThat(line)
                .containsText("Aqara MCCGQ11LM", within()); // the page looks again by itself
        assertThat(line).containsText("87 %", within());
        assertThat(page.locator("#refusals")).containsText("vigilar/sensor/hall/motion", within());
        tab.showsNothingWider(width);
        Tab.shot(page, "heard-" + width);
        line.locator("summary").focus();
        page.keyboard().press("Enter");
        line.locator("input[name=name]").fill("Kitchen window");
        line.getByLabel("Area").fill("Kitchen");
        line.getByLabel("It stands").selectOption("exterior");
        tab.showsNothingWider(width);
        Tab.shot(page, "heard-form-" + width);
        line.locator("button.main").click();
        assertThat(page.locator(".said[role=status]")).containsText("for old events too");
        assertThat(line).containsText("Kitchen window");
        page.locator("#rooms a[href='/']").click();
        tab.isLive();
        devices.says("zigbee2mqtt/sensor 4", "{\"contact\":false,\"battery\":87}");
        var row = tab.rowsOf("0x00158d0001").first();
        assertThat(row.locator(".what")).hasText(Pattern.compile("^Kitchen window opened"), text());
        assertThat(row.locator(".where")).hasText("Kitchen");
    }

    private static void somebodyIsSeen(Tab tab, Device devices, int width) {
        devices.says("frigate/reviews", review());
        var picture = tab.rowsOf("drive").locator("img.thumb");
        assertThat(picture).isVisible(visible());
        Await.until("painted", SOON, () -> (int) picture.evaluate("it => it.naturalWidth") == 48);
        tab.showsNothingWider(width);
        Tab.shot(tab.page(), "evening-" + width);
    }

    private static LocatorAssertions.ContainsTextOptions within() {
        return new LocatorAssertions.ContainsTextOptions().setTimeout(SOON_MILLIS);
    }

    private static LocatorAssertions.HasTextOptions text() {
        return new LocatorAssertions.HasTextOptions().setTimeout(SOON_MILLIS);
    }

    private static LocatorAssertions.IsVisibleOptions visible() {
        return new LocatorAssertions.IsVisibleOptions().setTimeout(SOON_MILLIS);
    }
}
