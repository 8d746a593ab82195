package vigilar.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import static vigilar.pictures.PictureStage.SOON;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import vigilar.PlantedSecrets;
import vigilar.bus.TestCertificates;
import vigilar.event.EventId;
import vigilar.frontdoor.Await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;

/// Frigate with login and TLS, as it comes: a self-signed certificate for the name `*`.
class FrigateCertificateTest {
    private static final String UNSAFE = "Frigate does not answer: no safe connection: ";

    @TempDir private Path folder;
    private TestCertificates made;
    private @Nullable PictureStage stage;

    @BeforeEach
    void certify() throws Exception {
        made = new TestCertificates(folder);
        made.selfSigned("stock", "*");
    }

    @AfterEach
    void close() {
        if (stage != null) {
            stage.close();
        }
    }

    /// A Frigate that shows this certificate, and a house that trusts that file, if any.
    private PictureStage start(String shows, Optional<String> trusts) throws Exception {
        var frigate = new FakeFrigate(made.server(shows));
        frigate.password = Optional.of(PlantedSecrets.plant("the camera knows"));
        frigate.snapshot("1.5-abc", FakeFrigate.jpeg(2_000));
        var house = new PictureStage(folder, frigate);
        stage = house;
        house.ca = trusts.map(made::file);
        house.start(frigate.password, PictureSettings.USUAL_QUOTA);
        return house;
    }

    private static EventId review(PictureStage house) {
        return house.review("1.5-rev", "1.5-abc");
    }

    private static void awaitSnapshot(PictureStage house, EventId event, String state) {
        house.awaitState(event, PictureKind.SNAPSHOT, state);
    }

    private static void awaitTold(PictureStage house, String why) {
        Await.until(
                "told " + why,
                SOON,
                () -> {
                    house.pass(Duration.ofSeconds(20));
                    return house.trouble().contains(why);
                });
    }

    @Test
    void a_stock_frigate_is_known_by_its_own_certificate_and_lets_us_in() throws Exception {
        var house = start("stock", Optional.of("stock.pem"));
        awaitSnapshot(house, review(house), "ready");
        assertThat(house.frigate.asked).contains("/api/login");
    }

    @Test
    void an_authority_may_vouch_for_frigate() throws Exception {
        made.authority("family");
        made.certificate("frigate", "family", "127.0.0.1", 30);
        var house = start("frigate", Optional.of("family.pem"));
        awaitSnapshot(house, review(house), "ready");
    }

    @Test
    void what_an_authority_vouches_for_at_another_address_is_refused() throws Exception {
        made.authority("family");
        made.certificate("elsewhere", "family", "10.1.2.3", 30);
        var house = start("elsewhere", Optional.of("family.pem"));
        var event = review(house);
        awaitSnapshot(
                house,
                event,
                "waiting: "
                        + UNSAFE
                        + "Frigate's certificate is for another name or address (see frigate.ca)");
        assertThat(house.frigate.asked).isEmpty();
    }

    @Test
    void a_foreign_certificate_is_refused_told_and_hears_no_password() throws Exception {
        made.selfSigned("foreign", "*");
        var house = start("foreign", Optional.of("stock.pem"));
        var why = UNSAFE + "Frigate's certificate is from no authority that we trust";
        awaitSnapshot(house, review(house), "waiting: " + why + " (see frigate.ca)");
        awaitTold(house, why);
        assertThat(house.frigate.asked).isEmpty();
    }

    @Test
    void without_the_setting_a_self_signed_certificate_is_refused_and_the_setting_is_named()
            throws Exception {
        var house = start("stock", Optional.empty());
        awaitTold(house, "from no authority that we trust (see frigate.ca)");
        assertThat(house.frigate.asked).isEmpty();
    }

    @Test
    void a_file_without_a_certificate_is_told_and_the_right_one_is_taken_without_a_restart()
            throws Exception {
        Files.writeString(made.file("trusted.pem"), "to be filled in\n");
        var house = start("stock", Optional.of("trusted.pem"));
        var event = review(house);
        awaitTold(house, "no usable certificate in " + made.file("trusted.pem"));
        Files.delete(made.file("trusted.pem"));
        awaitTold(house, "cannot read " + made.file("trusted.pem"));
        Files.copy(
                made.file("stock.pem"),
                made.file("trusted.pem"),
                StandardCopyOption.REPLACE_EXISTING);
        house.pass(PicturePause.LONGEST);
        awaitSnapshot(house, event, "ready");
        Await.until("well again", SOON, () -> house.trouble().isEmpty());
    }

    @Test
    void a_certificate_that_was_taken_out_of_the_file_is_refused_without_a_restart()
            throws Exception {
        made.selfSigned("another", "*");
        Files.copy(made.file("stock.pem"), made.file("trusted.pem"));
        var house = start("stock", Optional.of("trusted.pem"));
        house.frigate.hangsUp = true; // so that the next question needs a new connection
        awaitSnapshot(house, review(house), "ready");
        Files.copy(
                made.file("another.pem"),
                made.file("trusted.pem"),
                StandardCopyOption.REPLACE_EXISTING);
        awaitTold(house, UNSAFE + "Frigate's certificate is from no authority that we trust");
    }
}
