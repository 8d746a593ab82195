package vigilar.intake;

import vigilar.bus.Delivery;
import vigilar.event.Occurrence;
import vigilar.event.Origin;
import vigilar.event.Payload;
import vigilar.event.Provenance;
import vigilar.event.Severity;
import vigilar.event.SourceId;
import vigilar.intake.IntakeStore.Changes;
import vigilar.journal.RowChanges;
import vigilar.storage.Database;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What intake knows between two commits, and what the next commit will hold. Thrown away and
/// loaded anew when a commit fails, so that it never differs from the disk. For one thread.
final class Memory {
    /// The lesson of a device: which message was its newest cry for help.
    private static final String CRY = "cry";

    private final BusSession session;
    private final Moves moves;
    private final Points points;
    private final Dangers dangers;
    private final Seen seen;
    private final RefusalLog.Unsaved refusals = new RefusalLog.Unsaved();
    final Redelivery redelivery;
    final Hearing hearing;

    private final List<Occurrence> occurrences = new ArrayList<>();
    private final List<Digest> freshSeen = new ArrayList<>();
    private final Map<SourceId, SourceId> moved = new LinkedHashMap<>();
    private boolean stateChanged;
    private boolean fresh;

    private Memory(
            BusSession session,
            Moves moves,
            Points points,
            Seen seen,
            List<Redelivery.Part> remembered,
            Map<SourceId, Hearing.Device> devices) {
        this.hearing = new Hearing(devices);
        this.session = session;
        this.moves = moves;
        this.points = points;
        this.dangers = new Dangers(points);
        this.seen = seen;
        this.redelivery = new Redelivery(remembered);
    }

    /// Of a house that has heard nothing yet.
    static Memory ofNewHouse() {
        return new Memory(
                new BusSession("", ""),
                Moves.NONE,
                new Points(Map.of()),
                new Seen(new LinkedHashMap<>(), 0),
                List.of(),
                Map.of());
    }

    /// @param moves what else goes along with a device that turns out to be another
    static Memory load(Database database, BusSession session, Moves moves, Instant now) {
        return database.read(
                rows ->
                        new Memory(
                                session,
                                moves,
                                new Points(IntakeStore.points(rows)),
                                new Seen(IntakeStore.seen(rows), now.toEpochMilli()),
                                IntakeStore.unsettled(rows, session.id()),
                                HearingStore.devices(rows)));
    }

    /// Takes note of a message that is not a repeat.
    ///
    /// @return false if it was the same as an earlier one by its own time or its receipt
    boolean note(Arrival arrival) {
        switch (arrival.decoded()) {
            case Decoded.OurOwn _, Decoded.Ignored _ -> {}
            case Decoded.Refused refused -> refuse(arrival, refused);
            case Decoded.Understood understood -> {
                understood.doubt().ifPresent(why -> refuse(arrival, new Decoded.Refused(why)));
                return understood(arrival, understood);
            }
        }
        return true;
    }

    /// Takes note of it for the page of what is heard, once [#note] said that it is no repeat.
    void heard(Arrival arrival, Producers producers) {
        hearing.heard(
                arrival.delivery(), arrival.decoded(), arrival.at().toEpochMilli(), producers);
    }

    private void refuse(Arrival arrival, Decoded.Refused refused) {
        var delivery = arrival.delivery();
        refusals.add(RefusalLog.of(arrival.at(), delivery.topic(), delivery.payload(), refused));
    }

    private boolean understood(Arrival arrival, Decoded.Understood understood) {
        var millis = arrival.at().toEpochMilli();
        if (arrival.digest().isPresent()) {
            var digest = arrival.digest().get();
            arrival.sent().ifPresent(redelivery::takes);
            fresh |= arrival.sent().isPresent();
            if (understood.identified() || arrival.delivery().receipt().isPresent()) {
                if (!seen.isNew(digest, arrival.nanos())) {
                    return false;
                }
                freshSeen.add(digest);
            }
        }
        if (!arrival.delivery().retained()) {
            forgetCries(understood, millis);
        }
        for (var signal : understood.signals()) {
            signal(arrival, signal, millis);
        }
        return true;
    }

