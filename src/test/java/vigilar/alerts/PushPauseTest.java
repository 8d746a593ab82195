package vigilar.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import vigilar.event.Severity;
import vigilar.frontdoor.Await;

import java.time.Duration;

/// How long a push service is left alone after a failure, and what does not wait for that.
class PushPauseTest extends SendingHouse {
    /// Also for what happens meanwhile, however grave.
    @Test
    void a_service_that_asked_for_patience_has_it_when_something_else_happens() throws Exception {
        subscribe("/busy", Severity.INFO);
        place.answers("/busy", "429 Too Many Requests\r\nRetry-After: 600");
        happens(Severity.INFO);
        start();
        place.next();
        isPutOff(1);
        later(Duration.ofSeconds(10));
        happens(Severity.INFO);
        happens(Severity.CRITICAL);
        later(Duration.ofSeconds(589));
        assertThat(due()).isEmpty();
        later(Duration.ofSeconds(1));
        assertThat(textOf(place.next())).contains("\"id\":3");
        nothingIsOwed();
        assertThat(place.received).hasSize(2); // the alarm went first
    }

    @Test
    void a_service_that_does_not_work_is_not_knocked_at_for_each_event() throws Exception {
        subscribe("/dead", Severity.INFO);
        place.answers("/dead", "500 Oops", "500 Oops", "500 Oops");
        happens(Severity.INFO);
        start();
        place.next();
        isPutOff(1);
        for (int more = 0; more < 5; more++) {
            later(Duration.ofMillis(900));
            happens(Severity.WARNING);
        }
        assertThat(due()).isEmpty();
        later(Duration.ofSeconds(1));
        assertThat(textOf(place.next())).contains("\"id\":2");
        Await.until("put off", SOON, () -> due().isEmpty());
        later(Duration.ofSeconds(9)); // ten from the second failure in a row, whatever it was about
        assertThat(due()).isEmpty();
    }

    /// Our own pause is longer by then, and only ours.
    @Test
    void a_service_that_asks_for_a_second_delays_an_alarm_by_no_more() throws Exception {
        subscribe("/busy", Severity.INFO);
        var later = "503 Later\r\nRetry-After: 1";
        place.answers("/busy", later, later, later);
        happens(Severity.INFO);
        start();
        for (int tries = 1; tries <= 3; tries++) {
            place.next();
            isPutOff(tries);
            if (tries < 3) {
                later(RetryPause.LONGEST);
            }
        }
        later(Duration.ofSeconds(2));
        happens(Severity.ALERT);
        assertThat(textOf(place.next())).contains("\"id\":2");
        nothingIsOwed();
    }

    @Test
    void three_alarms_at_a_time_that_do_not_get_through_are_one_failure_and_no_longer_pause()
            throws Exception {
        subscribe("/blip", Severity.INFO);
        place.answers("/blip", "500 Oops", "500 Oops", "500 Oops");
        for (int more = 0; more < 3; more++) {
            happens(Severity.ALERT);
        }
        start();
        for (int more = 0; more < 3; more++) {
            place.next();
        }
        Await.until("put off", SOON, () -> due().isEmpty());
        later(RetryPause.SHORTEST);
        for (int more = 0; more < 3; more++) {
            place.next();
        }
        nothingIsOwed();
    }

    @Test
    void an_alarm_waits_for_no_pause_that_the_service_did_not_ask_for() throws Exception {
        subscribe("/shaky", Severity.INFO);
        place.answers("/shaky", "500 Oops");
        happens(Severity.INFO);
        start();
        place.next();
        isPutOff(1);
        happens(Severity.ALERT);
        assertThat(textOf(place.next())).contains("\"id\":2");
        nothingIsOwed(); // and since the service is well the other one goes, too
    }
}
