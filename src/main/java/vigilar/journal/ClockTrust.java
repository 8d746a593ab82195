package vigilar.journal;

import vigilar.storage.Database;

import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

/// Whether the machine's clock may be believed when something is deleted for its age. A clock that
/// leapt years ahead would delete years at once; nothing brings them back.
final class ClockTrust {
    /// 2 days ahead of what was last believed: a house that was off for a weekend, or a clock that
    /// is wrong.
    private static final Duration LEAP = Duration.ofDays(2);

    /// 1 day of running with the new time: a wrong clock is seen on the page, or set right, by
    /// then.
    private static final Duration PROBATION = Duration.ofDays(1);

    private final Database database;
    private final LongSupplier nanos;
    private long leaptAtNanos;
    private boolean leapt;

    ClockTrust(Database database, LongSupplier nanos) {
        this.database = database;
        this.nanos = nanos;
    }

    boolean believes(Instant now) {
        var last =
                Instant.ofEpochMilli(
                        database.read(
                                it ->
                                        it.createQuery("SELECT clock_ms FROM keeping")
                                                .mapTo(Long.class)
                                                .one()));
        if (last.equals(Instant.EPOCH) || !now.isAfter(last.plus(LEAP)) || isOver()) {
            leapt = false;
            remember(now);
            return true;
        }
        return false;
    }

    private boolean isOver() {
        if (!leapt) {
            leapt = true;
            leaptAtNanos = nanos.getAsLong();
        }
        return nanos.getAsLong() - leaptAtNanos >= PROBATION.toNanos();
    }

    private void remember(Instant now) {
        database.write(it -> it.execute("UPDATE keeping SET clock_ms = ?", now.toEpochMilli()))
                .join();
    }
}
