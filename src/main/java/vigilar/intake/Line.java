package vigilar.intake;

import org.jspecify.annotations.Nullable;

import vigilar.bus.ClientPlan;
import vigilar.bus.Link;
import vigilar.supervisor.Health;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// What intake knows of its connection: whether an acknowledgement can still go out, and since when
/// the broker could have spoken. Told by the client's threads, asked by the loop.
final class Line implements ClientPlan.LinkWatcher {
    private static final long NONE = -1;

    private final Health health;
    private final HandOut handOut = new HandOut();
    private volatile long connection = NONE;
    private volatile long upSinceNanos;
    private volatile long speaksSinceNanos;
    private volatile boolean up;
    private volatile boolean closed;
    private volatile Optional<Long> awaySinceNanos = Optional.empty();
    private final AtomicReference<@Nullable Gap> gap;

    /// A time in which nothing could reach us, on the monotonic clock.
    record Gap(long fromNanos, long toNanos) {}

    /// @param gap outlives this line, so that one that could not be stored is told by the next
    Line(Health health, AtomicReference<@Nullable Gap> gap) {
        this.gap = gap;
        this.health = health;
    }

    @Override
    public void changed(Link link) {
        if (closed) {
            return;
        }
        switch (link) {
            case Link.Starting _ -> health.starting(Intake.PART);
            case Link.Up _ -> {
                upSinceNanos = System.nanoTime();
                if (connection == NONE) {
                    handOut.begins(upSinceNanos);
                }
                awaySince().ifPresent(since -> gapUntil(since, upSinceNanos));
                awaySinceNanos = Optional.empty();
                up = true; // from now on the gap may be told, and it is whole
                health.up(Intake.PART);
            }
            case Link.Away(_, var why) -> {
                if (up) {
                    awaySinceNanos = Optional.of(System.nanoTime());
                }
                up = false;
                connection = NONE;
                health.down(Intake.PART, why);
            }
        }
    }

    void delivers(long connectionNumber) {
        if (connection != connectionNumber) {
            // The first message may overtake the news that the link is up, or was away.
            boolean announced = up && connection == NONE;
            speaksSinceNanos = announced ? upSinceNanos : System.nanoTime();
            if (!announced) {
                handOut.begins(speaksSinceNanos);
            }
            connection = connectionNumber;
        }
    }

    /// The time that is over in which we heard nothing and that was not [#told] yet; none while the
    /// line is not up, since one that another line left behind then still grows. The start of
    /// Vigilar is none: the timeline tells of that anyway.
    Optional<Gap> gap() {
        return up ? Optional.ofNullable(gap.get()) : Optional.empty();
    }

    /// It is on the timeline now, or somebody else will tell it.
    void told(Gap stored) {
        gap.compareAndSet(stored, null);
    }

    /// What the broker hands out on the connection that stands now.
    HandOut handOut() {
        return handOut;
    }

    /// True if what came may have waited in the broker for us.
    boolean isBacklog(Inbox.Received one) {
        return one.handedOut() || one.nanos() - speaksSinceNanos < Settling.WINDOW.toNanos();
    }

    /// True if what came on that connection can still be acknowledged.
    boolean isOn(long connectionNumber) {
        return connection == connectionNumber;
    }

    /// For how long it has been up; 0 when it is not.
    long upNanos() {
        return up ? System.nanoTime() - upSinceNanos : 0;
    }

    /// One that could not be told yet grows: too long is better than forgotten.
    private void gapUntil(long since, long until) {
        var before = gap.get();
        gap.set(new Gap(before == null ? since : before.fromNanos(), until));
    }

    /// Also when the line before this one ended with a failure of ours, or while the broker was
    /// away.
    private Optional<Long> awaySince() {
        return awaySinceNanos.or(() -> Optional.ofNullable(gap.get()).map(Gap::fromNanos));
    }

    /// From here on nothing is heard, until the next line is up.
    void close() {
        long now = System.nanoTime();
        awaySinceNanos
                .or(() -> up ? Optional.of(now) : Optional.empty())
                .ifPresent(since -> gapUntil(since, now));
        closed = true;
    }
}
