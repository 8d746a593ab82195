package vigilar.journal;

import org.jdbi.v3.core.Handle;

import vigilar.event.Worth;
import vigilar.storage.Database;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;

/// Removes what is too old or has no room, in small steps through the one writer. One thread of one
/// process of the house calls it.
///
/// Each worth has its own time. Of the room half is each worth's own: only who has more than that
/// gives way, so neither pushes the other out, and what one does not need the other may use.
public final class Retention {
    /// To 95 % of the room: not a step for each new event of a full house.
    private static final double LOW_WATER = 0.95;

    private static final List<Worth> ROUTINE_FIRST = List.of(Worth.ROUTINE, Worth.ALARM);

    private final Database database;
    private final GentleWrites writes;
    private final KeepingSettings settings;
    private final InstantSource clock;
    private final ClockTrust trust;
    private final WithPruned with;

    /// @param with what other rooms do when events go
    public Retention(
            Database database, KeepingSettings settings, InstantSource clock, WithPruned with) {
        this(database, settings, clock, new ClockTrust(database, System::nanoTime), with);
    }

    Retention(
            Database database,
            KeepingSettings settings,
            InstantSource clock,
            ClockTrust trust,
            WithPruned with) {
        this.database = database;
        writes = new GentleWrites(database);
        this.settings = settings;
        this.clock = clock;
        this.trust = trust;
        this.with = with;
    }

    /// Removes all that is due now; long only after a long time.
    ///
    /// @return how many events were removed
    /// @throws vigilar.storage.StorageException when the store cannot be read or written
    public long round() throws InterruptedException {
        long removed = 0;
        var now = clock.instant();
        if (trust.believes(now)) {
            for (var worth : ROUTINE_FIRST) {
                removed += tooOld(worth, now);
            }
        }
        for (var worth : ROUTINE_FIRST) {
            removed += withoutRoom(worth);
        }
        return removed;
    }

    private long tooOld(Worth worth, Instant now) throws InterruptedException {
        var cut = now.minus(settings.of(worth));
        var last = database.read(it -> new Prunable(it, worth).lastBefore(cut, now));
        long removed = 0;
        if (last.isPresent()) {
            boolean more = true;
            while (more) {
                var done = step(worth, it -> it.upTo(last.getAsLong()));
                removed += done.removed();
                more = done.more();
            }
        }
        boolean more = database.read(it -> new Prunable(it, worth).mark()) > 0;
        while (more) {
            var done = step(worth, PruningStep::leftBehind);
            removed += done.removed();
            more = done.more();
        }
        return removed;
    }

    private long withoutRoom(Worth worth) throws InterruptedException {
        long wanted = database.read(it -> tooMuch(it, worth));
        long removed = 0;
        boolean more = wanted > 0;
        while (more) {
            long still = wanted;
            var done = step(worth, it -> it.worthOf(still));
            removed += done.removed();
            wanted -= done.bytes();
            more = done.more();
        }
        return removed;
    }

    private long tooMuch(Handle rows, Worth worth) {
        long all = 0;
        for (var each : ROUTINE_FIRST) {
            all += new Prunable(rows, each).bytes();
        }
        if (all <= settings.mostBytes()) {
            return 0;
        }
        long beyondShare = new Prunable(rows, worth).bytes() - settings.mostBytes() / 2;
        return Math.min(all - (long) (settings.mostBytes() * LOW_WATER), beyondShare);
    }

    private PruningStep.Done step(Worth worth, Function<PruningStep, PruningStep.Done> what)
            throws InterruptedException {
        return writes.write(it -> what.apply(new PruningStep(it, worth, with)));
    }
}
