package vigilar.frontdoor;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

import vigilar.alerts.PushedPhone;
import vigilar.event.Severity;
import vigilar.pictures.FakeFrigate;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

import javax.imageio.ImageIO;

/// From what a camera sees to the notification on the phone: a house as people start it, with a
/// Frigate, a push service over HTTPS, and a real browser that shows what was sent.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class) // who signs out does so last
class PictureInTheNotificationTest {

    /// 15 s, and some for the subscription: what comes so soon after a start may have been queued,
    /// and notifies nobody.
    private static final Duration SETTLING = Duration.ofSeconds(17);

    @TempDir static Path folder;
    private static long readyNanos;
    private static Mosquitto bus;
    private static FakeFrigate frigate;
    private static PushedPhone service;
    private static HouseProcess house;
    private static OpenBrowser chromium;
    private static BrowserContext context;
    private static BrowserPhone phone;
    private static Page page;
    private static Device camera;

    @BeforeAll
    static void begin() throws Exception {
        bus = Mosquitto.started(folder);
        frigate = new FakeFrigate();
        service = new PushedPhone(folder);
        service.subscribe(folder.resolve("data"), Severity.WARNING);
        var config = folder.resolve("vigilar.toml");
        Files.writeString(
                config,
                """
                data = "data"
                http = "127.0.0.1:0"
                [frigate]
                url = "%s"
                %s\
                """
                        .formatted(frigate.url(), PushedPhone.config()));
        house =
                HouseProcess.start(
                        folder,
                        service.trustOptions(),
                        "run",
                        "--config",
                        config.toString(),
                        "--bus",
                        bus.url());
        chromium = OpenBrowser.start();
        house.awaitReady();
        readyNanos = System.nanoTime();
        context = chromium.browser().newContext();
        context.grantPermissions(
                List.of("notifications"),
                new BrowserContext.GrantPermissionsOptions().setOrigin(house.http()));
        page = context.newPage();
        signIn();
        phone = new BrowserPhone(page, house.http());
        camera = Device.on(bus.port());
        Await.until(
                "the start has settled",
                SETTLING.multipliedBy(2),
                PictureInTheNotificationTest::settled);
    }

    private static boolean settled() {
        return System.nanoTime() - readyNanos > SETTLING.toNanos();
    }

    @AfterAll
    static void end() throws Exception {
        camera.close();
        chromium.close();
        house.close();
        frigate.close();
        bus.close();
        service.close();
    }

    private static void signIn() {
        page.navigate(house.http() + "/");
        page.getByLabel("Setup code").fill(house.setupCode());
        page.getByLabel("Your name").fill("Anna");
        page.getByLabel("A password").fill("a long sentence of Anna");
        page.getByText("Make me the owner").click();
        assertThat(page).hasURL(house.http() + "/");
    }

    private static void somebodyIsSeen(String detection) {
        frigate.seen(detection, "person");
        var after =
                """
                {"id":"%s","camera":"front_door","start_time":1763900000.25,"end_time":null,\
                "severity":"alert","data":{"detections":["%s"],"objects":["person"]}}\
                """
                        .formatted(detection, detection);
        camera.says(
                "frigate/reviews",
                "{\"type\":\"new\",\"before\":" + after + ",\"after\":" + after + "}");
    }

    private static byte[] jpeg() throws IOException {
        var out = new ByteArrayOutputStream();
        assertThat(ImageIO.write(new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB), "jpg", out))
                .isTrue();
        return out.toByteArray();
    }

    /// What the push service was sent of the camera, handed to the browser as it is; the event's
    /// number. That there is an owner now was told too.
    private static long theNextPushArrives() throws InterruptedException {
        var told = service.next();
        while (!told.text().path("source").asString().equals("front_door")) {
            told = service.next();
        }
        phone.push(told.text().toString());
        long event = told.text().path("id").asLong();
        assertThat(told.text().path("picture").asString())
                .isEqualTo("/events/" + event + "/snapshot");
        return event;
    }

    private static Pattern words(long event) {
        return Pattern.compile("(.*,)?Person detected\\|front door\\|/events/" + event);
    }

    @Test
    @Order(1)
    void the_notification_carries_the_picture_and_a_click_opens_the_event() throws Exception {
        frigate.snapshot("1763900001.5-k3x9ab", jpeg());
        somebodyIsSeen("1763900001.5-k3x9ab");
        long event = theNextPushArrives();
        phone.shows(words(event));
        phone.showsThePicture("/events/" + event + "/snapshot");
        phone.click();
        assertThat(page).hasURL(house.http() + "/events/" + event);
        Await.until("it is put away", Duration.ofSeconds(5), () -> phone.picture().isEmpty());
    }

    @Test
    @Order(2)
    void it_is_shown_without_the_picture_first_and_gets_it_when_the_camera_has_it()
            throws Exception {
        somebodyIsSeen("1763900002.5-k3x9ac");
        long event = theNextPushArrives();
        phone.shows(words(event));
        assertThat(phone.picture()).isEqualTo("/");
        frigate.snapshot("1763900002.5-k3x9ac", jpeg());
        phone.showsThePicture("/events/" + event + "/snapshot");
        phone.shows(words(event));
        phone.click();
        assertThat(page).hasURL(house.http() + "/events/" + event);
    }

    @Test
    @Order(3)
    void who_is_signed_out_is_told_in_words_and_sees_no_picture() throws Exception {
        frigate.snapshot("1763900003.5-k3x9ad", jpeg());
        context.clearCookies();
        page.navigate(house.http() + "/notifications"); // before it goes there by itself
        assertThat(page).hasURL(Pattern.compile(".*/sign-in.*"));
        somebodyIsSeen("1763900003.5-k3x9ad");
        long event = theNextPushArrives();
        phone.shows(words(event));
        // The picture is there by now; what comes next has its turn after the look for it.
        frigate.snapshot("1763900004.5-k3x9ae", jpeg());
        somebodyIsSeen("1763900004.5-k3x9ae");
        long next = theNextPushArrives();
        phone.shows(words(next));
        assertThat(phone.picture()).isEqualTo("/,/");
    }
}
