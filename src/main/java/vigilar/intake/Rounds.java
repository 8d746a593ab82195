package vigilar.intake;

import vigilar.intake.Inbox.Received;
import vigilar.intake.Redelivery.Judged;
import vigilar.journal.EventJournal;
import vigilar.storage.Database;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// One round of the loop after the other: decode what came, commit it together, acknowledge it in
/// order. For one thread.
final class Rounds {
    /// 250 ms: how closely the pauses below are kept.
    static final Duration LOOK = Duration.ofMillis(250);

    /// 1 s without a further message: the broker has nothing more to deliver again. Also how long
    /// refusals may wait for a commit.
    private static final long QUIET = TimeUnit.SECONDS.toNanos(1);

    /// 5 s: a broker that has delivered nothing by then after a reconnect owes us nothing.
    private static final long NOTHING_CAME = TimeUnit.SECONDS.toNanos(5);

    /// 30 s: a crash may make the last reading of a thermometer that old; a sync each would wear
    /// the disk out.
    private static final long READINGS_WAIT = TimeUnit.SECONDS.toNanos(30);

    private final EventJournal journal;
    private final Database database;
    private final Decoder decoder;
    private final Memory memory;
    private final Line line;
    private final InstantSource clock;
    private final IntakeMeters meters;
    private final List<Judged<Arrival>> decided = new ArrayList<>();
    private long connection;
    private long lastArrival = System.nanoTime();
    private long lastCompared = System.nanoTime();
    private long lastSave = System.nanoTime();

    Rounds(
            EventJournal journal,
            Database database,
            Decoder decoder,
            Memory memory,
            Line line,
            InstantSource clock,
            IntakeMeters meters) {
        this.journal = journal;
        this.database = database;
        this.decoder = decoder;
        this.memory = memory;
        this.line = line;
        this.clock = clock;
        this.meters = meters;
    }

    /// Handles what came; with nothing, what waits for quiet.
    void round(List<Received> received) {
        for (var one : received) {
            arrived(one);
        }
        lookForEnd(received.isEmpty());
        finish();
        if (line.isOn(connection)) {
            memory.redelivery.settle(System.nanoTime());
        }
        saveLeftovers();
    }

    private void arrived(Received received) {
        lastArrival = received.nanos();
        var delivery = received.delivery();
        if (delivery.connection() != connection) {
            // What the old connection brought is committed before the new one is compared with it.
            finish();
            connection = delivery.connection();
            decided.addAll(memory.redelivery.connected(delivery.resumed()));
        }
        var decoded = decoder.decode(delivery.topic(), delivery.payload());
        if (!(decoded instanceof Decoded.OurOwn)) {
            meters.received.increment();
        }
        var digest = Memory.digestOf(decoded, delivery);
        var arrival = new Arrival(delivery, decoded, digest, received.at(), received.nanos());
        if (arrival.compared().isPresent()) {
            lastCompared = received.nanos();
        }
        decided.addAll(memory.redelivery.arrived(arrival, arrival.compared()));
    }

    /// Looks whether the broker will not deliver again any more.
    private void lookForEnd(boolean nothingWaits) {
        var redelivery = memory.redelivery;
        // What came meanwhile (heartbeats, say) and is not compared does not make us wait longer.
        var handledUntil = nothingWaits ? System.nanoTime() : lastArrival;
        if (redelivery.isHolding()) {
            if (handledUntil - lastCompared > QUIET) {
                decided.addAll(redelivery.quiet());
            }
        } else if ((redelivery.isComparing() || !line.isOn(connection))
                && line.upNanos() - (System.nanoTime() - handledUntil) > NOTHING_CAME) {
            redelivery.forget();
        }
    }

    /// Commits what is decided, then acknowledges it.
    private void finish() {
        if (decided.isEmpty()) {
            return;
        }
        for (var one : decided) {
            if (one.message().decoded() instanceof Decoded.Refused) {
                meters.refused.increment();
            }
            if (one.again() || !memory.note(one.message())) {
                meters.repeated.increment();
            }
        }
        if (memory.needsCommit()) {
            commit();
        }
        acknowledge();
        decided.clear();
    }

    private void commit() {
        var occurrences = memory.occurrences();
        var changes = memory.changes(clock.instant());
        Intake.Waiting.done(journal.append(occurrences, changes));
        memory.saved(changes);
        lastSave = System.nanoTime();
        meters.stored.increment(occurrences.size());
        for (var one : decided) {
            if (one.message().digest().isPresent() && !one.again()) {
                meters.receiptToCommit.record(
                        lastSave - one.message().nanos(), TimeUnit.NANOSECONDS);
            }
        }
    }

    private void acknowledge() {
        var sent = 0;
        for (var one : decided) {
            var delivery = one.message().delivery();
            delivery.acknowledge();
            if (line.isOn(delivery.connection()) && one.message().compared().isPresent()) {
                sent++;
            }
        }
        memory.redelivery.acknowledged(sent, System.nanoTime());
    }

    /// Commits what nobody waits for: refusals and settled debts soon, readings now and then.
    private void saveLeftovers() {
        var waited = System.nanoTime() - lastSave;
        var soon = memory.hasRefusals() || memory.isSettledUnsaved();
        if ((soon && waited > QUIET) || (memory.hasReadings() && waited > READINGS_WAIT)) {
            save();
        }
    }

    /// After a stop in order on a connection that stood until then: the broker has heard all
    /// acknowledgements before our goodbye, and nothing can come again.
    void stopped() {
        if (memory.redelivery.owesNothing() && line.isOn(connection)) {
            memory.redelivery.forget();
            save();
        }
    }

    /// Commits all that is noted, without events.
    private void save() {
        var changes = memory.changes(clock.instant());
        Intake.Waiting.done(
                database.write(
                        rows -> {
                            changes.apply(rows);
                            return true;
                        }));
        memory.saved(changes);
        lastSave = System.nanoTime();
    }
}
