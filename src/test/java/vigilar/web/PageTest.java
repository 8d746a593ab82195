package vigilar.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import vigilar.event.Event;
import vigilar.event.EventId;
import vigilar.event.EventType;
import vigilar.event.Occurrence;
import vigilar.event.Origin;
import vigilar.event.Payload;
import vigilar.event.Severity;
import vigilar.event.SourceId;
import vigilar.journal.EventArchive.Slice;
import vigilar.names.Nameplate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

class PageTest {
    private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");
    private static final ZoneId ZONE = ZoneOffset.UTC;
    private final Words words = Words.english();

    private static Event event(
            long id, int second, String type, Severity severity, String payload) {
        return new Event(
                new EventId(id),
                new Occurrence(
                        NOON.plusSeconds(second),
                        new EventType(type),
                        severity,
                        new SourceId("front-door"),
                        new Payload(payload),
                        new Origin("", "because")));
    }

    private static Event motion(long id, int second) {
        return event(id, second, "MOTION_START", Severity.INFO, "{}");
    }

    @ParameterizedTest
    @CsvSource({
        "CONTACT_OPEN,Front door opened",
        "PERSON_DETECTED,Person seen at the front door camera",
        "WATER_LEAK,Water leak at front door",
        "COFFEE_READY,Front door: coffee ready",
        "PET_DETECTED,A pet seen at the front door camera",
        "UPS_CRITICAL,Backup battery is nearly empty"
    })
    void every_kind_of_event_reads_as_a_sentence(String type, String sentence) {
        assertThat(words.sentence(event(1, 0, type, Severity.INFO, "{}"))).isEqualTo(sentence);
    }

    @Test
    void a_device_is_called_by_its_name_and_old_news_says_that_it_is_old() {
        var found = "{\"provenance\":\"replayed\",\"source_name\":\"Garden_door\"}";
        assertThat(words.sentence(event(1, 0, "CONTACT_OPEN", Severity.INFO, found)))
                .isEqualTo("Garden door opened (found so afterwards)");
        var odd = "{\"provenance\":\"constructor\",\"source_name\":7}";
        assertThat(words.sentence(event(1, 0, "CONTACT_OPEN", Severity.INFO, odd)))
                .isEqualTo("Front door opened");
    }

    @Test
    void the_place_of_an_event_is_the_area_or_the_device_by_the_name_it_had() {
        var unknown = event(1, 0, "CONTACT_OPEN", Severity.INFO, "{}");
        var named = event(1, 0, "CONTACT_OPEN", Severity.INFO, "{\"source_name\":\"Garden_door\"}");
        assertThat(words.place(unknown)).isEqualTo("front door");
        assertThat(words.place(named)).isEqualTo("Garden door");
        var plate = new Nameplate(named.source(), "", "Hall", Optional.empty(), false);
        var inTheHall = words.with(new Names(Map.of(named.source(), plate), Map.of()));
        assertThat(inTheHall.place(named)).isEqualTo("Hall");
    }

    @Test
    void a_time_in_a_sentence_is_one_that_people_read() {
        var gap =
                """
                {"from":"2026-11-16T18:00:00Z","to":"2026-11-17T00:15:30.25Z"}\
                """;
        assertThat(words.sentence(event(1, 0, "RECORD_GAP", Severity.WARNING, gap)))
                .isEqualTo(
                        "Frigate's record from 2026-11-16 18:00 UTC to 2026-11-17 00:15 UTC was not"
                                + " wholly compared: what cameras saw then may be missing");
    }

    @Test
    void every_type_of_the_topics_page_and_of_our_own_life_has_its_sentence() throws IOException {
        var page = Files.readString(Path.of("docs/reference/topics.md"));
        var types =
                page.substring(page.indexOf("## Event types"))
                        .lines()
                        .filter(line -> line.startsWith("- `"))
                        .map(line -> line.replaceAll("[-` ]", ""));
        var ours = Stream.of("SYSTEM_STARTED", "SYSTEM_STOPPED", "SYSTEM_UNCLEAN_STOP");
        assertThat(Stream.concat(types, ours))
                .hasSizeGreaterThan(30)
                .allSatisfy(
                        type -> {
                            assertThat(words.knows(new EventType(type))).as(type).isTrue();
                            assertThat(words.sentence(event(1, 0, type, Severity.INFO, "{}")))
                                    .doesNotContain("{", "}", "_");
                        });
    }

    @Test
    void the_end_of_a_motion_belongs_to_the_motion() {
        var lines =
                Incident.fold(
                        List.of(
                                event(4, 130, "MOTION_END", Severity.INFO, "{}"),
                                motion(3, 100),
                                event(2, 30, "MOTION_END", Severity.INFO, "{}"),
                                motion(1, 0)),
                        words,
                        ZONE);
        assertThat(lines).hasSize(1);
        assertThat(lines.getFirst().sentence(words))
                .isEqualTo("Front door motion, 2 times in 1 min");
        assertThat(lines.getFirst().subject(words).id()).isEqualTo(new EventId(3));
    }

