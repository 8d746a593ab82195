package vigilar.access;

import java.time.Duration;

/// How long things hold.
final class Terms {
    /// 30 days unused: the tablet in the hall is looked at daily, a lost phone is not.
    static final Duration SESSION_IDLE = Duration.ofDays(30);

    /// 180 days: twice a year everybody proves again who they are.
    static final Duration SESSION_LONGEST = Duration.ofDays(180);

    /// 1 min: what a list of sessions shows; not a write for each click.
    static final Duration SEEN_STEP = Duration.ofMinutes(1);

    /// 30 sessions a person: all devices of a home. The one unused for longest makes room.
    static final int MOST_SESSIONS = 30;

    /// 366 days: a token that nobody renews ends.
    static final Duration TOKEN_LONGEST = Duration.ofDays(366);

    /// 50 tokens a person.
    static final int MOST_TOKENS = 50;

    /// 100 people: a large family, and a bound.
    static final int MOST_PEOPLE = 100;

    /// 60 characters name a token.
    static final int MOST_LABEL_CHARACTERS = 60;

    /// 90 days: an address may belong to somebody else by then.
    static final Duration ADDRESS_KNOWN = Duration.ofDays(90);

    /// 20 addresses a person are remembered.
    static final int MOST_ADDRESSES = 20;

    /// 10,000 counters, some 1 MB; beyond it the oldest go first.
    static final int MOST_COUNTERS = 10_000;

    private Terms() {}
}
