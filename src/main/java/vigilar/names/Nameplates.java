package vigilar.names;

import org.jdbi.v3.core.Handle;

import vigilar.event.EventType;
import vigilar.event.Occurrence;
import vigilar.event.Origin;
import vigilar.event.Payload;
import vigilar.event.Severity;
import vigilar.event.SourceId;
import vigilar.journal.EventJournal;
import vigilar.storage.Database;
import vigilar.storage.StorageException;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;

/// The nameplates of the house. A change is an event, so that open pages take it up and one can see
/// later who moved a device. Safe for any number of threads; each call may wait for the store and
/// throws its exception when that fails.
public final class Nameplates {
    /// 2,000: as many as there are devices in the list of those that are heard.
    static final int MOST = 2_000;

    /// Said when a nameplate has changed.
    public static final EventType CHANGED = new EventType("DEVICE_DESCRIBED");

    private final EventJournal journal;
    private final Database database;
    private final InstantSource clock;

    public Nameplates(EventJournal journal, Database database, InstantSource clock) {
        this.journal = journal;
        this.database = database;
        this.clock = clock;
    }

    /// All of them.
    public Map<SourceId, Nameplate> all() {
        return database.read(NameplateStore::all);
    }

    /// Where devices stand, as far as people say it.
    public Map<SourceId, String> areas() {
        return all().values().stream()
                .filter(it -> !it.area().isEmpty())
                .collect(Collectors.toUnmodifiableMap(Nameplate::source, Nameplate::area));
    }

    /// That of one device; a blank one when nobody said anything.
    public Nameplate of(SourceId source) {
        return all().getOrDefault(source, Nameplate.blank(source));
    }

    /// What became of a nameplate.
    public enum Hung {
        DONE,
        /// It says what was said before.
        SAME,
        /// There are too many.
        FULL
    }

    /// Says this of the device from now on.
    ///
    /// @param person who says so, a name whose shape needs no escaping; empty in an open house
    public Hung hang(Nameplate plate, String person) {
        var all = all();
        if (plate.equals(all.getOrDefault(plate.source(), Nameplate.blank(plate.source())))) {
            return Hung.SAME;
        }
        if (all.size() >= MOST && !all.containsKey(plate.source())) {
            return Hung.FULL;
        }
        try {
            journal.append(
                            List.of(changed(plate, person)),
                            rows -> NameplateStore.hang(rows, plate))
                    .join();
            return Hung.DONE;
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof StorageException why ? why : failed;
        }
    }

    /// Devices turned out to be others: their nameplates go along, in the transaction that finds it
    /// out. No event: nobody said anything new. Where the new one has a nameplate already, that
    /// stays.
    ///
    /// @param devices from the old to the new one
    public static void move(Handle rows, Map<SourceId, SourceId> devices) {
        devices.forEach((from, to) -> NameplateStore.move(rows, from, to));
    }

    /// The payload goes on the bus: who, and nothing else. The rest is on the page of devices.
    private Occurrence changed(Nameplate plate, String person) {
        return new Occurrence(
                clock.instant(),
                CHANGED,
                Severity.INFO,
                plate.source(),
                person.isEmpty() ? Payload.EMPTY : new Payload("{\"person\":\"" + person + "\"}"),
                Origin.ourselves("its name or place was changed on the page of devices"));
    }
}
