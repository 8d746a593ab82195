package vigilar.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

class HealthTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private Instant now = NOON;
    private final Health health = new Health(() -> now);

    @Test
    void a_part_that_stays_down_is_down_since_it_first_failed_and_gives_its_latest_reason() {
        health.down("bus", "refused");
        now = NOON.plusSeconds(30);
        health.down("bus", "no\nroute");
        assertThat(health.parts()).containsEntry("bus", new PartState.Down(NOON, "no route"));
        assertThat(health.allUp()).isFalse();
    }

    @Test
    void a_part_that_comes_back_is_up_since_then() {
        health.down("bus", "refused");
        now = NOON.plusSeconds(30);
        health.up("bus");
        assertThat(health.parts()).containsEntry("bus", new PartState.Up(NOON.plusSeconds(30)));
        assertThat(health.allUp()).isTrue();
    }

    @Test
    void a_part_with_long_work_is_up_when_it_begins_but_not_before_it_is_well_again() {
        health.starting("retention");
        health.begun("retention");
        assertThat(health.allUp()).isTrue();
        health.down("retention", "the disk is full");
        health.begun("retention");
        assertThat(health.allUp()).isFalse();
    }

    @Test
    void the_pause_before_a_restart_doubles_to_a_minute_and_never_exceeds_it() {
        assertThat(Supervisor.pauseAfter(1, 0)).isEqualTo(Duration.ofSeconds(1));
        assertThat(Supervisor.pauseAfter(4, 0)).isEqualTo(Duration.ofSeconds(8));
        assertThat(Supervisor.pauseAfter(400, 0)).isEqualTo(Duration.ofSeconds(60));
        assertThat(Supervisor.pauseAfter(1, 1)).isEqualTo(Duration.ofMillis(750));
    }

    @Test
    void the_web_sees_what_fails_in_the_intake_process_and_that_it_is_gone(@TempDir Path folder)
            throws IOException {
        var alive = new HashSet<>(Set.of("intake"));
        var intakeHealth = new Health(() -> now);
        var intake =
                new Neighbours(
                        folder,
                        Set.of("intake"),
                        Set.of(),
                        alive::contains,
                        intakeHealth,
                        () -> now);
        var web =
                new Neighbours(
                        folder,
                        Set.of("web"),
                        Set.of("intake"),
                        alive::contains,
                        health,
                        () -> now);
        intakeHealth.down("storage", "disk full");
        intake.look();
        web.look();
        assertThat(health.parts())
                .containsEntry("process intake", new PartState.Down(NOON, "storage: disk full"));
        assertThat(health.works("intake")).isFalse();
        intakeHealth.starting("intake");
        intake.look();
        web.look();
        assertThat(health.works("intake")).isTrue(); // soon
        assertThat(health.isUp("intake")).isFalse();
        intakeHealth.up("intake");
        intake.look();
        web.look();
        assertThat(health.works("intake")).isTrue(); // whatever else fails beside it
        assertThat(health.isUp("intake")).isTrue();
        health.up("storage"); // here; and whoever asks of one over there hears of that one
        assertThat(health.partIn(Set.of("intake"), "storage"))
                .contains(new PartState.Down(NOON, "disk full"));
        assertThat(health.partIn(Set.of("web"), "storage")).contains(new PartState.Up(NOON));
        assertThat(health.partIn(Set.of("web"), "panel")).isEmpty();
        intakeHealth.down("intake", "the broker is away");
        intake.look();
        web.look();
        assertThat(health.works("intake")).isFalse();
        intakeHealth.up("intake");
        intakeHealth.up("storage");
        intake.look();
        web.look();
        assertThat(health.allUp()).isTrue();
        assertThat(health.works("intake")).isTrue();
        alive.clear();
        web.look();
        assertThat(health.partIn(Set.of("broker", "intake"), "storage"))
                .contains(new PartState.Down(NOON, "no process has this role"));
        assertThat(health.works("intake")).isFalse();
        assertThat(health.isUp("intake")).isFalse();
        assertThat(health.parts())
                .containsEntry(
                        "process intake", new PartState.Down(NOON, "no process has this role"));
    }

    @Test
    void a_process_that_runs_and_does_nothing_more_is_not_called_up(@TempDir Path folder)
            throws IOException {
        var intakeHealth = new Health(() -> now);
        intakeHealth.up("intake");
        var intake =
                new Neighbours(
                        folder, Set.of("intake"), Set.of(), _ -> true, intakeHealth, () -> now);
        var web =
                new Neighbours(
                        folder, Set.of("web"), Set.of("intake"), _ -> true, health, () -> now);
        for (int look = 0; look < 2 * Neighbours.SILENT_LOOKS; look++) {
            intake.look();
            web.look();
        }
        assertThat(health.allUp()).isTrue();
        for (int look = 0; look < Neighbours.SILENT_LOOKS; look++) {
            web.look();
        }
        assertThat(health.parts())
                .containsEntry(
                        "process intake", new PartState.Down(NOON, "it runs and says nothing"));
        intake.look();
        web.look();
        assertThat(health.allUp()).isTrue();
    }

    @Test
    void a_neighbour_that_is_still_starting_is_not_called_up(@TempDir Path folder)
            throws IOException {
        var intakeHealth = new Health(() -> now);
        intakeHealth.up("storage");
        intakeHealth.starting("intake");
        new Neighbours(folder, Set.of("intake"), Set.of(), _ -> true, intakeHealth, () -> now)
                .look();
        new Neighbours(folder, Set.of("web"), Set.of("intake"), _ -> true, health, () -> now)
                .look();
        assertThat(health.parts()).containsEntry("process intake", new PartState.Starting(NOON));
        assertThat(health.allUp()).isFalse();
    }
}
