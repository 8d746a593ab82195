package vigilar.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PushSubjectTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "mailto:anna@anna.name",
                "mailto:anna+vigilar@mail.anna-and-ben.co.uk",
                "https://anna.name",
                "https://anna.name:8443/contact?who=me"
            })
    void an_address_of_the_internet_will_do(String subject) {
        assertThat(new PushSubject(subject).reachesSomebody()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://localhost",
                "https://localhost:8740/",
                "mailto:root@localhost",
                "mailto:root@localhost.localdomain.local",
                "mailto:me@LOCALHOST.localhost",
                "mailto:me@nas.local",
                "mailto:me@nas.home.arpa",
                "mailto:me@house.internal",
                "mailto:me@house.invalid",
                "https://192.168.1.2/",
                "https://nas/"
            })
    void an_address_that_means_something_only_at_home_is_refused(String subject) {
        assertThatThrownBy(() -> new PushSubject(subject))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(subject);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "anna@anna.name",
                "mailto:Anna <anna@anna.name>",
                "mailto:anna@anna.name/x",
                "mailto:anna@anna.name:25",
                "http://anna.name",
                "https://anna.name/\"",
                "https://anna.name/\n"
            })
    void what_is_no_address_is_refused(String subject) {
        assertThatThrownBy(() -> new PushSubject(subject))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected");
    }

    @Test
    void the_address_of_nobody_is_known_to_reach_nobody() {
        assertThat(PushSubject.NOBODY.reachesSomebody()).isFalse();
        assertThat(new PushSubject("mailto:you@example.com").reachesSomebody()).isFalse();
    }
}
