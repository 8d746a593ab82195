package vigilar.pictures;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// A part of Frigate's record that is not asked for any more.
///
/// @param why it could not be had; empty when nobody asked since our start: only up to where all
///   was compared outlives one, so less may be missing than this says
record GivenUp(Instant from, Instant to, String why) {
    /// Those that touch are one, with the reason of the newest that has one; in order of time.
    static List<GivenUp> joined(List<GivenUp> parts) {
        var all = new ArrayList<GivenUp>();
        for (var part : parts.stream().sorted(Comparator.comparing(GivenUp::from)).toList()) {
            if (!all.isEmpty() && !part.from().isAfter(all.getLast().to())) {
                all.add(all.removeLast().with(part));
            } else {
                all.add(part);
            }
        }
        return List.copyOf(all);
    }

    private GivenUp with(GivenUp later) {
        var end = later.to().isAfter(to) ? later.to() : to;
        return new GivenUp(from, end, later.why().isEmpty() ? why : later.why());
    }
}
