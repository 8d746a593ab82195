package vigilar.intake;

import vigilar.bus.Delivery;
import vigilar.intake.Inbox.Received;
import vigilar.journal.EventJournal;
import vigilar.storage.Database;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// One round of the loop after the other: decode what came, commit it together, acknowledge it in
/// order. For one thread.
final class Rounds {
    /// 250 ms: how closely the pauses below are kept.
    static final Duration LOOK = Duration.ofMillis(250);

    /// 1 s: how long refusals and settled debts may wait for a commit of their own.
    private static final long SOON = TimeUnit.SECONDS.toNanos(1);

    /// 5 s: a broker begins a resumed session with what it delivers again; what has not come by
    /// then after the reconnect, or the last that did come again, does not come.
    private static final long NOTHING_CAME = TimeUnit.SECONDS.toNanos(5);

    /// 30 s: a crash may make the last reading of a thermometer that old; a sync each would wear
    /// the disk out.
    private static final long READINGS_WAIT = TimeUnit.SECONDS.toNanos(30);

    private final EventJournal journal;
    private final Database database;
    private Producers producers;
    private final Memory memory;
    private final Line line;
    private final Settlement settlement;
    private final InstantSource clock;
    private final IntakeMeters meters;
    private final List<Taken> taken = new ArrayList<>();
    private final Floods floods = new Floods();
    private long connection;
    private long lastArrival = System.nanoTime();
    private long lastAgain = System.nanoTime();
    private long lastSave = System.nanoTime();

    /// What became of a message, until it is acknowledged.
    private sealed interface Taken {
        Delivery delivery();

        /// Present if it may come again, and only its number can tell.
        Optional<Redelivery.Sent> sent();

        /// @param again whether it is one that we have committed already
        record Judged(Arrival arrival, boolean again) implements Taken {
            @Override
            public Delivery delivery() {
                return arrival.delivery();
            }

            @Override
            public Optional<Redelivery.Sent> sent() {
                return arrival.sent();
            }
        }

        /// Newer ones came in the same round, and there is no room for all.
        record PassedOver(Delivery delivery, Optional<Redelivery.Sent> sent) implements Taken {
            PassedOver(Delivery delivery) {
                this(delivery, Redelivery.Sent.of(delivery));
            }
        }
    }

    Rounds(
            EventJournal journal,
            Database database,
            Producers producers,
            Memory memory,
            Line line,
            Settlement settlement,
            InstantSource clock,
            IntakeMeters meters) {
        this.journal = journal;
        this.database = database;
        this.producers = producers;
        this.memory = memory;
        this.line = line;
        this.settlement = settlement;
        this.clock = clock;
        this.meters = meters;
    }

    /// Handles what came; with nothing, what waits for its time.
    void round(List<Received> received) {
        line.gap().ifPresent(this::tell);
        var passedOver = Floods.passedOver(received);
        for (int i = 0; i < received.size(); i++) {
            var one = received.get(i);
            connected(one.delivery(), one);
            if (passedOver.get(i)) {
                floods.add(one);
                taken.add(new Taken.PassedOver(one.delivery()));
            } else {
                arrived(one);
            }
        }
        floods.news(System.nanoTime(), clock.instant()).forEach(memory::tell);
        lookForEnd(received.isEmpty());
        finish();
        if (line.isOn(connection)) {
            settlement.look(memory.redelivery, connection, System.nanoTime());
        }
        saveLeftovers();
    }

    /// What is said to last on the timeline [HearingWatch] ends, with all of that time.
    private void tell(Line.Gap gap) {
        if (HearingLossStore.stands(database)) {
            line.told(gap);
            return;
        }
        var now = clock.instant();
        var nanos = System.nanoTime();
        memory.tell(
                Absence.ofOurLink(
                        now.minusNanos(nanos - gap.fromNanos()),
                        now.minusNanos(nanos - gap.toNanos())));
        commit();
        line.told(gap);
    }