    private void signal(Arrival arrival, Signal signal, long millis) {
        switch (signal) {
            case Signal.Reading reading -> points.heard(reading, millis);
            case Signal.Learned lesson -> stateChanged |= points.learns(lesson, millis);
            case Signal.Moved(var reader, var names) -> {
                stateChanged |= points.move(names, millis);
                names.forEach(
                        (from, to) -> {
                            if (hearing.isOf(from, reader)) {
                                moved.put(from, to);
                            }
                        });
            }
            case Signal.Pulse pulse -> pulse(arrival, pulse, millis);
            case Signal.Edge edge -> edge(arrival, edge, millis);
            case Signal.Field field -> field(arrival, field, millis);
        }
    }

    /// A cry for help nobody repeats: it counts however long a queue kept it. One that the broker
    /// keeps comes again with each connection; it counts once, of a device that was known before.
    private void pulse(Arrival arrival, Signal.Pulse pulse, long millis) {
        var kept = arrival.delivery().retained();
        if (!pulse.meaning().isOfLife()) {
            if (!kept) {
                add(arrival, pulse.source(), pulse.meaning(), pulse.payload(), pulse.provenance());
            }
            return;
        }
        var known = points.isKnown(new Signal.Point(pulse.source(), Signal.Reading.LIFE));
        var delivery = arrival.delivery();
        var digest = Digest.of(delivery.topic(), delivery.payload()).hex();
        var cry = new Signal.Learned(new Signal.Point(pulse.source(), CRY), digest);
        var news = points.learns(cry, millis);
        stateChanged |= news;
        if (!kept || (news && known)) {
            var meaning = kept ? pulse.meaning().keptSince() : pulse.meaning();
            add(arrival, pulse.source(), meaning, pulse.payload(), Provenance.LIVE);
        }
    }

    /// Who says something else has said since then that it was over: the next cry is another one,
    /// even in the same words.
    private void forgetCries(Decoded.Understood understood, long millis) {
        understood.signals().stream()
                .filter(Signal.Reading.class::isInstance)
                .map(it -> new Signal.Point(((Signal.Reading) it).point().source(), CRY))
                .filter(it -> !points.text(it).isEmpty())
                .forEach(it -> points.forget(it, millis));
    }

    private void edge(Arrival arrival, Signal.Edge edge, long millis) {
        var meaning = edge.meaning();
        var heardLive = !arrival.delivery().retained();
        var atOnce = !heardLive && dangers.isAnew(edge.point(), edge.state(), meaning);
        var live = heardLive || atOnce;
        var step = points.step(edge.point(), edge.state(), live, meaning.isGrave(), millis);
        edge.forgets().ifPresent(other -> points.forget(other, millis));
        if (step == Points.Step.SAME) {
            return;
        }
        stateChanged = true;
        if (live) {
            add(
                    arrival,
                    edge.point().source(),
                    atOnce ? meaning.atOnce() : worded(step, meaning),
                    edge.payload(),
                    Provenance.LIVE);
        }
    }

    private void field(Arrival arrival, Signal.Field field, long millis) {
        var meaning = field.meaning();
        if (dangers.isDoubtfulEnd(field)) {
            stateChanged = true;
            dangers.doubt(field, millis);
            return;
        }
        var atOnce =
                !field.provenance().mayAlarm()
                        && meaning.filter(it -> dangers.isAnew(field, it)).isPresent();
        var provenance = atOnce ? Provenance.LIVE : field.provenance();
        var live = provenance.mayAlarm();
        if (live) {
            dangers.isSaidLive(field, millis);
        }
        var grave = meaning.filter(Signal.Meaning::isGrave).isPresent();
        var step = points.step(field.point(), field.state(), live, grave, millis);
        stateChanged |= step != Points.Step.SAME;
        var payload = step == Points.Step.SAME ? field.payload() : timed(arrival, field, millis);
        var speaks =
                switch (step) {
                    case SAME -> false;
                    // What was never heard of counts as at rest: a first "open" is an opening.
                    case FIRST -> !field.rest() && live;
                    case CHANGED, LATE -> true;
                };
        if (speaks) {
            meaning.map(it -> atOnce ? it.atOnce() : worded(step, it))
                    .ifPresent(it -> add(arrival, field.point().source(), it, payload, provenance));
        }
    }

    private static Signal.Meaning worded(Points.Step step, Signal.Meaning meaning) {
        return step == Points.Step.LATE ? meaning.late() : meaning;
    }

