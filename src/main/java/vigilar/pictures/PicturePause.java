package vigilar.pictures;

import java.time.Duration;

/// How long to wait before a picture is asked for again.
final class PicturePause {
    /// 5 s: Frigate writes a clip in segments of 10 s, so many are there by the second try.
    static final Duration SHORTEST = Duration.ofSeconds(5);

    /// 30 min: a Frigate that is away for the night is not asked more often.
    static final Duration LONGEST = Duration.ofMinutes(30);

    /// 30 tries, some eleven hours: what is not there by then is not coming.
    static final int MOST_TRIES = 30;

    private PicturePause() {}

    /// @param tries made so far, from 1
    static Duration after(int tries) {
        var doubled = SHORTEST.multipliedBy(1L << Math.clamp(tries - 1, 0, 10));
        return doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
    }
}