    private void connected(Delivery delivery, Received received) {
        lastArrival = received.nanos();
        if (delivery.connection() != connection) {
            // What the old connection brought is committed before the new one is compared with it.
            finish();
            connection = delivery.connection();
            memory.redelivery.connected(delivery.resumed());
            memory.hearing.connected(delivery.resumed(), received.at().toEpochMilli());
            if (delivery.resumed()) {
                // What was heard and not committed comes again: no reader shall think that it was
                // told.
                producers = producers.anew(memory);
            }
        }
    }

    private void arrived(Received received) {
        var delivery = received.delivery();
        var decoded =
                producers.decode(
                        new Heard(
                                delivery.topic(),
                                delivery.payload(),
                                delivery.retained(),
                                line.isBacklog(received),
                                received.nanos()));
        if (!(decoded instanceof Decoded.OurOwn)) {
            meters.received.increment();
        }
        var digest = Memory.digestOf(decoded, delivery);
        var arrival = new Arrival(delivery, decoded, digest, received.at(), received.nanos());
        var again =
                arrival.sent()
                        .filter(sent -> memory.redelivery.isAgain(sent, delivery.again()))
                        .isPresent();
        if (again) {
            lastAgain = received.nanos();
        }
        taken.add(new Taken.Judged(arrival, again));
    }

    /// Looks whether the broker will not deliver again any more.
    private void lookForEnd(boolean nothingWaits) {
        var handledUntil = nothingWaits ? System.nanoTime() : lastArrival;
        var up = line.upNanos() - (System.nanoTime() - handledUntil);
        if (up <= NOTHING_CAME || handledUntil - lastAgain <= NOTHING_CAME) {
            return;
        }
        if (line.isOn(connection)) {
            memory.redelivery.forgetWhatDidNotCome();
        } else {
            memory.redelivery.forget(); // not one message came on the connection that is up now
        }
    }

    /// Commits what is new, then acknowledges all.
    private void finish() {
        for (var one : taken) {
            switch (one) {
                case Taken.Judged judged -> note(judged);
                // on the disk with what covers it, or else it would be news after that
                case Taken.PassedOver(_, var sent) -> sent.ifPresent(memory.redelivery::takes);
            }
        }
        if (memory.needsCommit()) {
            commit();
        }
        acknowledge();
        taken.clear();
    }

    private void note(Taken.Judged one) {
        if (one.arrival().decoded() instanceof Decoded.Refused) {
            meters.refused.increment();
        }
        if (one.again() || !memory.note(one.arrival())) {
            meters.repeated.increment();
        } else {
            memory.heard(one.arrival(), producers);
        }
    }

    private void commit() {
        var occurrences = memory.occurrences();
        var changes = memory.changes();
        Intake.Waiting.done(journal.append(occurrences, changes));
        memory.saved(changes);
        lastSave = System.nanoTime();
        meters.stored.increment(occurrences.size());
        for (var one : taken) {
            if (one instanceof Taken.Judged(var arrival, var again)
                    && arrival.digest().isPresent()
                    && !again) {
                meters.receiptToCommit.record(lastSave - arrival.nanos(), TimeUnit.NANOSECONDS);
            }
        }
    }

    private void acknowledge() {
        for (var one : taken) {
            one.delivery().acknowledge();
            if (one.sent().isPresent() && line.isOn(one.delivery().connection())) {
                memory.redelivery.acknowledged(one.delivery().packet());
            }
        }
    }

    /// Commits what nobody waits for: refusals and settled debts soon, readings now and then.
    private void saveLeftovers() {
        var waited = System.nanoTime() - lastSave;
        var soon = memory.hasRefusals() || memory.isSettledUnsaved();
        if ((soon && waited > SOON)
                || (memory.hasReadings() && waited > READINGS_WAIT)
                || memory.hearing.isDue(System.nanoTime())) {
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
        var changes = memory.changes();
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
