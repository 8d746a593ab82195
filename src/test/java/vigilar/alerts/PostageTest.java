package vigilar.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import vigilar.event.Severity;

import java.util.HashSet;

/// How urgent a push is, and how long its service keeps it, follows from how grave the event is.
class PostageTest extends SendingHouse {
    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            textBlock =
                    """
                    severity, urgency, kept for seconds
                    INFO,     low,     3600
                    WARNING,  normal,  21600
                    ALERT,    high,    86400
                    CRITICAL, high,    259200
                    """)
    void the_graver_the_more_urgent_and_the_longer_it_is_kept(
            Severity severity, String urgency, String seconds) throws Exception {
        subscribe("/anna", Severity.INFO);
        start();
        happens(severity);
        var parcel = place.next();
        assertThat(parcel.headers())
                .containsEntry("urgency", urgency)
                .containsEntry("ttl", seconds);
        assertThat(textOf(parcel)).contains("\"severity\":\"" + severity + "\"");
        nothingIsOwed();
    }

    @Test
    void each_event_travels_under_a_topic_of_its_own() throws Exception {
        subscribe("/anna", Severity.INFO);
        start();
        var topics = new HashSet<String>();
        for (var severity : Severity.values()) {
            happens(severity);
            topics.add(place.next().headers().get("topic"));
        }
        assertThat(topics)
                .hasSize(Severity.values().length)
                .allMatch(topic -> topic.matches("[A-Za-z0-9_-]{1,32}")); // RFC 8030, 5.4
        nothingIsOwed();
    }
}
