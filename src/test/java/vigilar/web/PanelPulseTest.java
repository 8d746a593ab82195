package vigilar.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import vigilar.arming.ArmState;
import vigilar.arming.Countdown;
import vigilar.arming.PanelDesk;
import vigilar.arming.PanelKeeper;
import vigilar.arming.ZoneSettings;
import vigilar.journal.SqlJournal;
import vigilar.storage.Database;
import vigilar.storage.ReadyStore;
import vigilar.supervisor.Health;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;

/// Whether the page can be believed that somebody watches.
class PanelPulseTest {
    @TempDir Path folder;

    private final Health health = new Health(Clock.systemUTC());

    /// An entry delay, of which so much is left.
    private static PanelDesk.View with(Duration left) {
        return new PanelDesk.View(
                ArmState.PENDING,
                Instant.EPOCH,
                Optional.of(new Countdown(Countdown.What.ENTRY, Instant.EPOCH)),
                Optional.of(left),
                Optional.empty(),
                false,
                List.of(),
                List.of(),
                Map.of(),
                Optional.empty());
    }

    private Thread running(Database database, CountDownLatch runs) {
        var panel =
                new PanelKeeper(
                        SqlJournal.open(database),
                        database,
                        ZoneSettings.Panel.NONE,
                        Map::of,
                        () -> true,
                        Clock.systemUTC(),
                        System::nanoTime,
                        new PanelKeeper.Seat(new TreeSet<>(Set.of("intake", "web")), true),
                        _ -> {
                            health.up(PanelKeeper.PART);
                            runs.countDown();
                        });
        return Thread.ofVirtual()
                .start(
                        () -> {
                            try {
                                panel.run();
                            } catch (InterruptedException _) {
                                return; // as the test wants
                            }
                        });
    }

    @Test
    void a_panel_that_is_down_or_not_there_or_late_is_told_with_what_to_do() throws Exception {
        try (var database = ReadyStore.open(folder)) {
            var desk = new PanelDesk(database, ZoneSettings.Panel.NONE, Map::of, Clock.systemUTC());
            var pulse = new PanelPulse(desk, health);
            var inTime = with(PanelPulse.LATE.dividedBy(2).negated());
            assertThat(pulse.trouble(inTime).orElse("")).contains("does not run yet", "Wait");
            var runs = new CountDownLatch(1);
            var life = running(database, runs);
            runs.await();
            assertThat(desk.holder()).containsExactlyInAnyOrder("intake", "web");
            assertThat(pulse.trouble(inTime)).isEmpty();
            assertThat(pulse.trouble(with(PanelPulse.LATE.plusMillis(1).negated())).orElse(""))
                    .contains("has not done what was due", "start Vigilar again");
            health.down(Database.PART, "the disk is 100 % full");
            assertThat(pulse.trouble(inTime).orElse(""))
                    .contains("does not run.", "Nothing alarms", "(the disk is 100 % full)");
            health.up(Database.PART);
            health.down(PanelKeeper.PART, "it stumbled");
            assertThat(pulse.trouble(inTime).orElse("")).contains("(it stumbled)");
            health.up(PanelKeeper.PART);
            assertThat(pulse.trouble(inTime)).isEmpty();
            life.interrupt();
            life.join();
            assertThat(pulse.trouble(inTime).orElse("")).contains("does not run yet");
        }
    }
}