    /// Of whoever is back: with the time they were away.
    private Payload timed(Arrival arrival, Signal.Field field, long millis) {
        if (!field.point().name().equals(Absence.AVAILABILITY)) {
            return field.payload();
        }
        var since = new Signal.Point(field.point().source(), Absence.SINCE);
        var began = points.text(since);
        if (field.rest() == began.isEmpty()) {
            return field.payload(); // there and was not known to be away, or away still
        }
        var lesson = began.isEmpty() ? Long.toString(millis) : "";
        stateChanged |= points.learns(new Signal.Learned(since, lesson), millis);
        return began.isEmpty()
                ? field.payload()
                : Absence.told(
                        field.payload(), Instant.ofEpochMilli(Long.parseLong(began)), arrival.at());
    }

    /// An event of our own.
    void tell(Occurrence own) {
        occurrences.add(own);
    }

    private void add(
            Arrival arrival,
            SourceId source,
            Signal.Meaning meaning,
            Payload payload,
            Provenance provenance) {
        occurrences.add(
                new Occurrence(
                        arrival.at(),
                        meaning.type(),
                        provenance.mayAlarm() ? meaning.severity() : atMostWarning(meaning),
                        source,
                        provenance.mark(payload),
                        new Origin(
                                arrival.delivery().topic(),
                                provenance.mayAlarm()
                                        ? meaning.why()
                                        : meaning.why() + "; " + afterwards(provenance))));
    }

    /// Alert and critical are for what happens now.
    private static Severity atMostWarning(Signal.Meaning meaning) {
        return meaning.severity().compareTo(Severity.WARNING) > 0
                ? Severity.WARNING
                : meaning.severity();
    }

    private static String afterwards(Provenance provenance) {
        return switch (provenance) {
            case LIVE -> "";
            case RETAINED -> "kept by the broker from before we listened";
            case REPLAYED -> "said again after a start, so it may be from before";
            case BACKFILLED -> "fetched later";
        };
    }

    /// True if messages wait for a commit before they may be acknowledged.
    boolean needsCommit() {
        return fresh
                || !freshSeen.isEmpty()
                || stateChanged
                || !moved.isEmpty()
                || !occurrences.isEmpty();
    }

    /// What readers learned under that name of a point, by source.
    Map<SourceId, String> lessons(String name) {
        return points.lessons(name);
    }

    boolean hasRefusals() {
        return !refusals.all().isEmpty();
    }

    boolean hasReadings() {
        return !points.unsaved().isEmpty();
    }

    /// True if the disk believes that something may come again which may not.
    boolean isSettledUnsaved() {
        return redelivery.forgets();
    }

    List<Occurrence> occurrences() {
        return List.copyOf(occurrences);
    }

    /// The rows that go with [#occurrences].
    Changes changes() {
        return new Changes(
                session,
                points.unsaved(),
                redelivery.change(),
                List.copyOf(freshSeen),
                seen.newestMillis(),
                seen.toForget(),
                refusals.all(),
                moving(),
                hearing.unsaved(System.nanoTime()));
    }

    private RowChanges moving() {
        var names = Map.copyOf(moved);
        return names.isEmpty() ? RowChanges.NONE : rows -> moves.moved(rows, names);
    }

    /// These changes are durable.
    void saved(Changes changes) {
        redelivery.saved();
        seen.forgotten(changes.seenSince());
        points.saved();
        refusals.saved();
        hearing.saved(changes.hearing(), System.nanoTime());
        occurrences.clear();
        freshSeen.clear();
        moved.clear();
        stateChanged = false;
        fresh = false;
    }

    /// A message that can become an event has one. With a time of its own it is the same as an
    /// equal one, by whatever way that came; otherwise its receipt, if it has one, makes it unlike
    /// all. What cannot come again needs none, and no commit of its own.
    static Optional<Digest> digestOf(Decoded decoded, Delivery delivery) {
        if (delivery.retained()
                || !(decoded instanceof Decoded.Understood understood)
                || understood.signals().stream().noneMatch(Signal::matters)
                || !(understood.identified() || delivery.mayComeAgain())) {
            return Optional.empty();
        }
        var receipt = understood.identified() ? "" : delivery.receipt().orElse("");
        return Optional.of(Digest.of(delivery.topic(), delivery.payload(), receipt));
    }
}
