package vigilar.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import vigilar.event.Payload;
import vigilar.event.Severity;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What our sender puts on the wire is read and checked by libraries that others wrote.
class IndependentReaderTest extends SendingHouse {
    private void holds(JsonNode token) {
        assertThat(token.path("signed").asBoolean()).isTrue();
        assertThat(token.at("/header/alg").asString()).isEqualTo("ES256");
        assertThat(token.at("/header/typ").asString()).isEqualTo("JWT");
        assertThat(token.at("/claims/aud").asString()).isEqualTo(place.endpoint(""));
        assertThat(token.at("/claims/sub").asString()).isEqualTo(PushSubject.NOBODY.uri());
        assertThat(Instant.ofEpochSecond(token.at("/claims/exp").asLong()))
                .isAfter(now())
                .isBeforeOrEqualTo(now().plusSeconds(24 * 3600));
    }

    @Test
    void others_read_exactly_what_we_wrote_and_find_our_token_in_order() throws Exception {
        var reader = NodeReader.orSkip();
        subscribe("/anna", Severity.INFO);
        place.answers("/anna", "201 Created", "413 Payload Too Large");
        start();
        happens(Severity.CRITICAL);
        var parcels = new ArrayList<>(List.of(place.next()));
        nothingIsOwed();
        happens(
                Severity.ALERT,
                new Payload(
                        "{\"source_name\":\"K\u00fcche"
                                + " \\\"\ud83d\udeb0\\\"\",\"area\":\"Erdgescho\u00df\","
                                + "\"pictured\":true}"));
        parcels.add(place.next());
        isPutOff(1);
        later(RetryPause.LONGEST);
        parcels.add(place.next());
        nothingIsOwed();
        var read = reader.read(parcels.stream().map(place.recipient::forOthers).toList());
        assertThat(read).hasSameSizeAs(parcels).allSatisfy(this::holds);
        for (int i = 0; i < parcels.size(); i++) {
            assertThat(read.get(i).path("text").asString()).isEqualTo(textOf(parcels.get(i)));
        }
        assertThat(read.get(1).path("text").asString())
                .contains("K\u00fcche", "\ud83d\udeb0", "Erdgescho\u00df", "/events/2/snapshot");
        assertThat(read.get(2).path("text").asString())
                .doesNotContain("K\u00fcche")
                .contains("\"id\":2");
    }
}
