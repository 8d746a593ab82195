package vigilar.timeline;

import vigilar.event.EventId;
import vigilar.journal.ArchiveFilter;
import vigilar.journal.JournalEntry;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// The frames of some events, encoded once and shared by all viewers who want the same.
final class Batch {
    private final EventId end;
    private final byte[] bytes;
    private final long[] ids;
    private final int[] starts;
    private final long[] receivedMillis;

    private Batch(EventId end, byte[] bytes, List<JournalEntry> admitted, List<Integer> starts) {
        this.end = end;
        this.bytes = bytes;
        this.ids = admitted.stream().mapToLong(e -> e.event().id().sequence()).toArray();
        this.starts = starts.stream().mapToInt(Integer::intValue).toArray();
        this.receivedMillis =
                admitted.stream().mapToLong(e -> e.event().at().toEpochMilli()).toArray();
    }

    /// Encodes what the filter admits, up to about `mostBytes` but at least one event.
    ///
    /// @param entries at least one
    static Batch of(List<JournalEntry> entries, ArchiveFilter filter, int mostBytes) {
        var out = new ByteArrayOutputStream();
        var admitted = new ArrayList<JournalEntry>();
        var starts = new ArrayList<Integer>();
        var end = EventId.BEFORE_ALL;
        for (var entry : entries) {
            var wanted = filter.admits(entry.event());
            if (wanted && !admitted.isEmpty() && out.size() + entry.json().length > mostBytes) {
                break;
            }
            if (wanted) {
                admitted.add(entry);
                starts.add(out.size());
                Frames.add(out, entry);
            }
            end = entry.event().id();
        }
        return new Batch(end, out.toByteArray(), admitted, starts);
    }

    /// The last event that was looked at, admitted or not.
    EventId end() {
        return end;
    }

    /// The part beyond the cursor: a viewer that joined from a replay may be ahead of the sweep.
    Slice beyond(EventId cursor) {
        int first = 0;
        while (first < ids.length && ids[first] <= cursor.sequence()) {
            first++;
        }
        if (first == ids.length) {
            return Slice.NOTHING;
        }
        var frames = ByteBuffer.wrap(bytes, starts[first], bytes.length - starts[first]);
        return new Slice(frames, ids.length - first, receivedMillis[first], ids[ids.length - 1]);
    }

    /// What one viewer gets of a batch.
    ///
    /// @param oldestMillis when the first of the events was received
    /// @param lastId of the last event in it
    record Slice(ByteBuffer frames, int events, long oldestMillis, long lastId) {
        static final Slice NOTHING = new Slice(ByteBuffer.allocate(0), 0, 0, 0);
    }
}
