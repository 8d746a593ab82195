package vigilar.supervisor;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The board on which each part says how it is: read by readyz, the page and the log. Safe for all
/// threads.
public final class Health {
    private static final Logger LOG = LoggerFactory.getLogger(Health.class);
    private final InstantSource clock;
    private final Map<String, PartState> own = new TreeMap<>();
    private final Map<String, PartState> neighbours = new TreeMap<>();

    /// What neighbouring processes say of their parts, by process.
    private final Map<String, Map<String, PartState>> elsewhere = new HashMap<>();

    public Health(InstantSource clock) {
        this.clock = clock;
    }

    /// The part exists and is on its way up.
    public void starting(String part) {
        set(own, part, new PartState.Starting(clock.instant()));
    }

    /// The part does its work. Keeps the earlier `since` if it did already.
    public void up(String part) {
        set(own, part, new PartState.Up(clock.instant()));
    }

    /// The part begins with work that may take seconds or minutes: up at once, but one that was
    /// down has to show first that it is well again.
    public synchronized void begun(String part) {
        if (!(own.get(part) instanceof PartState.Down)) {
            up(part);
        }
    }

    /// The part does not do its work. Keeps the earlier `since` if it was down already.
    ///
    /// @param why one line for people, without secrets
    public void down(String part, String why) {
        set(own, part, new PartState.Down(clock.instant(), why.replaceAll("\\s+", " ")));
    }

    /// A part of another process of the house, as that process says or as we see from outside.
    void neighbour(String part, PartState state) {
        set(neighbours, part, state);
    }

    /// What a neighbouring process says of its parts; nothing when it is away or silent.
    synchronized void said(String process, Map<String, PartState> parts) {
        elsewhere.put(process, Map.copyOf(parts));
    }

    /// Whether a part does its work or is about to, here or in a neighbouring process: what that
    /// said last may be some seconds old. False, too, when nobody knows of it.
    public synchronized boolean works(String part) {
        var here = own.get(part);
        return here != null
                ? !(here instanceof PartState.Down)
                : elsewhere.values().stream()
                        .flatMap(it -> Stream.ofNullable(it.get(part)))
                        .anyMatch(it -> !(it instanceof PartState.Down));
    }

    /// Whether a part does its work now, here or in a neighbouring process, as [#works]; one that
    /// is about to does not yet.
    public synchronized boolean isUp(String part) {
        var here = own.get(part);
        return here != null
                ? here instanceof PartState.Up
                : elsewhere.values().stream().anyMatch(it -> it.get(part) instanceof PartState.Up);
    }

    /// How a part is in the process that has those roles: as a neighbour says of itself or, of one
    /// that says nothing, as it looks from outside; else here.
    public synchronized Optional<PartState> partIn(Collection<String> roles, String part) {
        var process =
                roles.stream().map(Neighbours::process).filter(elsewhere::containsKey).findFirst();
        if (process.isEmpty()) {
            return Optional.ofNullable(own.get(part));
        }
        var says = elsewhere.getOrDefault(process.get(), Map.of());
        return Optional.ofNullable(says.get(part))
                .or(() -> Optional.ofNullable(neighbours.get(process.get())));
    }

    private synchronized void set(Map<String, PartState> board, String part, PartState now) {
        var before = board.get(part);
        if (before != null && before.getClass() == now.getClass()) {
            if (now instanceof PartState.Down(_, var why)) {
                board.put(part, new PartState.Down(before.since(), why));
            }
            return;
        }
        board.put(part, now);
        notifyAll();
        switch (now) {
            case PartState.Starting _ -> LOG.debug("{} is starting", part);
            case PartState.Up _ -> LOG.info("{} is up", part);
            case PartState.Down(_, var why) -> LOG.warn("{} is down: {}", part, why);
        }
    }

    /// The parts of this process by name, as they are now.
    synchronized Map<String, PartState> ownParts() {
        return Collections.unmodifiableMap(new TreeMap<>(own));
    }

    /// All parts by name, those of neighbouring processes too, as they are now.
    public synchronized Map<String, PartState> parts() {
        var all = new TreeMap<>(neighbours);
        all.putAll(own);
        return Collections.unmodifiableMap(all);
    }

    /// Waits until the part of this process does its work; false when patience ran out first.
    public synchronized boolean awaitUp(String part, Duration patience)
            throws InterruptedException {
        var deadline = System.nanoTime() + patience.toNanos();
        while (!(own.get(part) instanceof PartState.Up)) {
            var left = Duration.ofNanos(deadline - System.nanoTime());
            if (!left.isPositive()) {
                return false;
            }
            wait(Math.max(1, left.toMillis()));
        }
        return true;
    }

    /// True if all parts do their work.
    public boolean allUp() {
        return parts().values().stream().allMatch(state -> state instanceof PartState.Up);
    }
}
