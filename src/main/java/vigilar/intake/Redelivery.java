package vigilar.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Tells messages that the broker delivers again from new ones. Pure; for one thread.
///
/// Acknowledgements go out in the order of arrival. So after a reconnect the broker can only repeat
/// a run that ends with the last message we committed, and must repeat at least what we had not
/// acknowledged (`owed`). Arriving messages are compared with every such run; while one may still
/// complete they are held. If one completes, the held are repeats. If none can, or nothing more
/// comes, they are new: a double is better than a miss. Without debts nothing is held at all.
///
/// @param <M> a message
final class Redelivery<M> {
    /// 512, the receive maximum: the broker cannot have more than that to repeat.
    static final int MOST = 512;

    /// What was committed, oldest first, and how many at its end may come again for sure.
    record Remembered(List<Digest> committed, int owed) {
        static final Remembered NOTHING = new Remembered(List.of(), 0);

        Remembered {
            committed = List.copyOf(committed);
            if (owed < 0 || owed > committed.size()) {
                throw new IllegalArgumentException(owed + " owed of " + committed.size());
            }
        }
    }

    /// A message and whether it is one that we have committed already.
    record Judged<M>(M message, boolean again) {}

    private record Held<M>(M message, boolean compared) {}

    private final List<Digest> committed;
    private int owed;
    private boolean matching;
    private final List<Integer> starts = new ArrayList<>();
    private final List<Held<M>> held = new ArrayList<>();
    private int compared;

    Redelivery(Remembered remembered) {
        committed = new ArrayList<>(remembered.committed());
        owed = remembered.owed();
    }

    /// A connection began. What was held on the old one comes again if the broker knew us;
    /// otherwise it is returned, as new.
    List<Judged<M>> connected(boolean resumed) {
        if (!resumed) {
            return giveUp();
        }
        held.clear();
        compared = 0;
        starts.clear();
        matching = owed > 0;
        for (int start = 0; matching && start <= committed.size() - owed; start++) {
            starts.add(start);
        }
        return List.of();
    }

    /// The next message.
    ///
    /// @param digest empty for a message that can never become an event: it only keeps its place
    /// @return the messages that are decided by it, in the order of arrival
    List<Judged<M>> arrived(M message, Optional<Digest> digest) {
        if (digest.isEmpty()) {
            if (held.isEmpty()) {
                return List.of(new Judged<>(message, false));
            }
            held.add(new Held<>(message, false));
            return List.of();
        }
        if (!matching) {
            return List.of(new Judged<>(message, false));
        }
        starts.removeIf(start -> !committed.get(start + compared).equals(digest.get()));
        if (starts.isEmpty()) {
            var decided = new ArrayList<>(giveUp());
            decided.add(new Judged<>(message, false));
            return decided;
        }
        held.add(new Held<>(message, true));
        compared++;
        // The latest start completes first: the shortest run that holds all we owe.
        return starts.contains(committed.size() - compared) ? release(true) : List.of();
    }

    /// Nothing more came for a while: what the broker had to repeat it has repeated.
    List<Judged<M>> quiet() {
        return giveUp();
    }

    private List<Judged<M>> giveUp() {
        committed.clear();
        owed = 0;
        return release(false);
    }

    private List<Judged<M>> release(boolean again) {
        var decided =
                held.stream()
                        .map(one -> new Judged<>(one.message(), again && one.compared()))
                        .toList();
        held.clear();
        starts.clear();
        compared = 0;
        matching = false;
        return decided;
    }

    boolean isHolding() {
        return !held.isEmpty();
    }

    int owed() {
        return owed;
    }

    /// What is to be stored together with these new messages.
    Remembered with(List<Digest> fresh) {
        var all = new ArrayList<>(committed);
        all.addAll(fresh);
        var last = all.subList(Math.max(0, all.size() - MOST), all.size());
        return new Remembered(last, Math.min(owed + fresh.size(), last.size()));
    }

    /// These are durable now, and not yet acknowledged.
    void stored(Remembered now) {
        committed.clear();
        committed.addAll(now.committed());
        owed = now.owed();
    }

    /// So many acknowledgements of stored messages went out, the oldest first.
    void acknowledged(int count) {
        owed = Math.max(0, owed - count);
    }

    /// A run of repeats is acknowledged: nothing is owed but so many new ones that came after it.
    void settled(int left) {
        owed = Math.clamp(left, 0, committed.size());
    }
}
