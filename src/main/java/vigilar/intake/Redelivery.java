package vigilar.intake;

import vigilar.bus.Delivery;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// Tells messages that the broker delivers again from new ones by the number under which it keeps
/// them: for brokers that give no receipts. Pure; for one thread.
///
/// A broker keeps a message under its packet identifier until it has our acknowledgement, and
/// delivers it again under that number, marked as such, only after a reconnect that resumed our
/// session (MQTT 5.0, 4.4). So what we must know is which numbers are *unsettled*: committed, and
/// not acknowledged by an acknowledgement that the broker has read ([Settlement]). There are 65,535
/// numbers, so never more are unsettled: some 10 MB while a flood runs at the speed of the broker.
///
/// What is passed over ([Floods]) belongs to them: it is acknowledged, and coming again it would
/// otherwise be told as news after the newer one that covered it.
///
/// On the disk they stand by the commits they came with, each a *part* of at most what one round
/// takes: with every commit all of them would be a megabyte.
final class Redelivery {
    /// A message that is done with and may come again.
    ///
    /// @param packet as [Delivery#packet]
    /// @param digest guards against a broker that forgot the message and gave its number away
    record Sent(int packet, Digest digest) {
        /// Of one that was not decoded; empty if it cannot come again, or has a receipt to be known
        /// by.
        static Optional<Sent> of(Delivery delivery) {
            return delivery.receipt().isPresent() || !delivery.mayComeAgain()
                    ? Optional.empty()
                    : Optional.of(
                            new Sent(
                                    delivery.packet(),
                                    Digest.of(delivery.topic(), delivery.payload())));
        }
    }

    /// The messages of one commit, in order.
    record Part(long number, List<Sent> messages) {}

    /// What a commit changes on the disk.
    ///
    /// @param gone parts of which nothing can come again any more
    record Change(Optional<Part> added, List<Long> gone) {
        boolean isEmpty() {
            return added.isEmpty() && gone.isEmpty();
        }
    }

    private enum Progress {
        /// Committed on a connection that is gone.
        BEFORE,
        COMMITTED,
        ACKNOWLEDGED
    }

    /// @param acknowledgement which one it was, counted from 1; 0 before there is one
    private record Unsettled(Digest digest, long part, Progress progress, long acknowledgement) {
        Unsettled before() {
            return new Unsettled(digest, part, Progress.BEFORE, 0);
        }

        Unsettled committed() {
            return new Unsettled(digest, part, Progress.COMMITTED, 0);
        }

        Unsettled acknowledged(long acknowledgement) {
            return new Unsettled(digest, part, Progress.ACKNOWLEDGED, acknowledgement);
        }

        boolean isAmong(long acknowledgements) {
            return progress == Progress.ACKNOWLEDGED && acknowledgement <= acknowledgements;
        }
    }

    /// By packet, the oldest first; so those of before stand in front of all others.
    private final SequencedMap<Integer, Unsettled> unsettled = new LinkedHashMap<>();

    /// How many of each part on the disk are unsettled.
    private final Map<Long, Integer> parts = new HashMap<>();

    private final SequencedMap<Integer, Sent> unsaved = new LinkedHashMap<>();
    private final List<Long> gone = new ArrayList<>();
    private long next = 1;
    private long acknowledgements;

    /// @param remembered as they stand on the disk, the oldest first
    Redelivery(List<Part> remembered) {
        for (var part : remembered) {
            next = Math.max(next, part.number() + 1);
        }
        for (var part : remembered) {
            for (var one : part.messages()) {
                put(one.packet(), new Unsettled(one.digest(), part.number(), Progress.BEFORE, 0));
            }
        }
    }

    private void put(int packet, Unsettled message) {
        if (message.part() < next) {
            parts.merge(message.part(), 1, Integer::sum);
        }
        var earlier = unsettled.putLast(packet, message);
        if (earlier != null) {
            dropped(packet, earlier);
        }
    }

    private void dropped(int packet, Unsettled one) {
        if (one.part() == next) {
            unsaved.remove(packet);
        } else if (parts.merge(one.part(), -1, Integer::sum) == 0) {
            parts.remove(one.part());
            gone.add(one.part());
        }
    }

    /// A connection began.
    void connected(boolean resumed) {
        if (!resumed) {
            forget();
        }
        unsettled.replaceAll((_, one) -> one.before());
    }

    /// A message came.
    ///
    /// @param marked whether the broker says that it has sent it before; without it a number we
    ///   know was given away
    /// @return true if it is done with already
    boolean isAgain(Sent message, boolean marked) {
        var known = unsettled.get(message.packet());
        if (!marked
                || known == null
                || known.progress() != Progress.BEFORE
                || !known.digest().equals(message.digest())) {
            return false;
        }
        put(message.packet(), known.committed());
        return true;
    }

    /// Nothing can come again any more.
    void forget() {
        unsettled.forEach(this::dropped);
        unsettled.clear();
    }

    /// The broker has delivered again what it had to: what did not come had its acknowledgement.
    void forgetWhatDidNotCome() {
        while (awaits()) {
            var one = unsettled.pollFirstEntry();
            dropped(one.getKey(), one.getValue());
        }
    }

    /// True while something of an earlier connection may still come again.
    boolean awaits() {
        return !unsettled.isEmpty()
                && unsettled.firstEntry().getValue().progress() == Progress.BEFORE;
    }

    /// True if all that was committed is acknowledged on this connection.
    boolean owesNothing() {
        return unsettled.values().stream().allMatch(one -> one.progress() == Progress.ACKNOWLEDGED);
    }

    /// How many messages may come again on a next connection.
    int unsettled() {
        return unsettled.size();
    }

    /// The next commit holds what that message says, or a newer one that covers it.
    void takes(Sent message) {
        put(message.packet(), new Unsettled(message.digest(), next, Progress.COMMITTED, 0));
        unsaved.putLast(message.packet(), message);
    }

    /// What the next commit changes on the disk.
    Change change() {
        return new Change(
                unsaved.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new Part(next, List.copyOf(unsaved.values()))),
                List.copyOf(gone));
    }

    /// True if the disk believes that something may come again which may not.
    boolean forgets() {
        return !gone.isEmpty();
    }

    /// [#change] is durable now.
    void saved() {
        if (!unsaved.isEmpty()) {
            parts.put(next, unsaved.size());
            next++;
        }
        unsaved.clear();
        gone.clear();
    }

    /// The acknowledgement of that message was written, on the connection that stands.
    void acknowledged(int packet) {
        acknowledgements++;
        unsettled.computeIfPresent(packet, (_, one) -> one.acknowledged(acknowledgements));
    }

    /// How many acknowledgements have been written so far, on all connections.
    long acknowledgements() {
        return acknowledgements;
    }

    /// True if something was acknowledged of which nobody knows whether the broker has read it.
    boolean hopes() {
        return unsettled.values().stream()
                .filter(one -> one.progress() != Progress.BEFORE)
                .findFirst()
                .filter(one -> one.progress() == Progress.ACKNOWLEDGED)
                .isPresent();
    }

    /// The broker has read so many of the acknowledgements: what they were for cannot come again,
    /// but for what is still awaited from an earlier connection.
    ///
    /// @param read a number that [#acknowledgements] told on the connection that stands
    void settle(long read) {
        for (var all = unsettled.entrySet().iterator(); all.hasNext(); ) {
            var one = all.next();
            if (one.getValue().isAmong(read)) {
                all.remove();
                dropped(one.getKey(), one.getValue());
            } else if (one.getValue().progress() != Progress.BEFORE) {
                return; // the next ones were acknowledged later
            }
        }
    }
}