    @Test
    void an_end_whose_beginning_nobody_saw_stands_alone() {
        var end = List.of(event(1, 0, "MOTION_END", Severity.INFO, "{}"));
        assertThat(Incident.fold(end, words, ZONE).getFirst().sentence(words))
                .isEqualTo("Front door motion ended");
    }

    @Test
    void repeats_shortly_after_each_other_are_one_line() {
        var lines =
                Incident.fold(List.of(motion(3, 360), motion(2, 180), motion(1, 0)), words, ZONE);
        assertThat(lines).hasSize(1);
        assertThat(lines.getFirst().sentence(words))
                .isEqualTo("Front door motion, 3 times in 6 min");
    }

    @Test
    void a_pause_of_more_than_five_minutes_starts_a_new_line() {
        assertThat(Incident.fold(List.of(motion(2, 301), motion(1, 0)), words, ZONE)).hasSize(2);
    }

    @Test
    void doors_never_fold_so_that_each_opening_is_seen() {
        var twice =
                List.of(
                        event(2, 1, "CONTACT_OPEN", Severity.INFO, "{}"),
                        event(1, 0, "CONTACT_OPEN", Severity.INFO, "{}"));
        assertThat(Incident.fold(twice, words, ZONE)).hasSize(2);
    }

    @Test
    void smoke_stands_until_it_is_gone() {
        var smoke = event(1, 0, "SMOKE", Severity.CRITICAL, "{}");
        var gone = event(2, 60, "SMOKE_CLEARED", Severity.INFO, "{}");
        var later = NOON.plus(Duration.ofDays(3));
        assertThat(HouseLine.of(List.of(smoke), later, words).worst()).isEqualTo(Severity.CRITICAL);
        assertThat(HouseLine.of(List.of(gone, smoke), later, words).worst())
                .isEqualTo(Severity.INFO);
    }

    @ParameterizedTest
    @CsvSource({
        "PANIC, CRITICAL, 23, CRITICAL",
        "PANIC, CRITICAL, 25, INFO",
        "WILDLIFE_PREDATOR, ALERT, 0, ALERT",
        "WILDLIFE_PREDATOR, ALERT, 2, INFO",
        "POWER_LOSS, ALERT, 1000, ALERT",
        "PERSON_DETECTED, WARNING, 0, INFO",
        "RULE_FIRED, CRITICAL, 0, INFO",
        "DISARMED, ALERT, 0, INFO",
    })
    void what_nothing_ends_stands_for_a_while_and_what_has_an_end_until_it_comes(
            String type, Severity severity, int hoursAgo, Severity worst) {
        var happened = event(1, 0, type, severity, "{}");
        var now = NOON.plus(Duration.ofHours(hoursAgo)).plusSeconds(1);
        assertThat(HouseLine.of(List.of(happened), now, words).worst()).isEqualTo(worst);
    }

    @Test
    void the_mains_back_at_another_place_do_not_end_a_power_cut() {
        var lost = event(1, 0, "POWER_LOSS", Severity.ALERT, "{}");
        var back =
                new Event(
                        new EventId(2),
                        new Occurrence(
                                NOON.plusSeconds(1),
                                new EventType("POWER_RESTORED"),
                                Severity.INFO,
                                new SourceId("garage-ups"),
                                Payload.EMPTY,
                                Origin.ourselves("a test")));
        assertThat(HouseLine.of(List.of(back, lost), NOON.plusSeconds(60), words).worst())
                .isEqualTo(Severity.ALERT);
    }

    @Test
    void a_tick_of_the_strip_reads_as_a_sentence() {
        var strip =
                DayStrip.of(
                        List.of(new Slice(NOON, 12, Severity.WARNING)),
                        LocalDate.of(2026, 1, 5),
                        ZONE,
                        words);
        assertThat(strip.days().getFirst().ticks().getFirst().sentence())
                .isEqualTo("Between 12:00 and 12:15: 12 events, the worst is warning");
    }

    @Test
    void a_filter_that_is_not_understood_is_said_and_not_dropped_in_silence() {
        var view = View.of(Map.of("severity", "ALERT", "from", "yesterday"), ZONE);
        assertThat(view.filter().least()).isEqualTo(Severity.ALERT);
        assertThat(view.notUnderstood()).containsExactly("from=yesterday");
        assertThat(view.olderThan(new EventId(7))).isEqualTo("/?before=7&severity=ALERT");
    }

    @Test
    void what_a_device_writes_is_shown_as_text_and_never_as_markup() {
        var hostile =
                event(
                        1,
                        0,
                        "CAMERA_ERROR",
                        Severity.WARNING,
                        "{\"message\":\"<img src=x onerror='alert(1)'>\\\"><script>\"}");
        var row = PageFrame.Lines.of(words, ZONE).row(new Incident(List.of(hostile)));
        var output = new gg.jte.output.StringOutput();
        render(output, row);
        assertThat(output.toString())
                .contains("&lt;img src=x")
                .doesNotContain("<img")
                .doesNotContain("<script");
    }

    @SuppressWarnings("NullAway") // jte: no interceptor is written as null
    private static void render(gg.jte.output.StringOutput output, PageFrame.Row row) {
        JterowGenerated.render(new gg.jte.html.OwaspHtmlTemplateOutput(output), null, row);
    }
}
