package vigilar;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import vigilar.storage.Backups;
import vigilar.storage.StorageException;
import vigilar.supervisor.Failures;
import vigilar.supervisor.Health;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;

/// Copies the house every night and keeps the last seven. Stands beside the wiring since it only
/// brings together the store's backups and the health.
final class NightlyBackup {
    static final String PART = "backup";

    private static final Logger LOG = LoggerFactory.getLogger(NightlyBackup.class);

    /// Half past three: after the night's last visitor, before the first alarm clock.
    private static final LocalTime AT_NIGHT = LocalTime.of(3, 30);

    /// 7: a mistake that is noticed within a week can be undone.
    private static final int KEPT = 7;

    /// 10 min: a start has other things to do first, and a night is long.
    private static final Duration LOOK = Duration.ofMinutes(10);

    /// 1 h after a failure: a full disk does not empty itself by trying.
    private static final Duration AFTER_FAILURE = Duration.ofHours(1);

    private static final String KIND = "nightly";

    private final Backups backups;
    private final Health health;
    private final InstantSource clock;
    private final ZoneId zone;

    /// A clock that is behind all copies is often set right soon after a start. What is made before
    /// would push out a good copy, at each start another one.
    private boolean looked;

    NightlyBackup(Backups backups, Health health, InstantSource clock, ZoneId zone) {
        this.backups = backups;
        this.health = health;
        this.clock = clock;
        this.zone = zone;
    }

    /// Goes on until it is interrupted.
    void run() throws InterruptedException {
        health.up(PART);
        while (true) {
            Thread.sleep(look() ? LOOK : AFTER_FAILURE);
        }
    }

    /// @return false when it failed
    boolean look() {
        try {
            if (isDue()) {
                var file = backups.name(KIND);
                backups.make(file);
                LOG.info("backed up to {}", file);
                forgetOldest();
            }
            tell(backups.leavesOut());
            return true;
        } catch (IOException | StorageException failure) {
            health.down(PART, Failures.inWords(failure));
            return false;
        }
    }

    private void tell(List<String> leftOut) {
        if (leftOut.isEmpty()) {
            health.up(PART);
        } else {
            health.down(
                    PART,
                    "no copy can hold %s%s: give it a plain name, or move it away"
                            .formatted(
                                    leftOut.getFirst(),
                                    leftOut.size() == 1
                                            ? ""
                                            : " and %,d more".formatted(leftOut.size() - 1)));
        }
    }

    private boolean isDue() throws IOException {
        var copies = nightly();
        boolean mayBeBehind = !looked && copies.stream().anyMatch(backups::isAhead);
        looked = true;
        if (mayBeBehind) {
            return false;
        }
        return copies.isEmpty()
                || backups.isAhead(copies.getLast())
                || Backups.madeAt(copies.getLast()).isBefore(lastNight());
    }

    private Instant lastNight() {
        var now = clock.instant().atZone(zone);
        var tonight = now.with(AT_NIGHT);
        return (tonight.isAfter(now) ? tonight.minusDays(1) : tonight).toInstant();
    }

    private void forgetOldest() throws IOException {
        var all = nightly();
        for (var old : all.subList(0, Math.max(0, all.size() - KEPT))) {
            Files.delete(old);
        }
    }

    /// Oldest first; the newest is dated in the future only if all are.
    private List<Path> nightly() throws IOException {
        return backups.copies().stream()
                .filter(it -> it.getFileName().toString().startsWith(KIND + "-"))
                .toList();
    }
}
