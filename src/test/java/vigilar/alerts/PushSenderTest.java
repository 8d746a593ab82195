package vigilar.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import vigilar.event.Payload;
import vigilar.event.Provenance;
import vigilar.event.Severity;
import vigilar.frontdoor.Await;
import vigilar.journal.LifeLog;
import vigilar.names.Nameplate;
import vigilar.supervisor.PartState;

import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

class PushSenderTest extends SendingHouse {
    @Test
    void an_alarm_reaches_the_phone_and_only_the_phone_can_read_it() throws Exception {
        subscribe("/anna", Severity.ALERT);
        start();
        happens(Severity.CRITICAL);
        var parcel = place.next();
        assertThat(textOf(parcel))
                .contains("\"title\":\"Glass break\"", "\"source\":\"kitchen\"", "\"id\":1");
        assertThat(parcel.headers())
                .containsEntry("urgency", "high")
                .containsEntry("ttl", "259200")
                .containsEntry("content-encoding", "aes128gcm");
        assertThat(parcel.headers().get("topic")).matches("[A-Za-z0-9_-]{1,32}");
        nothingIsOwed();
        assertThat(desk().subscribers(ALL).getFirst().lastAnswer()).isEqualTo("delivered (201)");
    }

    @Test
    void an_owner_is_told_in_silence_that_somebody_was_made_to_disarm() throws Exception {
        long phone = subscribe("/ben", Severity.CRITICAL);
        database.write(
                        rows -> {
                            rows.execute(
                                    "INSERT INTO person (name, role, password) VALUES"
                                            + " ('ben', 'OWNER', '')");
                            rows.execute(
                                    "UPDATE push_subscription SET person_id = (SELECT id FROM"
                                            + " person) WHERE id = ?",
                                    phone);
                            return rows.execute(
                                    "INSERT INTO silent_alert (at_ms, person) VALUES (?, 'anna')",
                                    now().toEpochMilli());
                        })
                .join();
        start();
        var parcel = place.next();
        assertThat(textOf(parcel))
                .contains("\"title\":\"Somebody is under threat\"", "anna typed the PIN for that")
                .doesNotContain("isarmed"); // it may not have been, or before
        assertThat(parcel.headers()).containsEntry("urgency", "high");
        var store = new PushStore(database);
        Await.until("settled", SOON, () -> store.owed(now(), 1).due().isEmpty());
        assertThat(desk().subscribers(ALL).getFirst().lastAnswer()).isEmpty(); // no trace of it
    }

    @Test
    void each_device_is_told_from_its_own_severity_on() throws Exception {
        subscribe("/all", Severity.INFO);
        subscribe("/grave", Severity.CRITICAL);
        happens(Severity.INFO);
        happens(Severity.CRITICAL);
        assertThat(owed()).isEqualTo(3);
        start();
        nothingIsOwed();
        assertThat(place.received.stream().map(PushPlace.Parcel::path))
                .containsExactlyInAnyOrder("/all", "/all", "/grave");
    }

    @Test
    void a_device_that_has_unsubscribed_is_forgotten() throws Exception {
        subscribe("/gone", Severity.INFO);
        subscribe("/never", Severity.INFO);
        place.answers("/gone", "410 Gone");
        place.answers("/never", "404 Not Found");
        happens(Severity.ALERT);
        happens(Severity.ALERT);
        start();
        Await.until("both are removed", SOON, () -> desk().subscribers(ALL).isEmpty());
        nothingIsOwed();
        assertThat(place.received).hasSize(2);
    }

    @Test
    void what_is_too_large_is_said_shorter() throws Exception {
        subscribe("/small", Severity.INFO);
        place.answers("/small", "413 Payload Too Large");
        happens(Severity.ALERT);
        start();
        var whole = place.next();
        isPutOff(1);
        later(RetryPause.SHORTEST);
        var shorter = place.next();
        assertThat(shorter.body().length).isLessThan(whole.body().length);
        assertThat(textOf(shorter)).contains("\"id\":1");
        nothingIsOwed();
    }

