package vigilar.web;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import vigilar.event.Event;
import vigilar.event.EventId;
import vigilar.event.Payload;
import vigilar.journal.ArchiveFilter;
import vigilar.journal.EventArchive;
import vigilar.journal.Pins;
import vigilar.pictures.Album;
import vigilar.rules.RuleDesk;
import vigilar.text.PlainText;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/// Renders `/events/{id}`: everything that is known about one event. The page shows the same as its
/// side sheet. Safe for any number of threads.
final class EventPage {
    /// 4 before and 4 after: what belongs together usually happens within seconds.
    private static final int NEIGHBOURS = 4;

    /// A device's clock that differs by less than 2 s needs no second time.
    private static final Duration WORTH_SAYING = Duration.ofSeconds(2);

    /// Numbers below are seconds, others milliseconds (wire contract).
    private static final double SECONDS_BELOW = 1e11;

    /// 1e15 ms is the year 33658: a number beyond is no time.
    private static final double MILLIS_BELOW = 1e15;

    private static final JsonMapper JSON = new JsonMapper();

    private final EventArchive archive;
    private final ZoneId zone;
    private final Words words = Words.english();
    private final Optional<KnownDevices> devices;
    private final Optional<Album> album;
    private final Optional<Pins> pins;
    private final RuleDesk rules;

    EventPage(
            EventArchive archive,
            ZoneId zone,
            Optional<Album> album,
            Optional<Pins> pins,
            Optional<KnownDevices> devices,
            RuleDesk rules) {
        this.rules = rules;
        this.devices = devices;
        this.album = album;
        this.pins = pins;
        this.archive = archive;
        this.zone = zone;
    }

    /// The page as HTML, or empty when there is no such event (any more).
    Optional<String> html(EventId id, Visitor visitor) {
        return archive.find(id).map(event -> rendered(event, visitor));
    }

    // jte: no interceptor is written as null
    @SuppressWarnings("NullAway")
    private String rendered(Event event, Visitor visitor) {
        var detail = detail(event, visitor);
        return Template.html(output -> JteeventGenerated.render(output, null, detail));
    }

    private PageFrame.Detail detail(Event event, Visitor visitor) {
        var lines = PageFrame.Lines.of(words.with(Names.now(devices)), zone);
        var parsed = parsed(event.payload());
        var earlier =
                archive.before(Optional.of(event.id()), ArchiveFilter.ALL, NEIGHBOURS).events();
        var later = archive.after(event.id(), ArchiveFilter.ALL, NEIGHBOURS).events();
        return new PageFrame.Detail(
                Rooms.of("", visitor),
                lines.line(event),
                lines.full(event.at().atZone(zone)),
                parsed.flatMap(EventPage::deviceTime)
                        .filter(said -> differ(said, event.at()))
                        .map(Instant::toString),
                PlainText.escaped(why(event, visitor)),
                // only our own events decide: a device may write whatever it likes
                parsed.filter(_ -> event.origin().topic().isEmpty())
                        .flatMap(it -> Decision.of(it, words))
                        .map(it -> it.about(id -> archive.find(new EventId(id)).isPresent())),
                PlainText.escaped(event.origin().topic()),
                album.map(it -> it.states(event.id())).orElse(List.of()),
                pins.map(it -> it.holds(event.id())).orElse(false),
                pins.isPresent() && May.HOUSEHOLD.allows(visitor),
                PlainText.escaped(parsed.map(EventPage::pretty).orElse(event.payload().json())),
                earlier.stream().map(lines::line).toList(),
                later.reversed().stream().map(lines::line).toList(),
                words);
    }

    /// What a rule tells only some people, those read here.
    private String why(Event event, Visitor visitor) {
        var person = visitor.person().map(it -> it.name().toString()).orElse("");
        boolean owner = visitor.isOwner() || visitor instanceof Visitor.Anyone;
        var open = event.origin().why();
        return rules.whisper(event, person, owner).map(it -> open + ": " + it).orElse(open);
    }

    private static boolean differ(Instant said, Instant received) {
        return Duration.between(said, received).abs().compareTo(WORTH_SAYING) >= 0;
    }

    private static Optional<JsonNode> parsed(Payload payload) {
        try {
            return Optional.of(JSON.readTree(payload.json()));
        } catch (JacksonException _) {
            // Shown as it is: the raw message is the point of this page.
            return Optional.empty();
        }
    }

    private static String pretty(JsonNode payload) {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(payload);
    }

    /// The time a device put into its message, by the contract's three ways of writing it; a text
    /// without an offset is UTC, as intake reads it.
    static Optional<Instant> deviceTime(JsonNode payload) {
        var ts = payload.path("ts");
        if (ts.isNumber()) {
            double number = ts.asDouble();
            if (!(number > 0) || number >= MILLIS_BELOW) {
                return Optional.empty();
            }
            double millis = number < SECONDS_BELOW ? number * 1_000 : number;
            return Optional.of(Instant.ofEpochMilli(Math.round(millis)));
        }
        if (!ts.isString()) {
            return Optional.empty();
        }
        try {
            var parsed =
                    DateTimeFormatter.ISO_DATE_TIME.parseBest(
                            ts.asString(), OffsetDateTime::from, LocalDateTime::from);
            return Optional.of(
                    parsed instanceof OffsetDateTime offset
                            ? offset.toInstant()
                            : LocalDateTime.from(parsed).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}
