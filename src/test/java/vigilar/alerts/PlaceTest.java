package vigilar.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.json.JsonMapper;

import vigilar.event.Event;
import vigilar.event.EventId;
import vigilar.event.EventType;
import vigilar.event.Occurrence;
import vigilar.event.Origin;
import vigilar.event.Payload;
import vigilar.event.Severity;
import vigilar.event.SourceId;
import vigilar.names.Nameplate;

import java.time.Instant;
import java.util.Optional;

/// What a notification says, and that it is words and not numbers.
class PlaceTest {
    private static final JsonMapper JSON = new JsonMapper();

    private static final Nameplate BLANK = Nameplate.blank(new SourceId("shed"));

    private static Event leak(String source, String payload) {
        return new Event(
                new EventId(7),
                new Occurrence(
                        Instant.EPOCH,
                        new EventType("WATER_LEAK"),
                        Severity.CRITICAL,
                        new SourceId(source),
                        new Payload(payload),
                        Origin.ourselves("a test")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "front-door            | {}                                                | front"
                        + " door",
                "0x00158d0001          | {\"source_name\":\"Boiler room\"}                 | Boiler"
                        + " room",
                "0x00158d0001          | {\"source_name\":\"boiler/room_1\"}               |"
                        + " boiler/room 1",
                "shed                  | {\"source_name\":\"Shed\",\"area\":\"Garden\"}    | Shed,"
                        + " Garden",
                "shed                  | {\"source_name\":\"Garden\",\"area\":\"Garden\"}  |"
                        + " Garden",
                "shed                  | {\"source_name\":\"  \",\"area\":\"Garden\"}      | shed,"
                        + " Garden",
                "shed                  | {\"source_name\":7,\"area\":{}}                  | shed",
            })
    void a_place_is_called_what_people_call_it(String source, String payload, String words) {
        assertThat(Place.of(leak(source, payload), BLANK)).isEqualTo(words);
    }

    @Test
    void what_people_call_a_device_goes_before_what_it_says_of_itself() {
        var event = leak("shed", "{\"source_name\":\"sensor 4\",\"area\":\"zone 2\"}");
        var plate =
                new Nameplate(
                        new SourceId("shed"), "Boiler room", "Cellar", Optional.empty(), false);
        assertThat(Place.of(event, plate)).isEqualTo("Boiler room, Cellar");
    }

    @Test
    void an_alarm_reads_as_a_person_would_say_it() {
        var letter =
                Letter.about(
                        leak("0x00158d0001", "{\"source_name\":\"Boiler \\\"big\\\" room\"}"),
                        Optional.empty(),
                        "epoch",
                        false,
                        BLANK);
        var said = JSON.readTree(letter.text());
        assertThat(said.path("title").asString()).isEqualTo("Water leak");
        assertThat(said.path("body").asString()).isEqualTo("Boiler \"big\" room");
        assertThat(said.path("source").asString()).isEqualTo("0x00158d0001");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud83d\udeb0", "\u00e4", "\\\"", "\\u0007", "\\u2028"})
    void the_longest_name_of_any_characters_still_fits_a_push(String character) {
        var name = character.repeat(256);
        var payload = "{\"source_name\":\"%s\",\"area\":\"%s\"}".formatted(name, name);
        var letter =
                Letter.about(
                        leak("s".repeat(64), payload),
                        Optional.empty(),
                        "epoch-of-some-length",
                        true,
                        BLANK);
        assertThat(letter.bytes()).hasSizeLessThan(Envelope.MOST_TEXT_BYTES / 2);
        assertThat(JSON.readTree(letter.bytes()).path("body").asString()).isNotBlank();
    }
}
