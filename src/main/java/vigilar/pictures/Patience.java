package vigilar.pictures;

import java.time.Duration;

/// How long one question to Frigate, and one round of them, may keep the only thread of this room.
///
/// @param picture for a whole picture or clip
/// @param word for whatever is small: a list, a version
/// @param round of pictures, after which other things have their turn
record Patience(Duration picture, Duration word, Duration round) {
    /// 60 s for a whole clip over a slow line of the house. 10 s for a list: what takes longer is
    /// better asked for in parts. 20 s of pictures: so long may a new review, of which nobody has
    /// followed yet that it is there, wait for its own.
    static final Patience USUAL =
            new Patience(Duration.ofSeconds(60), Duration.ofSeconds(10), Duration.ofSeconds(20));
}
