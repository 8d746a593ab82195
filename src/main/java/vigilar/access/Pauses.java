package vigilar.access;

import java.time.Duration;
import java.time.Instant;

/// How long to wait after so many failures: pure, like the manual has it.
///
/// What a stranger can do from afar must not shut the owner out. So failures count three times: for
/// this account from this address, for this address, and for this account from addresses where its
/// person never signed in. From an address where they did, only the first counts. Open sessions are
/// never touched, and the command line in the house always works.
///
/// @param free failures without any pause
record Pauses(int free) {
    /// 5 slips of the finger are human.
    static final Pauses ACCOUNT_AND_ADDRESS = new Pauses(5);

    /// 20: a household behind one address slips more often.
    static final Pauses ADDRESS = new Pauses(20);

    /// 50 tries at one account from anywhere unknown: many machines at work together.
    static final Pauses ACCOUNT_FROM_STRANGERS = new Pauses(50);

    /// 10 PINs, whoever typed them: panels of EN 50131's grade 2 lock then.
    static final Pauses PINS = new Pauses(10);

    /// 30 s first, then twice as long each time.
    static final Duration FIRST = Duration.ofSeconds(30);

    /// 15 min at most: 96 tries a day, and who mistyped is back before the evening is over.
    static final Duration LONGEST = Duration.ofMinutes(15);

    /// 24 h without a failure and all is forgotten.
    static final Duration FORGOTTEN = Duration.ofHours(24);

    /// More doublings than these pass the longest pause anyway.
    private static final int MOST_DOUBLINGS = 10;

    Duration after(int failures) {
        if (failures < free) {
            return Duration.ZERO;
        }
        var pause = FIRST.multipliedBy(1L << Math.min(failures - free, MOST_DOUBLINGS));
        return pause.compareTo(LONGEST) < 0 ? pause : LONGEST;
    }

    /// What is left of the pause; zero or less: go on.
    Duration left(int failures, Instant last, Instant now) {
        // a clock that was set back must not make the pause longer than it is
        var pause = after(failures);
        var left = Duration.between(now, last.plus(pause));
        return left.compareTo(pause) > 0 ? pause : left;
    }
}
