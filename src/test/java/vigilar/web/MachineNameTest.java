package vigilar.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// By which names of its own a house answers.
class MachineNameTest {
    @Test
    void a_machine_answers_to_its_name_on_inner_networks_only() {
        assertThat(MachineName.with("attic"))
                .containsExactlyInAnyOrder(
                        "attic", "attic.local", "attic.lan", "attic.home.arpa", "attic.internal");
    }

    @Test
    void what_is_no_plain_name_is_none() {
        assertThat(MachineName.with("")).isEmpty();
        assertThat(MachineName.with("a b")).isEmpty();
        assertThat(MachineName.with("-x")).isEmpty();
    }
}
