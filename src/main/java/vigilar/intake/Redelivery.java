package vigilar.intake;

import vigilar.bus.Delivery;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.TimeUnit;

/// Tells messages that the broker delivers again from new ones by the number under which it keeps
/// them: for brokers that give no receipts. Pure; for one thread.
///
/// A broker keeps a message under its packet identifier until it has our acknowledgement, and
/// delivers it again under that number, marked as such, only after a reconnect that resumed our
/// session (MQTT 5.0, 4.4). So what we must know is which numbers are *unsettled*: committed, and
/// not acknowledged long enough ago on a connection that still stood then.
final class Redelivery {
    /// 2,048: at most 512 are committed before they are acknowledged ([Inbox#MOST]), and a home
    /// does not say more than the rest within [#SETTLED]. Beyond it the oldest count as settled.
    static final int MOST = 2_048;

    /// 1 s after it was written an acknowledgement has reached the broker, if the connection still
    /// stands.
    static final long SETTLED = TimeUnit.SECONDS.toNanos(1);

    /// A committed message that may come again.
    ///
    /// @param packet as [Delivery#packet]
    /// @param digest guards against a broker that forgot the message and gave its number away
    record Sent(int packet, Digest digest) {}

    private enum Progress {
        /// Committed on a connection that is gone.
        BEFORE,
        COMMITTED,
        ACKNOWLEDGED
    }

    private record Unsettled(Digest digest, Progress progress, long acknowledgedNanos) {
        static Unsettled before(Digest digest) {
            return new Unsettled(digest, Progress.BEFORE, 0);
        }

        static Unsettled committed(Digest digest) {
            return new Unsettled(digest, Progress.COMMITTED, 0);
        }

        Unsettled acknowledged(long nanos) {
            return new Unsettled(digest, Progress.ACKNOWLEDGED, nanos);
        }

        boolean isSettled(long nanos) {
            return progress == Progress.ACKNOWLEDGED && nanos - acknowledgedNanos >= SETTLED;
        }
    }

    /// By packet, the oldest first.
    private final SequencedMap<Integer, Unsettled> unsettled = new LinkedHashMap<>();

    Redelivery(List<Sent> remembered) {
        remembered.forEach(one -> put(one.packet(), Unsettled.before(one.digest())));
    }

    private void put(int packet, Unsettled message) {
        unsettled.putLast(packet, message);
        if (unsettled.size() > MOST) {
            unsettled.pollFirstEntry();
        }
    }

    /// A connection began.
    void connected(boolean resumed) {
        if (!resumed) {
            unsettled.clear();
        }
        unsettled.replaceAll((_, one) -> Unsettled.before(one.digest()));
    }

    /// A message came.
    ///
    /// @param marked what [Delivery#again] says; without it a number we know was given away
    /// @return true if it is committed already
    boolean isAgain(Sent message, boolean marked) {
        var known = unsettled.get(message.packet());
        if (!marked
                || known == null
                || known.progress() != Progress.BEFORE
                || !known.digest().equals(message.digest())) {
            return false;
        }
        put(message.packet(), Unsettled.committed(message.digest()));
        return true;
    }

    /// Nothing can come again any more.
    void forget() {
        unsettled.clear();
    }

    /// The broker has delivered again what it had to: what did not come had its acknowledgement.
    void forgetWhatDidNotCome() {
        unsettled.values().removeIf(one -> one.progress() == Progress.BEFORE);
    }

    /// True while something of an earlier connection may still come again.
    boolean awaits() {
        return unsettled.values().stream().anyMatch(one -> one.progress() == Progress.BEFORE);
    }

    /// True if all that was committed is acknowledged on this connection.
    boolean owesNothing() {
        return unsettled.values().stream().allMatch(one -> one.progress() == Progress.ACKNOWLEDGED);
    }

    /// How many messages may come again on a next connection.
    int unsettled() {
        return unsettled.size();
    }

    /// What is to be stored together with these new messages, the oldest first.
    List<Sent> with(List<Sent> fresh) {
        var all = new LinkedHashMap<Integer, Sent>();
        unsettled.forEach((packet, one) -> all.put(packet, new Sent(packet, one.digest())));
        fresh.forEach(one -> all.putLast(one.packet(), one));
        var list = new ArrayList<>(all.values());
        return List.copyOf(list.subList(Math.max(0, list.size() - MOST), list.size()));
    }

    /// These are durable now, and not yet acknowledged.
    void stored(List<Sent> fresh) {
        fresh.forEach(one -> put(one.packet(), Unsettled.committed(one.digest())));
    }

    /// The acknowledgement of that message was written, on the connection that stands.
    void acknowledged(int packet, long nanos) {
        unsettled.computeIfPresent(packet, (_, one) -> one.acknowledged(nanos));
    }

    /// The connection still stands: what was acknowledged long enough ago cannot come again.
    void settle(long nanos) {
        unsettled.values().removeIf(one -> one.isSettled(nanos));
    }
}
