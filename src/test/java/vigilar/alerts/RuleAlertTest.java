package vigilar.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import vigilar.event.EventType;
import vigilar.event.Occurrence;
import vigilar.event.Origin;
import vigilar.event.Payload;
import vigilar.event.Severity;
import vigilar.event.SourceId;
import vigilar.journal.RowChanges;

import java.util.List;
import java.util.Map;

/// Whom a rule tells: whoever it means, whatever their devices ask for.
class RuleAlertTest extends SendingHouse {
    private void people() {
        for (var each : Map.of("ann", "OWNER", "bob", "RESIDENT").entrySet()) {
            long phone = subscribe("/" + each.getKey(), Severity.CRITICAL);
            database.write(
                            rows ->
                                    rows.execute(
                                                    "INSERT INTO person (name, role, password)"
                                                            + " VALUES (?, ?, '')",
                                                    each.getKey(),
                                                    each.getValue())
                                            + rows.execute(
                                                    "UPDATE push_subscription SET person_id ="
                                                            + " (SELECT id FROM person WHERE name ="
                                                            + " ?) WHERE id = ?",
                                                    each.getKey(),
                                                    phone))
                    .join();
        }
    }

    private void fires(String audience, String topic) {
        journal.append(
                        List.of(
                                new Occurrence(
                                        now(),
                                        new EventType("RULE_FIRED"),
                                        Severity.WARNING,
                                        new SourceId("rules"),
                                        new Payload(
                                                ("{\"rule\":\"garden\",\"device\":\"cam-garden\","
                                                     + "\"cause\":\"PERSON_DETECTED\",\"audience\":\"%s\",\"title\":\"Somebody"
                                                     + " is there\"}")
                                                        .formatted(audience)),
                                        new Origin(topic, ""))),
                        RowChanges.NONE)
                .join();
    }

    @ParameterizedTest
    @CsvSource({"everyone, 2", "owners, 1", "bob, 1", "BOB, 1", "nobody-here, 0"})
    void a_rule_tells_whom_it_means_whatever_their_devices_ask_for(String audience, int told) {
        people();
        fires(audience, "");
        assertThat(owed()).isEqualTo(told);
    }

    /// A rule for some people: its event says nothing, the rest stands beside.
    private void whispers(String audience) {
        database.write(
                        rows ->
                                rows.execute(
                                        "INSERT INTO whisper (number, audience, severity, said,"
                                                + " why) VALUES (7, ?, 'ALERT', ?, '')",
                                        audience,
                                        "{\"rule\":\"late\",\"device\":\"tim\",\"cause\":\"ARRIVED\","
                                                + "\"audience\":\"%s\",\"title\":\"Only now\"}"
                                                        .formatted(audience)))
                .join();
        journal.append(
                        List.of(
                                new Occurrence(
                                        now(),
                                        new EventType("RULE_FIRED"),
                                        Severity.INFO,
                                        new SourceId("rules"),
                                        new Payload("{\"rule\":\"for-some\",\"whisper\":7}"),
                                        new Origin("", ""))),
                        RowChanges.NONE)
                .join();
    }

    @Test
    void who_is_told_apart_from_the_others_reads_on_their_phone_what_no_event_says()
            throws Exception {
        people();
        subscribe("/curious", Severity.INFO);
        whispers("owners");
        assertThat(owed()).isEqualTo(1);
        start();
        var parcel = place.next();
        assertThat(parcel.path()).isEqualTo("/ann");
        assertThat(textOf(parcel))
                .contains(
                        "\"title\":\"Only now\"",
                        "\"body\":\"Arrived: tim\"",
                        "\"severity\":\"ALERT\"");
        nothingIsOwed();
    }

    @Test
    void a_device_that_calls_its_event_so_tells_only_who_asked_for_that() {
        people();
        fires("everyone", "vigilar/sensor/x");
        assertThat(owed()).isZero();
    }

    @Test
    void the_phone_shows_the_title_of_the_rule_and_where_it_happened() throws Exception {
        people();
        fires("owners", "");
        start();
        var parcel = place.next();
        assertThat(parcel.path()).isEqualTo("/ann");
        assertThat(textOf(parcel))
                .contains(
                        "\"title\":\"Somebody is there\"",
                        "\"body\":\"Person detected: cam garden\"");
        nothingIsOwed();
    }

    @Test
    void in_an_open_house_everybody_is_an_owner() {
        subscribe("/anybody", Severity.CRITICAL);
        fires("owners", "");
        assertThat(owed()).isEqualTo(1);
    }
}
