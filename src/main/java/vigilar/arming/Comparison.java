package vigilar.arming;

import vigilar.event.Occurrence;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which of two rows of alarms are the same.
final class Comparison {
    /// 1 s: the panel decides some milliseconds after the event by which hindsight goes, and half a
    /// second after it where another process heard that.
    private static final Duration SAME_MOMENT = Duration.ofSeconds(1);

    private static final Comparator<Occurrence> BY_TIME = Comparator.comparing(Occurrence::at);

    private Comparison() {}

    /// @param would those that there would have been
    /// @param did those that there were
    /// @return both in order of time; those that are the same are one
    static List<Hindsight.Compared> of(List<Occurrence> would, List<Occurrence> did) {
        var does = byReason(would);
        var really = byReason(did);
        return Stream.concat(does.keySet().stream(), really.keySet().stream())
                .distinct()
                .flatMap(
                        why ->
                                merge(
                                        does.getOrDefault(why, List.of()),
                                        really.getOrDefault(why, List.of()))
                                        .stream())
                .sorted(
                        Comparator.comparing(Hindsight.Compared::at)
                                .thenComparing(Hindsight.Compared::why))
                .toList();
    }

    private static Map<String, List<Occurrence>> byReason(List<Occurrence> alarms) {
        return alarms.stream()
                .sorted(BY_TIME)
                .collect(Collectors.groupingBy(it -> it.origin().why()));
    }

    /// For one reason, in order of time: each is the same as one of the others at most.
    private static List<Hindsight.Compared> merge(List<Occurrence> would, List<Occurrence> did) {
        var all = new ArrayList<Hindsight.Compared>();
        int next = 0;
        for (var alarm : would) {
            while (next < did.size() && isBefore(did.get(next), alarm)) {
                all.add(compared(did.get(next++), Hindsight.Change.GONE));
            }
            boolean same = next < did.size() && !isBefore(alarm, did.get(next));
            next += same ? 1 : 0;
            all.add(compared(alarm, same ? Hindsight.Change.SAME : Hindsight.Change.NEW));
        }
        did.stream().skip(next).forEach(it -> all.add(compared(it, Hindsight.Change.GONE)));
        return all;
    }

    /// By so much that they are not the same.
    private static boolean isBefore(Occurrence one, Occurrence other) {
        return Duration.between(one.at(), other.at()).compareTo(SAME_MOMENT) > 0;
    }

    private static Hindsight.Compared compared(Occurrence alarm, Hindsight.Change change) {
        return new Hindsight.Compared(alarm.at(), alarm.origin().why(), change);
    }
}
