package vigilar.bus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DenialsTest {
    private long nanos;
    private final PaperLogins logins = new PaperLogins();
    private final Denials denials = new Denials(logins, () -> nanos);

    @Test
    void who_keeps_trying_is_told_of_five_times_and_then_once_a_second() {
        for (int n = 0; n < 100; n++) {
            denials.told(Denial.of("garage", "foreign/" + n, "may not publish here"));
        }
        assertThat(logins.denials()).hasSize(5);
        nanos += 1_000_000_000L;
        denials.told(Denial.of("garage", "foreign/a", "may not publish here"));
        denials.told(Denial.of("garage", "foreign/b", "may not publish here"));
        assertThat(logins.denials()).hasSize(6);
    }

    @Test
    void one_that_keeps_trying_hides_no_other() {
        for (int n = 0; n < 100; n++) {
            denials.told(Denial.of("garage", "foreign", "may not publish here"));
        }
        denials.told(Denial.of("door", "foreign", "may not publish here"));
        assertThat(logins.toldOf("door", "foreign")).isTrue();
    }

    @Test
    void strangers_with_thousands_of_addresses_are_told_of_twenty_times_and_devices_still() {
        for (int n = 0; n < 5_000; n++) {
            denials.told(Denial.ofStranger("2001:db8::" + n, "no user name and password"));
        }
        assertThat(logins.denials()).hasSize(20);
        denials.told(Denial.of("door", "foreign", "may not publish here"));
        assertThat(logins.denials()).hasSize(21);
    }

    @Test
    void what_a_stranger_says_cannot_steer_a_terminal_or_turn_a_page() {
        var told = Denial.of("garage", "a\u001b[2Jb\u202ec\nd" + "x".repeat(500), "why");
        assertThat(told.topic()).startsWith("a\uFFFD[2Jb\uFFFDc\uFFFDd").hasSizeLessThan(130);
    }
}
