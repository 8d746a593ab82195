package vigilar.intake;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/// Tells messages that the broker delivers again from new ones, by nothing but their content and
/// their order: for brokers that tell no more. Pure; for one thread.
///
/// Acknowledgements go out in the order of arrival. So after a reconnect the broker can only repeat
/// a run that ends with the last message we committed. It may be as long as all that is
/// *unsettled*: committed, and not acknowledged long enough ago on a connection that still stood
/// then. Arriving messages are compared with every such run, and the longest that they complete are
/// repeats. While a longer one may still complete they are held; what completes none is new. With
/// everything settled nothing is held at all.
///
/// @param <M> a message
final class Redelivery<M> {
    /// 2,048: at most 512 are committed before they are acknowledged ([Inbox#MOST]), and a home
    /// does not say more than the rest within [#SETTLED]. Beyond it the oldest count as settled.
    static final int MOST = 2_048;

    /// 1 s after it was written an acknowledgement has reached the broker, if the connection still
    /// stands.
    static final long SETTLED = TimeUnit.SECONDS.toNanos(1);

    /// What was committed and may come again, oldest first. How much of it the broker did not hear
    /// of only the process knew that wrote it.
    record Remembered(List<Digest> unsettled) {
        static final Remembered NOTHING = new Remembered(List.of());

        Remembered {
            unsettled = List.copyOf(unsettled);
        }
    }

    /// A message and whether it is one that we have committed already.
    record Judged<M>(M message, boolean again) {}

    private record Held<M>(M message, boolean compared) {}

    private final List<Digest> unsettled;

    /// When the first of the unsettled were acknowledged on this connection.
    private final Queue<Long> acknowledged = new ArrayDeque<>();

    /// So many at the end were not acknowledged: no shorter run can come again. 1 when unknown.
    private int owed;

    private boolean matching;
    private final List<Integer> starts = new ArrayList<>();
    private final List<Held<M>> held = new ArrayList<>();
    private int compared;
    private int completed;

    Redelivery(Remembered remembered) {
        unsettled = new ArrayList<>(remembered.unsettled());
        owed = unsettled.isEmpty() ? 0 : 1;
    }

    /// A connection began. What was held on the old one comes again if the broker knew us;
    /// otherwise it is returned, decided by what came so far.
    List<Judged<M>> connected(boolean resumed) {
        acknowledged.clear();
        if (!resumed) {
            var decided = decide();
            forget();
            return decided;
        }
        held.clear();
        compared = 0;
        completed = 0;
        starts.clear();
        matching = !unsettled.isEmpty();
        for (int start = 0; start <= unsettled.size() - Math.max(1, owed); start++) {
            starts.add(start);
        }
        return List.of();
    }

    /// The next message.
    ///
    /// @param digest empty for a message that is not compared: it only keeps its place
    /// @return the messages that are decided by it, in the order of arrival
    List<Judged<M>> arrived(M message, Optional<Digest> digest) {
        if (!matching || digest.isEmpty()) {
            if (held.isEmpty()) {
                return List.of(new Judged<>(message, false));
            }
            held.add(new Held<>(message, false));
            return List.of();
        }
        starts.removeIf(start -> !unsettled.get(start + compared).equals(digest.get()));
        if (starts.isEmpty()) {
            var decided = new ArrayList<>(decide());
            decided.add(new Judged<>(message, false));
            return decided;
        }
        held.add(new Held<>(message, true));
        compared++;
        if (starts.remove(Integer.valueOf(unsettled.size() - compared))) {
            completed = compared;
        }
        return starts.isEmpty() ? decide() : List.of();
    }

    /// Nothing more came for a while: what the broker had to repeat it has repeated.
    List<Judged<M>> quiet() {
        return matching ? decide() : List.of();
    }

    /// Nothing can come again any more. Only while nothing is held.
    void forget() {
        var _ = decide();
        unsettled.clear();
        owed = 0;
    }

    /// The longest run that completed came again, the rest is new.
    private List<Judged<M>> decide() {
        var decided = new ArrayList<Judged<M>>();
        int again = completed;
        for (var one : held) {
            decided.add(new Judged<>(one.message(), one.compared() && again-- > 0));
        }
        // The broker repeats all that it holds: what it did not repeat, it does not hold.
        unsettled.subList(0, unsettled.size() - completed).clear();
        acknowledged.clear();
        owed = completed;
        held.clear();
        starts.clear();
        compared = 0;
        completed = 0;
        matching = false;
        return decided;
    }

    boolean isHolding() {
        return !held.isEmpty();
    }

    /// True from a reconnect until it is decided what came again.
    boolean isComparing() {
        return matching;
    }

    /// True if all that was committed is acknowledged, and nothing is held.
    boolean owesNothing() {
        return owed == 0 && held.isEmpty();
    }

    /// How many messages may come again on a next connection.
    int unsettled() {
        return unsettled.size();
    }

    /// What is to be stored together with these new messages.
    Remembered with(List<Digest> fresh) {
        var all = new ArrayList<>(unsettled);
        all.addAll(fresh);
        return new Remembered(all.subList(Math.max(0, all.size() - MOST), all.size()));
    }

    /// These are durable now, the last of them new and not yet acknowledged.
    void stored(Remembered now, int fresh) {
        int forgotten = unsettled.size() + fresh - now.unsettled().size();
        for (int n = 0; n < forgotten; n++) {
            acknowledged.poll();
        }
        unsettled.clear();
        unsettled.addAll(now.unsettled());
        owed = Math.min(owed + fresh, unsettled.size());
    }

    /// Acknowledgements of so many repeats and stored messages were written, the oldest first.
    void acknowledged(int count, long nanos) {
        int sent = Math.min(count, owed);
        owed -= sent;
        for (int n = 0; n < sent; n++) {
            acknowledged.add(nanos);
        }
    }

    /// The connection still stands: what was acknowledged long enough ago cannot come again.
    void settle(long nanos) {
        int settled = 0;
        while (!acknowledged.isEmpty() && nanos - acknowledged.element() >= SETTLED) {
            acknowledged.remove();
            settled++;
        }
        unsettled.subList(0, settled).clear();
    }
}
