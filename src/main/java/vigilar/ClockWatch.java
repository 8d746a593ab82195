package vigilar;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import tools.jackson.databind.json.JsonMapper;

import vigilar.event.EventType;
import vigilar.event.Occurrence;
import vigilar.event.Origin;
import vigilar.event.Payload;
import vigilar.event.Severity;
import vigilar.event.SourceId;
import vigilar.journal.EventJournal;
import vigilar.journal.RowChanges;
import vigilar.supervisor.Health;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Tells when the wall clock leapt: the times of the events before and after it cannot be compared,
/// and weekly hours and "since when" go by it. No deadline does. What leaps while the house is off
/// is not seen here.
final class ClockWatch {
    static final String PART = "clock";

    /// 10 s: what keeps a clock right moves it by less, and who compares two events by a clock asks
    /// for no more.
    static final Duration LEAP = Duration.ofSeconds(10);

    /// 1 s: two readings of a clock, and soon enough for whoever looks why times are odd.
    private static final Duration LOOK = Duration.ofSeconds(1);

    private static final EventType CLOCK_SET = new EventType("CLOCK_SET");
    private static final Logger LOG = LoggerFactory.getLogger(ClockWatch.class);
    private static final JsonMapper JSON = new JsonMapper();

    private final EventJournal journal;
    private final HouseClock clock;
    private final Health health;
    private Hands last;

    ClockWatch(EventJournal journal, HouseClock clock, Health health) {
        this.journal = journal;
        this.clock = clock;
        this.health = health;
        last = Hands.of(clock);
    }

    /// Both hands at one moment, also when the thread stood still between them.
    private record Hands(long nanos, Instant wall) {
        static Hands of(HouseClock clock) {
            while (true) {
                long before = clock.nanos();
                var wall = clock.instant();
                if (clock.nanos() - before < LOOK.toNanos()) {
                    return new Hands(before, wall);
                }
            }
        }
    }

    /// Goes on until it is interrupted.
    void run() throws InterruptedException {
        while (true) {
            look();
            health.up(PART);
            Thread.sleep(LOOK);
        }
    }

    private void look() {
        var now = Hands.of(clock);
        var expected = last.wall().plusNanos(now.nanos() - last.nanos());
        var leap = Duration.between(expected, now.wall());
        if (leap.abs().compareTo(LEAP) >= 0) {
            tell(leap);
        } // what moves bit by bit is no leap, however far it goes
        last = now; // not before it is stored: what could not be is told by the next try
    }

    private void tell(Duration leap) {
        long seconds = leap.abs().toSeconds();
        var moved = "%,d s %s".formatted(seconds, leap.isNegative() ? "back" : "forward");
        var payload = JSON.createObjectNode();
        payload.put("seconds", leap.toSeconds()).put("moved", moved);
        journal.append(
                        List.of(
                                new Occurrence(
                                        clock.instant(),
                                        CLOCK_SET,
                                        Severity.WARNING,
                                        SourceId.SYSTEM,
                                        new Payload(payload.toString()),
                                        Origin.ourselves(
                                                "the wall clock moved "
                                                        + moved
                                                        + " at once, or the machine stood still"))),
                        RowChanges.NONE)
                .join();
        LOG.warn("the wall clock moved {} at once", moved);
    }
}
