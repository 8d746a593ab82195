package vigilar.web;

import vigilar.event.EventId;
import vigilar.event.Severity;
import vigilar.journal.ArchiveFilter;
import vigilar.journal.EventArchive;
import vigilar.journal.EventArchive.Page;
import vigilar.journal.EventJournal;
import vigilar.seen.Marks;
import vigilar.seen.Seen;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a visitor has not looked at yet: `/api/seen`, and the filter `unseen=1`. Only what is a
/// warning or worse wants to be looked at; a cat in the hall does not.
final class Unseen {
    static final Severity LEAST = Severity.WARNING;

    /// 99 are counted, beyond that it is "many": a count of all would read years.
    static final int MOST_COUNTED = 99;

    private static final int NOT_RIGHT = 422;

    private static final ArchiveFilter GRAVE =
            new ArchiveFilter(
                    LEAST,
                    Set.of(),
                    Set.of(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    "");

    private final Seen seen;
    private final EventJournal journal;
    private final EventArchive archive;

    Unseen(Household household) {
        this.seen = household.seen();
        this.journal = household.journal();
        this.archive = household.archive();
    }

    List<Route> routes() {
        return List.of(Route.search("/api/seen", this::show), Route.post("/api/seen", this::mark));
    }

    private static long person(Visitor visitor) {
        return visitor.person().map(vigilar.access.Person::id).orElse(0L);
    }

    Marks marks(Visitor visitor) {
        return seen.marks(person(visitor), journal.head());
    }

    /// A page of what is left when the seen is taken out; may be shorter than asked, with `more`.
    Page before(Optional<EventId> before, ArchiveFilter filter, int limit, Visitor visitor) {
        var marks = marks(visitor);
        var page = archive.before(before, atLeastGrave(filter), limit);
        var unseen = page.events().stream().filter(event -> !marks.holds(event.id())).toList();
        return new Page(unseen, page.next().filter(it -> it.isBeyond(marks.upTo())));
    }

    private static ArchiveFilter atLeastGrave(ArchiveFilter filter) {
        return filter.least().compareTo(LEAST) >= 0
                ? filter
                : new ArchiveFilter(
                        LEAST,
                        filter.types(),
                        filter.sources(),
                        filter.from(),
                        filter.to(),
                        filter.timeOfDay(),
                        filter.text());
    }

    private Answer show(Visit visit) {
        var marks = marks(visit.visitor());
        long count = count(marks);
        var json = new LinkedHashMap<String, Object>();
        json.put("up_to", marks.upTo().sequence());
        json.put("events", marks.single().stream().map(EventId::sequence).sorted().toList());
        json.put("unseen", Math.min(count, MOST_COUNTED));
        json.put("more", count > MOST_COUNTED);
        return Answer.json(200, Json.write(json));
    }

    /// How many there are, or one more than are counted. Single marks may fill whole pages before
    /// the first unseen one, so it reads on; their own bound ends that.
    private long count(Marks marks) {
        var from = marks.upTo();
        long count = 0;
        while (count <= MOST_COUNTED) {
            var page = archive.after(from, GRAVE, EventArchive.MOST_PER_PAGE);
            count += page.events().stream().filter(event -> !marks.holds(event.id())).count();
            if (page.next().isEmpty()) {
                return count;
            }
            from = page.next().get();
        }
        return count;
    }

    private Answer mark(Visit visit) {
        var one = visit.number("id").map(EventId::new);
        var upTo = visit.number("up_to").map(EventId::new);
        var newest = journal.head();
        var asked = one.or(() -> upTo);
        if (asked.isEmpty() || (one.isPresent() && upTo.isPresent())) {
            return Problem.badRequest("say 'id' for one event or 'up_to' for all up to one")
                    .answer();
        }
        if (asked.get().isBeyond(newest)) {
            return Problem.badRequest("there is no event " + asked.get() + " yet").answer();
        }
        long person = person(visit.visitor());
        seen.marks(person, newest);
        if (upTo.isPresent()) {
            seen.markUpTo(person, upTo.get());
        } else if (!seen.mark(person, one.get())) {
            return new Problem(
                            NOT_RIGHT,
                            "Too many single marks",
                            "mark all as seen once, then go on one by one")
                    .answer();
        }
        return show(visit);
    }

    /// Whether that query asks for the unseen only.
    static boolean isAsked(Map<String, String> query) {
        return query.getOrDefault("unseen", "").equals("1");
    }
}
