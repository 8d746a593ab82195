package vigilar.web;

import static org.assertj.core.api.Assertions.assertThat;

import static java.time.ZoneOffset.UTC;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

import vigilar.PlantedSecrets;
import vigilar.access.AlarmPins;
import vigilar.access.CallerAddress;
import vigilar.access.PersonName;
import vigilar.access.PinCode;
import vigilar.access.PinLimits;
import vigilar.access.SignIn;
import vigilar.access.Standing;
import vigilar.arming.PanelKeeper;
import vigilar.arming.SilentAlerts;
import vigilar.arming.ZoneSettings;
import vigilar.journal.SqlJournal;
import vigilar.storage.SqliteDatabase;
import vigilar.storage.StorageSettings;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;

/// A disarmed house whose panel has stopped: it answers nobody.
@ResourceLock(PlantedSecrets.HASHES)
class SilentPanelTest {
    /// A panel that does not answer is waited for 11 s.
    private static final Duration AT_ONCE = Duration.ofSeconds(8);

    private static final PersonName ANNA = new PersonName("anna");
    private static final String PIN = PlantedSecrets.plant("8361940");
    private static final String THREAT = PlantedSecrets.plant("8361941");

    @TempDir Path folder;

    @Test
    void whoever_types_the_pin_for_use_under_threat_waits_no_longer_than_with_another()
            throws Exception {
        try (var house = new ClosedHouse(folder);
                var database = SqliteDatabase.open(new StorageSettings(folder))) {
            var journal = SqlJournal.open(database);
            aPanelRanOnce(database, journal);
            house.people.add(ANNA, Standing.OWNER, ClosedHouse.PASSWORD);
            new AlarmPins(journal, database, ClosedHouse.CLOCK, UTC)
                    .add(ANNA, new PinCode(PIN), Optional.of(new PinCode(THREAT)), PinLimits.NONE);
            var from = new CallerAddress("127.0.0.1");
            var cookie =
                    house.access.signIn("anna", ClosedHouse.PASSWORD, from, "")
                                    instanceof SignIn.Welcome(_, var token)
                            ? PlantedSecrets.plant(token.text())
                            : "";
            for (var path : new String[] {"/alarm/disarm", "/api/panel"}) {
                for (var pin : new String[] {PIN, THREAT}) {
                    long begun = System.nanoTime();
                    var answer =
                            ClosedHouse.BROWSER.send(
                                    house.at(path)
                                            .header("Cookie", "vigilar=" + cookie)
                                            .header("Origin", house.base())
                                            .header(
                                                    "Content-Type",
                                                    "application/x-www-form-urlencoded")
                                            .POST(
                                                    BodyPublishers.ofString(
                                                            "mode=DISARMED&pin=" + pin))
                                            .build(),
                                    BodyHandlers.ofString());
                    assertThat(answer.statusCode()).isIn(200, 303);
                    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(AT_ONCE);
                }
            }
            assertThat(new SilentAlerts(database).all())
                    .extracting(SilentAlerts.SilentAlert::by)
                    .containsExactly("anna", "anna");
        }
    }

    private static void aPanelRanOnce(SqliteDatabase database, SqlJournal journal)
            throws InterruptedException {
        var runs = new CountDownLatch(1);
        var panel =
                new PanelKeeper(
                        journal,
                        database,
                        ZoneSettings.Panel.NONE,
                        Map::of,
                        () -> true,
                        ClosedHouse.CLOCK,
                        System::nanoTime,
                        new PanelKeeper.Seat(new TreeSet<>(), true),
                        it -> {
                            if (it == PanelKeeper.Standing.RUNS) {
                                runs.countDown();
                            }
                        });
        var life =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    try {
                                        panel.run();
                                    } catch (InterruptedException _) {
                                        return; // as the test wants
                                    }
                                });
        runs.await();
        life.interrupt();
        life.join();
    }
}
