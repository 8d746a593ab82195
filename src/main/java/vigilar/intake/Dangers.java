package vigilar.intake;

import vigilar.event.Provenance;

/// What of a danger to life is news although it may be old, and what is no end of it. For one
/// thread.
final class Dangers {
    /// The lesson of a danger to life: a message of which nobody knows how old it is said that it
    /// is over. No name of a field has a space.
    private static final String OVER = " over";

    private final Points points;

    Dangers(Points points) {
        this.points = points;
    }

    /// A danger to life where there was none when the point was last heard. No repeat of something
    /// old says that, save a cache or a kept message that does not know the end; how old it is
    /// nobody can tell, and a detector that speaks on change only says nothing more for hours.
    boolean isAnew(Signal.Point point, String state, Signal.Meaning meaning) {
        var before = points.text(point);
        return meaning.isOfLife() && !before.isEmpty() && !before.equals(state);
    }

    /// The same, or another danger after the end of the one that we know of. Of the two words for
    /// that the first may have been a cache that was older; but no cache says one and then the
    /// other unless a detector spoke between. A message that the broker keeps may be older than
    /// both.
    boolean isAnew(Signal.Field field, Signal.Meaning meaning) {
        return isAnew(field.point(), field.state(), meaning)
                || (meaning.isOfLife()
                        && field.provenance() == Provenance.REPLAYED
                        && !points.text(over(field)).isEmpty());
    }

    private static Signal.Point over(Signal.Field field) {
        return new Signal.Point(field.point().source(), field.point().name() + OVER);
    }

    /// A cache or a kept message may be older than the danger that we know of, and a detector that
    /// speaks on change only has nothing more to say: so it lasts until a live word, or a person,
    /// ends it. If it was the end after all, the next word of danger is another one, and is told.
    /// What waited in a broker while we were away cannot be told from that.
    boolean isDoubtfulEnd(Signal.Field field) {
        var before = points.text(field.point());
        return !field.provenance().mayAlarm()
                && field.meaning().filter(Signal.Meaning::endsDangerToLife).isPresent()
                && !before.isEmpty()
                && !before.equals(field.state());
    }

    /// Takes note of such an end.
    void doubt(Signal.Field field, long millis) {
        points.doubt(field.point(), millis);
        if (field.provenance() == Provenance.REPLAYED) {
            points.learns(new Signal.Learned(over(field), "said"), millis);
        }
    }

    /// However it stands, nobody doubts it any more.
    void isSaidLive(Signal.Field field, long millis) {
        if (!points.text(over(field)).isEmpty()) {
            points.forget(over(field), millis);
        }
    }
}