    @Test
    void a_service_that_asks_for_patience_gets_it() throws Exception {
        subscribe("/busy", Severity.INFO);
        place.answers("/busy", "429 Too Many Requests\r\nRetry-After: 600");
        happens(Severity.ALERT);
        start();
        place.next();
        isPutOff(1);
        later(Duration.ofSeconds(599));
        assertThat(due()).isEmpty();
        later(Duration.ofSeconds(1));
        place.next();
        nothingIsOwed();
    }

    @Test
    void errors_silence_and_hang_ups_are_tried_again_under_the_same_key() throws Exception {
        subscribe("/shaky", Severity.INFO);
        place.answers("/shaky", "500 Oops", PushPlace.HANG, PushPlace.RESET);
        happens(Severity.ALERT);
        start();
        var topic = place.next().headers().get("topic");
        for (int tries = 1; tries <= 3; tries++) {
            int made = tries;
            isPutOff(made);
            if (tries == 3) {
                Await.until(
                        "health says so",
                        SOON,
                        () -> health.parts().get("alerts") instanceof PartState.Down);
            }
            later(RetryPause.LONGEST);
            assertThat(place.next().headers()).containsEntry("topic", topic);
        }
        nothingIsOwed();
        Await.until(
                "all is well", SOON, () -> health.parts().get("alerts") instanceof PartState.Up);
    }

    @Test
    void a_service_that_hangs_keeps_nobody_else_waiting() throws Exception {
        subscribe("/stuck", Severity.INFO);
        subscribe("/well", Severity.INFO);
        place.answers("/stuck", PushPlace.HANG, PushPlace.HANG);
        start();
        happens(Severity.ALERT);
        happens(Severity.ALERT);
        Await.until(
                "the other one has both",
                Duration.ofMillis(1800),
                () -> place.received.stream().filter(it -> it.path().equals("/well")).count() == 2);
    }

    @Test
    void what_was_stored_but_not_sent_before_the_end_is_sent_by_the_next_life() throws Exception {
        subscribe("/anna", Severity.INFO);
        happens(Severity.CRITICAL);
        database.close();
        openStore();
        start();
        var first = place.next();
        assertThat(textOf(first)).contains("\"id\":1");
        nothingIsOwed();
        assertThat(place.received).isEmpty();
    }

    @Test
    void what_was_sent_but_not_noted_is_sent_again_under_the_same_key() throws Exception {
        subscribe("/anna", Severity.INFO);
        happens(Severity.CRITICAL);
        var store = new PushStore(database);
        var address = store.address(store.next(1, now()).orElseThrow().subscription());
        var event = journal.after(new vigilar.event.EventId(0), 1).getFirst().event();
        var letter =
                Letter.about(
                        event,
                        Optional.empty(),
                        journal.epoch(),
                        false,
                        Nameplate.blank(event.source()));
        var answer = courier(true).deliver(letter, Duration.ofHours(1), address.orElseThrow());
        assertThat(answer).isInstanceOf(Answer.Taken.class);
        database.close(); // ends here: the answer was never noted
        openStore();
        start();
        assertThat(place.next().headers().get("topic"))
                .isEqualTo(place.next().headers().get("topic"));
        nothingIsOwed();
    }

    @Test
    void old_news_is_not_told_the_next_day() throws Exception {
        subscribe("/anna", Severity.INFO);
        happens(Severity.INFO);
        later(Duration.ofHours(2));
        start();
        nothingIsOwed();
        assertThat(place.received).isEmpty();
        assertThat(desk().subscribers(ALL).getFirst().lastAnswer()).contains("in time");
    }

    @ParameterizedTest
    @EnumSource
    void only_what_happens_now_wakes_somebody(Provenance provenance) {
        subscribe("/anna", Severity.INFO);
        happens(Severity.WARNING, provenance.mark(Payload.EMPTY));
        assertThat(owed()).isEqualTo(provenance == Provenance.LIVE ? 1 : 0);
    }

