package vigilar.intake;

import vigilar.bus.Delivery;
import vigilar.event.Occurrence;
import vigilar.event.Origin;
import vigilar.event.Payload;
import vigilar.event.SourceId;
import vigilar.intake.IntakeStore.Changes;
import vigilar.storage.Database;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What intake knows between two commits, and what the next commit will hold. Thrown away and
/// loaded anew when a commit fails, so that it never differs from the disk. For one thread.
final class Memory {
    private final String session;
    private final Points points;
    private final Seen seen;
    private final RefusalLog.Unsaved refusals = new RefusalLog.Unsaved();
    final Redelivery<Arrival> redelivery;
    private int storedUnsettled;

    private final List<Occurrence> occurrences = new ArrayList<>();
    private final List<Digest> fresh = new ArrayList<>();
    private final List<Digest> freshSeen = new ArrayList<>();
    private boolean stateChanged;

    private Memory(String session, Points points, Seen seen, Redelivery.Remembered remembered) {
        this.session = session;
        this.points = points;
        this.seen = seen;
        this.redelivery = new Redelivery<>(remembered);
        this.storedUnsettled = remembered.unsettled().size();
    }

    static Memory load(Database database, String session, Instant now) {
        var since = now.minus(Seen.KEPT).toEpochMilli();
        return database.read(
                rows ->
                        new Memory(
                                session,
                                new Points(IntakeStore.points(rows)),
                                new Seen(IntakeStore.seen(rows, since)),
                                IntakeStore.remembered(rows, session)));
    }

    /// Takes note of a message that is not a repeat.
    ///
    /// @return false if it was the same as an earlier one by its own time or its receipt
    boolean note(Arrival arrival) {
        switch (arrival.decoded()) {
            case Decoded.OurOwn _ -> {}
            case Decoded.Refused refused ->
                    refusals.add(
                            RefusalLog.of(
                                    arrival.at(),
                                    arrival.delivery().topic(),
                                    arrival.delivery().payload(),
                                    refused));
            case Decoded.Understood(var signal, var identified) -> {
                return understood(arrival, signal, identified);
            }
        }
        return true;
    }

    private boolean understood(Arrival arrival, Signal signal, boolean identified) {
        var millis = arrival.at().toEpochMilli();
        if (arrival.digest().isPresent()) {
            var digest = arrival.digest().get();
            arrival.compared().ifPresent(fresh::add);
            if (identified || arrival.delivery().receipt().isPresent()) {
                if (!seen.isNew(digest, millis)) {
                    return false;
                }
                freshSeen.add(digest);
            }
        }
        var live = !arrival.delivery().retained();
        switch (signal) {
            case Signal.Reading reading -> points.heard(reading, millis);
            case Signal.Pulse(var source, var meaning, var payload) -> {
                if (live) {
                    add(arrival, source, meaning, payload);
                }
            }
            case Signal.Edge edge -> {
                if (points.changes(edge, millis)) {
                    stateChanged = true;
                    if (live) {
                        add(arrival, edge.point().source(), edge.meaning(), edge.payload());
                    }
                }
            }
        }
        return true;
    }

    private void add(Arrival arrival, SourceId source, Signal.Meaning meaning, Payload payload) {
        occurrences.add(
                new Occurrence(
                        arrival.at(),
                        meaning.type(),
                        meaning.severity(),
                        source,
                        payload,
                        new Origin(arrival.delivery().topic(), meaning.why())));
    }

    /// True if messages wait for a commit before they may be acknowledged.
    boolean needsCommit() {
        return !fresh.isEmpty() || !freshSeen.isEmpty() || stateChanged;
    }

    boolean hasRefusals() {
        return !refusals.all().isEmpty();
    }

    boolean hasReadings() {
        return !points.unsaved().isEmpty();
    }

    /// True if the disk believes that something may come again which may not.
    boolean isSettledUnsaved() {
        return storedUnsettled > redelivery.unsettled();
    }

    List<Occurrence> occurrences() {
        return List.copyOf(occurrences);
    }

    /// The rows that go with [#occurrences].
    Changes changes(Instant now) {
        return new Changes(
                session,
                points.unsaved(),
                redelivery.with(fresh),
                List.copyOf(freshSeen),
                now.toEpochMilli(),
                seen.oldestMillis(),
                refusals.all());
    }

    /// These changes are durable.
    void saved(Changes changes) {
        redelivery.stored(changes.remembered(), fresh.size());
        storedUnsettled = changes.remembered().unsettled().size();
        points.saved();
        refusals.saved();
        occurrences.clear();
        fresh.clear();
        freshSeen.clear();
        stateChanged = false;
    }

    /// A message that can become an event has one. With a time of its own it is the same as an
    /// equal one, by whatever way that came; otherwise its receipt, if it has one, makes it unlike
    /// all.
    static Optional<Digest> digestOf(Decoded decoded, Delivery delivery) {
        if (delivery.retained()
                || !(decoded instanceof Decoded.Understood(var signal, var identified))
                || signal instanceof Signal.Reading) {
            return Optional.empty();
        }
        var receipt = identified ? "" : delivery.receipt().orElse("");
        return Optional.of(Digest.of(delivery.topic(), delivery.payload(), receipt));
    }
}
