package vigilar.journal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Ranges of ids in which anything wanted can lie: in their order, none touches another. A search
/// walks only these.
final class Spans {
    /// Both ends inclusive.
    record Span(long first, long last) {
        /// How many ids, at most the largest number.
        long length() {
            long length = last - first + 1;
            return length > 0 ? length : Long.MAX_VALUE;
        }

        /// The end where a walk leaves it.
        long far(boolean up) {
            return up ? last : first;
        }

        boolean holds(long id) {
            return id >= first && id <= last;
        }

        /// The ids nearest to where a walk comes in, and those behind them, if there are any.
        Optional<Span> nearest(long ids, boolean up) {
            if (ids <= 0) {
                return Optional.empty();
            }
            if (ids >= length()) {
                return Optional.of(this);
            }
            return Optional.of(
                    up ? new Span(first, first + ids - 1) : new Span(last - ids + 1, last));
        }

        /// What is left for a walk that has come to that id.
        Optional<Span> beyond(long id, boolean up) {
            if (up ? id >= last : id <= first) {
                return Optional.empty();
            }
            return Optional.of(
                    up
                            ? new Span(Math.max(first, id + 1), last)
                            : new Span(first, Math.min(last, id - 1)));
        }
    }

    private final List<Span> inOrder;

    private Spans(List<Span> inOrder) {
        this.inOrder = inOrder;
    }

    /// Of any ranges, in any order; those that end before they begin hold nothing.
    static Spans of(List<Span> some) {
        var sorted =
                some.stream()
                        .filter(it -> it.first() <= it.last())
                        .sorted(Comparator.comparingLong(Span::first))
                        .toList();
        var merged = new ArrayList<Span>();
        for (var span : sorted) {
            if (!merged.isEmpty() && merged.getLast().last() >= span.first() - 1) {
                var before = merged.removeLast();
                merged.add(new Span(before.first(), Math.max(before.last(), span.last())));
            } else {
                merged.add(span);
            }
        }
        return new Spans(List.copyOf(merged));
    }

    /// What the walk comes to next.
    Optional<Span> next(Walk walk) {
        int at = indexOf(walk);
        return at < 0 || at >= inOrder.size()
                ? Optional.empty()
                : inOrder.get(at).beyond(walk.from(), walk.up());
    }

    /// Of the first span of which something lies beyond.
    private int indexOf(Walk walk) {
        int low = 0;
        int high = inOrder.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            var span = inOrder.get(middle);
            if (walk.up() ? span.last() > walk.from() : span.first() >= walk.from()) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return walk.up() ? low : low - 1;
    }
}