    @Test
    void what_the_house_says_of_itself_is_news_too() throws Exception {
        subscribe("/anna", Severity.WARNING);
        new LifeLog(journal, database, this::now, Set.of("web")).began();
        new LifeLog(journal, database, this::now, Set.of("web")).began(); // it had crashed
        start();
        assertThat(textOf(place.next())).contains("\"title\":\"System unclean stop\"");
        nothingIsOwed();
    }

    @Test
    void a_notification_says_where_to_look_for_the_picture_and_does_not_wait_for_it()
            throws Exception {
        subscribe("/anna", Severity.INFO);
        place.answers("/anna", "413 Payload Too Large");
        happens(Severity.ALERT, new Payload("{\"pictured\":true}"));
        start();
        assertThat(textOf(place.next())).contains("\"picture\":\"/events/1/snapshot\"");
        isPutOff(1);
        later(RetryPause.SHORTEST);
        assertThat(textOf(place.next())).doesNotContain("picture");
        happens(Severity.ALERT);
        assertThat(textOf(place.next())).contains("\"id\":2").doesNotContain("picture");
        nothingIsOwed();
    }

    @Test
    void health_says_what_to_set_while_services_refuse_a_house_without_a_contact() {
        subscribe("/apple", Severity.INFO);
        place.answers("/apple", "403 BadJwtToken", "403 BadJwtToken", "403 BadJwtToken");
        happens(Severity.ALERT);
        start();
        for (int tries = 1; tries <= 3; tries++) {
            int made = tries;
            isPutOff(made);
            if (tries == 3) {
                Await.until(
                        "health says so",
                        SOON,
                        () ->
                                String.valueOf(health.parts().get("alerts"))
                                        .contains("push.subject"));
            }
            later(RetryPause.LONGEST);
        }
        nothingIsOwed();
    }

    @Test
    void an_address_inside_the_house_is_not_knocked_at_unless_allowed() throws Exception {
        subscribe("/inside", Severity.INFO);
        happens(Severity.CRITICAL);
        start(false);
        nothingIsOwed();
        assertThat(place.received).isEmpty();
        var strict =
                new PushDesk(
                        new PushStore(database),
                        settings(false),
                        courier(false),
                        addresses(false),
                        this::now);
        assertThat(
                        strict.subscribe(
                                ALL,
                                "https://192.168.1.1/",
                                place.recipient.key(),
                                place.recipient.secret(),
                                "x",
                                Severity.INFO))
                .isInstanceOf(PushDesk.Outcome.Refused.class);
    }

    @Test
    void the_test_button_says_what_came_of_it() {
        long id = subscribe("/anna", Severity.CRITICAL);
        assertThat(desk().test(ALL, id)).isEqualTo(new PushDesk.Tried(true, "delivered (201)"));
        place.answers("/anna", "503 Not now");
        assertThat(desk().test(ALL, id).delivered()).isFalse();
    }

    @Test
    void the_house_keeps_one_key_that_only_its_owner_can_read() throws Exception {
        var known = desk().key();
        assertThat(HouseKey.of(folder).known()).isEqualTo(known);
        assertThat(Files.getPosixFilePermissions(folder.resolve("secret/push-key")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void no_number_of_trifles_pushes_an_alarm_out_that_could_not_be_told_yet() throws Exception {
        subscribe("/away", Severity.WARNING);
        place.answers("/away", "503 Service Unavailable");
        happens(Severity.CRITICAL);
        start();
        place.next(); // in vain: the internet is down
        isPutOff(1);
        for (int i = 0; i < 101; i++) {
            happens(Severity.WARNING);
        }
        later(RetryPause.SHORTEST);
        assertThat(textOf(place.next())).contains("\"id\":1,", "\"severity\":\"CRITICAL\"");
        nothingIsOwed();
    }

    @Test
    void a_flood_leaves_the_newest_hundred() throws Exception {
        subscribe("/anna", Severity.INFO);
        for (int i = 0; i < 150; i++) {
            happens(Severity.ALERT);
        }
        start();
        nothingIsOwed();
        assertThat(place.received).hasSize(100);
        assertThat(textOf(place.next())).contains("\"id\":51,");
    }
}
