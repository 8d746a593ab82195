package vigilar.web;

import vigilar.event.Event;
import vigilar.journal.EventArchive;
import vigilar.journal.EventJournal;
import vigilar.pictures.Album;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Renders `/`: the house line, the strip of the week and the newest events of a view, complete and
/// useful before any script runs. Safe for any number of threads.
final class TimelinePage {
    /// 100 rows: two screens of a large display, some 60 KB.
    static final int ROWS = 100;

    private final EventJournal journal;
    private final EventArchive archive;
    private final Unseen unseen;
    private final InstantSource clock;
    private final ZoneId zone;
    private final Supplier<Optional<String>> howToPublish;
    private final Words english = Words.english();
    private final Optional<KnownDevices> devices;
    private final WeekOfSlices week;
    private final Optional<Album> album;

    /// @param zone of the house: days of the list and of the strip until a browser brings its own
    TimelinePage(Household household, Unseen unseen, InstantSource clock, ZoneId zone) {
        this.journal = household.journal();
        this.archive = household.archive();
        this.unseen = unseen;
        this.clock = clock;
        this.zone = zone;
        this.howToPublish = household.howToPublish();
        this.devices = household.devices();
        this.album = household.album();
        this.week = new WeekOfSlices(archive, zone);
    }

    /// The page as HTML.
    // jte: no interceptor is written as null
    @SuppressWarnings("NullAway")
    String html(Visit visit) {
        var page = frame(View.of(visit.query(), zone), visit.visitor());
        return Template.html(output -> JtetimelineGenerated.render(output, null, page));
    }

    private PageFrame.Timeline frame(View view, Visitor visitor) {
        // Before the rows are read: what comes in between is sent by the stream and told apart by
        // id, so nothing is lost between this page and its first live event.
        var head = journal.head();
        var now = clock.instant();
        var words = english.with(Names.now(devices));
        var today = now.atZone(zone).toLocalDate();
        var page =
                Unseen.isAsked(view.asked())
                        ? unseen.before(view.before(), view.filter(), ROWS, visitor)
                        : archive.before(view.before(), view.filter(), ROWS);
        return new PageFrame.Timeline(
                Rooms.of("/", visitor),
                view,
                house(now, words),
                DayStrip.of(week.slices(now), today, zone, words),
                days(page.events(), today, words),
                head.sequence(),
                journal.epoch(),
                older(view, page),
                today.atStartOfDay(zone).toInstant().toString(),
                suggestions(words.names()),
                howToPublish.get(),
                PageFrame.Lines.CLOCK.format(now.atZone(zone)),
                zone.getId(),
                words);
    }

    private static Optional<String> older(View view, EventArchive.Page page) {
        return page.next().map(view::olderThan);
    }

    private HouseLine house(Instant now, Words words) {
        return HouseLine.of(archive.newestOfEach(HouseLine.LEAST, words.endingTypes()), now, words);
    }

    private List<PageFrame.DayGroup> days(List<Event> events, LocalDate today, Words words) {
        var lines = PageFrame.Lines.of(words, zone);
        var pictured = lines.with(album, events);
        var rows = new LinkedHashMap<LocalDate, List<PageFrame.Row>>();
        for (var incident : Incident.fold(events, words, zone)) {
            rows.computeIfAbsent(lines.day(incident.subject(words)), _ -> new ArrayList<>())
                    .add(pictured.row(incident));
        }
        return rows.entrySet().stream()
                .map(
                        day ->
                                new PageFrame.DayGroup(
                                        lines.dayName(day.getKey(), today),
                                        day.getKey(),
                                        day.getValue()))
                .toList();
    }

    private List<PageFrame.Suggestion> suggestions(Names names) {
        var known = archive.known();
        return Stream.concat(
                        known.sources().stream()
                                .map(
                                        source ->
                                                new PageFrame.Suggestion(
                                                        source.value(),
                                                        Words.capital(names.of(source)))),
                        known.types().stream()
                                .map(
                                        type ->
                                                new PageFrame.Suggestion(
                                                        type.name(), Words.readable(type.name()))))
                .limit(MOST_SUGGESTIONS)
                .toList();
    }

    /// 200 suggestions: a large home has some hundred devices; more would only weigh on each page.
    private static final int MOST_SUGGESTIONS = 200;
}
