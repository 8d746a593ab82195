package vigilar.web;

import vigilar.event.Event;
import vigilar.event.EventId;
import vigilar.pictures.Album;
import vigilar.pictures.PictureKind;
import vigilar.pictures.PictureState;

import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What the templates of the page need. Plain records; every text in them is escaped by the
/// template.
final class PageFrame {
    private PageFrame() {}

    /// The first page of the timeline, before any script has run.
    ///
    /// @param lastId the newest id in the store when this was rendered; the stream goes on from it
    /// @param older address of the next page, if there is one
    /// @param howToPublish a command line to try, if the wiring knows one
    record Timeline(
            Rooms rooms,
            View view,
            HouseLine house,
            DayStrip strip,
            List<DayGroup> days,
            long lastId,
            String epoch,
            Optional<String> older,
            String todayFrom,
            List<Suggestion> suggestions,
            Optional<String> howToPublish,
            String asOf,
            String zone,
            Words words) {
        /// A look at the past: newer events are on another page.
        boolean isPast() {
            return view.before().isPresent();
        }

        /// A filter that finds nothing.
        boolean isNothing() {
            return days.isEmpty() && older.isEmpty() && view.isFiltered();
        }

        /// No device has said anything yet; what Vigilar says of itself does not count.
        boolean isEmpty() {
            return !view.isFiltered()
                    && !isPast()
                    && older.isEmpty()
                    && days.stream()
                            .flatMap(day -> day.rows().stream())
                            .allMatch(row -> row.line().type().startsWith("SYSTEM_"));
        }

        String clockOf(java.time.Instant at) {
            return Lines.CLOCK.format(at.atZone(ZoneId.of(zone)));
        }
    }

    record DayGroup(String name, LocalDate date, List<Row> rows) {}

    /// One line of the list.
    ///
    /// @param each the events of a folded incident, empty for a single event
    record Row(Incident incident, String sentence, Line line, List<Line> each) {}

    /// One event.
    ///
    /// @param place where it happened, as people write it: "front door"
    /// @param payload for the script; empty object when it is too long for a page
    /// @param snapshot there is a picture of it
    record Line(
            long id,
            String sentence,
            String icon,
            String severity,
            String severityWord,
            String source,
            String place,
            String type,
            String iso,
            long ts,
            String clock,
            String payload,
            boolean snapshot) {}

    record Suggestion(String value, String label) {}

    /// One event in full.
    ///
    /// @param pinned stays whatever its age
    /// @param mayPin shows the button
    record Detail(
            Rooms rooms,
            Line line,
            String received,
            Optional<String> said,
            String why,
            Optional<Decision> decision,
            String topic,
            List<PictureState> pictures,
            boolean pinned,
            boolean mayPin,
            String rawMessage,
            List<Line> earlier,
            List<Line> later,
            Words words) {
        /// One of them is still to come, and the page may look again.
        boolean awaitsPictures() {
            return pictures.stream().anyMatch(PictureState::isWaiting);
        }
    }

    /// Makes the lines of events in a zone.
    ///
    /// @param pictured the events of which there is a picture
    record Lines(Words words, ZoneId zone, Set<EventId> pictured) {
        static Lines of(Words words, ZoneId zone) {
            return new Lines(words, zone, Set.of());
        }

        /// The same, for a page with these events, of which some may have pictures.
        Lines with(Optional<Album> album, List<Event> events) {
            if (album.isEmpty()) {
                return this;
            }
            var states = album.get().states(events.stream().map(Event::id).toList());
            var ready =
                    states.entrySet().stream()
                            .filter(each -> each.getValue().stream().anyMatch(Lines::isSnapshot))
                            .map(Map.Entry::getKey)
                            .collect(Collectors.toUnmodifiableSet());
            return new Lines(words, zone, ready);
        }

        private static boolean isSnapshot(PictureState state) {
            return state.kind() == PictureKind.SNAPSHOT && state.isReady();
        }

        static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
        private static final DateTimeFormatter DAY =
                DateTimeFormatter.ofPattern("EEEE, d MMMM", Locale.ENGLISH);
        private static final DateTimeFormatter FULL =
                DateTimeFormatter.ofPattern("EEEE, d MMMM uuuu, HH:mm:ss z", Locale.ENGLISH);

        Line line(Event event) {
            var json = event.payload().json();
            return new Line(
                    event.id().sequence(),
                    words.sentence(event),
                    words.icon(event.type()),
                    event.severity().name(),
                    words.severity(event.severity()),
                    event.source().value(),
                    words.place(event),
                    event.type().name(),
                    event.at().toString(),
                    event.at().toEpochMilli(),
                    CLOCK.format(event.at().atZone(zone)),
                    json.length() <= Words.LONGEST_PARSED_PAYLOAD ? json : "{}",
                    pictured.contains(event.id()));
        }

        Row row(Incident incident) {
            var each = incident.events().stream().map(this::line).toList();
            return new Row(
                    incident,
                    incident.sentence(words),
                    line(incident.subject(words)),
                    each.size() == 1 ? List.of() : each);
        }

        LocalDate day(Event event) {
            return event.at().atZone(zone).toLocalDate();
        }

        String dayName(LocalDate day, LocalDate today) {
            if (day.equals(today)) {
                return words.say("feed.today");
            }
            return day.equals(today.minusDays(1)) ? words.say("feed.yesterday") : DAY.format(day);
        }

        String full(ZonedDateTime at) {
            return FULL.format(at);
        }
    }
}
