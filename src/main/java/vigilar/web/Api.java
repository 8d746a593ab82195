package vigilar.web;

import vigilar.event.Event;
import vigilar.event.EventId;
import vigilar.event.EventJson;
import vigilar.event.EventType;
import vigilar.event.SourceId;
import vigilar.journal.EventArchive;
import vigilar.journal.EventArchive.Page;
import vigilar.journal.EventArchive.Slice;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Looking back, for programs and for the page's scripts.
final class Api {
    /// A day in slices of 15 minutes, unless asked otherwise.
    private static final Duration USUAL_SLICE = Duration.ofMinutes(15);

    private static final int LONGEST_SLICE_SECONDS = 86_400;

    /// 10,000 slices: a hundred days of quarters of an hour, some 700 KB of JSON.
    private static final long MOST_SLICES = 10_000;

    private static final Set<String> STRIP_KEYS =
            Set.of("from", "to", "width", "severity", "type", "source", "time_of_day", "tz", "q");

    private final Words words = Words.english();
    private final EventArchive archive;
    private final Unseen unseen;
    private final Supplier<List<RefusedMessage>> refusals;
    private final InstantSource clock;

    Api(
            EventArchive archive,
            Unseen unseen,
            Supplier<List<RefusedMessage>> refusals,
            InstantSource clock) {
        this.archive = archive;
        this.unseen = unseen;
        this.refusals = refusals;
        this.clock = clock;
    }

    List<Route> routes() {
        return List.of(
                Route.search("/api/events", this::events),
                Route.search("/api/events/{}", this::event),
                Route.search("/api/strip", this::strip),
                Route.search("/api/known", this::known),
                Route.search("/api/standing", this::standing),
                new Route("/api/refusals", this::refusals));
    }

    private Answer events(Visit visit) {
        var reader = new QueryReader(visit.query());
        var asked = EventQuery.readStrictly(reader);
        return reader.problem().map(Problem::answer).orElseGet(() -> page(asked, visit));
    }

    /// What the house line is made of: it stands however long ago it began.
    private Answer standing(Visit visit) {
        var events =
                archive.newestOfEach(HouseLine.LEAST, words.endingTypes()).stream()
                        .map(Api::json)
                        .collect(Collectors.joining(","));
        return Answer.json(200, "{\"events\":[" + events + "]}");
    }

    private Answer page(EventQuery asked, Visit visit) {
        var forward = asked.after().isPresent();
        var page = forward ? between(asked) : backward(asked, visit);
        var events = page.events().stream().map(Api::json).collect(Collectors.joining(","));
        var cursors = new LinkedHashMap<String, Optional<EventId>>();
        cursors.put("next", page.next());
        cursors.put("prev", first(page));
        var way = forward ? "after" : "before";
        return Answer.json(
                200,
                "{\"events\":["
                        + events
                        + "],\"more\":"
                        + page.more()
                        + ",\"way\":\""
                        + way
                        + "\",\"next\":"
                        + number(cursors.get("next"))
                        + ",\"prev\":"
                        + number(cursors.get("prev"))
                        + "}");
    }

    private Page backward(EventQuery asked, Visit visit) {
        return Unseen.isAsked(visit.query())
                ? unseen.before(asked.before(), asked.filter(), asked.limit(), visit.visitor())
                : archive.before(asked.before(), asked.filter(), asked.limit());
    }

    /// Newer than `after` and, if that is asked too, older than `before`.
    private Page between(EventQuery asked) {
        var page = archive.after(asked.after().orElseThrow(), asked.filter(), asked.limit());
        var end = asked.before();
        if (end.isEmpty()) {
            return page;
        }
        var within =
                page.events().stream().filter(event -> end.get().isBeyond(event.id())).toList();
        return new Page(within, page.next().filter(end.get()::isBeyond));
    }

    private static Optional<EventId> first(Page page) {
        return page.events().stream().findFirst().map(Event::id);
    }

    private static String number(Optional<EventId> id) {
        return id.map(EventId::toString).orElse("null");
    }

    /// The six fields of the summary, and where it came from.
    private static String json(Event event) {
        var summary = EventJson.write(event);
        return summary.substring(0, summary.length() - 1)
                + ",\"topic\":"
                + Json.write(event.origin().topic())
                + ",\"why\":"
                + Json.write(event.origin().why())
                + "}";
    }

    private Answer event(Visit visit) {
        return QueryReader.idOf(visit.rest())
                .flatMap(archive::find)
                .map(event -> Answer.json(200, json(event)))
                .orElseGet(
                        () ->
                                Problem.notFound(
                                                "there is no event of that number; it may be older"
                                                        + " than what is kept")
                                        .answer());
    }

    private Answer strip(Visit visit) {
        var reader = new QueryReader(visit.query());
        reader.refuseOthersThan(STRIP_KEYS);
        var filter = EventQuery.filter(reader);
        var usual = (int) USUAL_SLICE.toSeconds();
        var width = Duration.ofSeconds(reader.whole("width", 1, LONGEST_SLICE_SECONDS, usual));
        var to = filter.to().orElseGet(this::endOfQuarter);
        var from = filter.from().orElseGet(() -> to.minus(Duration.ofDays(1)));
        if (!from.isBefore(to)) {
            reader.complain("'from' must be before 'to'");
        } else if (Duration.between(from, to).dividedBy(width) > MOST_SLICES) {
            reader.complain("more than " + MOST_SLICES + " slices; ask for wider ones");
        }
        return reader.problem()
                .map(Problem::answer)
                .orElseGet(
                        () -> {
                            var slices = archive.slices(from, to, width, filter);
                            return Answer.json(200, Json.write(strip(from, to, width, slices)));
                        });
    }

    /// Of the quarter of an hour that is now: whole quarters are counted already.
    private Instant endOfQuarter() {
        long quarter = USUAL_SLICE.toMillis();
        return Instant.ofEpochMilli((clock.millis() / quarter + 1) * quarter);
    }

    private static Map<String, Object> strip(
            Instant from, Instant to, Duration width, List<Slice> slices) {
        var json = new LinkedHashMap<String, Object>();
        json.put("from", from.toEpochMilli());
        json.put("to", to.toEpochMilli());
        json.put("width", width.toSeconds());
        json.put("slices", slices.stream().map(Api::slice).toList());
        return json;
    }

    private static Map<String, Object> slice(Slice slice) {
        var json = new LinkedHashMap<String, Object>();
        json.put("start", slice.start().toEpochMilli());
        json.put("count", slice.count());
        json.put("worst", slice.worst().name());
        return json;
    }

    private Answer known(Visit visit) {
        var known = archive.known();
        var json = new LinkedHashMap<String, Object>();
        json.put("sources", known.sources().stream().map(SourceId::value).toList());
        json.put("types", known.types().stream().map(EventType::name).toList());
        return Answer.json(200, Json.write(json));
    }

    private Answer refusals(Visit visit) {
        var rows = refusals.get().stream().map(Api::refusal).toList();
        return Answer.json(200, Json.write(Map.of("refusals", rows)));
    }

    private static Map<String, Object> refusal(RefusedMessage message) {
        var json = new LinkedHashMap<String, Object>();
        json.put("ts", message.at().toEpochMilli());
        json.put("topic", message.topic());
        json.put("reason", message.reason());
        json.put("excerpt", message.excerpt());
        return json;
    }
}
