package vigilar.rules;

import vigilar.event.Event;
import vigilar.event.EventId;
import vigilar.event.SourceId;
import vigilar.journal.ArchiveFilter;
import vigilar.journal.EventArchive;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongConsumer;

/// Runs the stored past through other rules, and changes nothing. Where devices stand is taken as
/// it is now. Safe for any number of threads.
public final class RuleLookback {
    /// 200 are told one by one: a page of them; the others are counted.
    public static final int MOST_TOLD = 200;

    private final EventArchive archive;
    private final ZoneId zone;
    private final Function<SourceId, String> areaOf;

    public RuleLookback(EventArchive archive, ZoneId zone, Function<SourceId, String> areaOf) {
        this.archive = archive;
        this.zone = zone;
        this.areaOf = areaOf;
    }

    /// A rule would have been set off.
    ///
    /// @param what in words: the event that would have done it
    public record Would(Instant at, RuleName rule, String what) {}

    /// @param events that were looked at
    /// @param would the first [#MOST_TOLD], in their order
    /// @param counts how often each rule would have been set off
    /// @param did how often rules were set off then, as the house said so
    public record Result(long events, List<Would> would, Map<RuleName, Integer> counts, int did) {
        public Result {
            would = List.copyOf(would);
            counts = Map.copyOf(counts);
        }

        public int all() {
            return counts.values().stream().mapToInt(Integer::intValue).sum();
        }
    }

    /// Takes some seconds for a million events.
    ///
    /// @param read told now and then how many events were read
    public Result look(List<Rule> rules, Instant since, Instant until, LongConsumer read) {
        var watch = new RuleWatch(rules, zone, areaOf);
        var would = new ArrayList<Would>();
        var counts = new HashMap<RuleName, Integer>();
        long events = 0;
        int did = 0;
        var begin = archive.justBefore(since);
        var cursor = before(begin, since.minus(patience(rules)));
        var end = newest();
        new Recollection(archive).of(rules, cursor, watch);
        while (end.isBeyond(cursor)) {
            var page = page(cursor);
            if (page.isEmpty()) {
                break;
            }
            for (var event : page) {
                if (event.id().isBeyond(end) || !event.at().isBefore(until)) {
                    continue;
                }
                var fired = watch.next(event);
                if (!event.id().isBeyond(begin)) {
                    continue; // only what cools down from then
                }
                events++;
                did += wasFired(event) ? 1 : 0;
                for (var firing : fired) {
                    if (firing.held()) {
                        continue;
                    }
                    counts.merge(firing.rule().name(), 1, Integer::sum);
                    if (would.size() < MOST_TOLD) {
                        would.add(
                                new Would(
                                        firing.at(), firing.rule().name(), RuleSaid.what(firing)));
                    }
                }
            }
            cursor = page.getLast().id();
            read.accept(events);
        }
        return new Result(events, would, counts, did);
    }

    /// How long what was before may keep a rule from acting.
    private static Duration patience(List<Rule> rules) {
        return rules.stream()
                .map(Rule::cooldown)
                .filter(it -> it.compareTo(RuleWatch.A_MINUTE) > 0)
                .max(Duration::compareTo)
                .orElse(RuleWatch.A_MINUTE);
    }

    private EventId before(EventId begin, Instant then) {
        var place = archive.justBefore(then);
        return place.isBeyond(begin) ? begin : place;
    }

    private static boolean wasFired(Event event) {
        return event.type().equals(RuleSaid.FIRED) && event.origin().topic().isEmpty();
    }

    /// What comes while we read is not of the past.
    private EventId newest() {
        return archive.before(Optional.empty(), ArchiveFilter.ALL, 1).events().stream()
                .map(Event::id)
                .findFirst()
                .orElse(EventId.BEFORE_ALL);
    }

    private List<Event> page(EventId after) {
        return archive.after(after, ArchiveFilter.ALL, EventArchive.MOST_PER_PAGE).events();
    }
}
