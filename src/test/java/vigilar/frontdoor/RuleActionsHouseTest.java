package vigilar.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/// Each thing that a rule does, through the whole house: from what a device says by MQTT to what is
/// heard on the bus.
class RuleActionsHouseTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir Path folder;

    private static String rule(String when, String then) {
        return """
        [[rule]]
        name = "it"
        cooldown = 60
        %s
        [[rule.then]]
        %s
        """
                .formatted(when, then);
    }

    @Test
    void the_cameras_that_are_named_record_for_as_long_as_is_said() throws IOException {
        var rules =
                rule(
                        "when.type = \"CONTACT_OPEN\"\nwhen.source = \"gate\"",
                        "record = [\"yard\", \"garden\"]\nseconds = 90");
        try (var house = RuleHouse.start(folder, rules)) {
            house.opens("gate");
            assertThat(house.heard())
                    .satisfiesExactlyInAnyOrder(
                            it ->
                                    assertThat(it)
                                            .startsWith("vigilar/camera/yard/command/record ")
                                            .contains("\"seconds\":90"),
                            it ->
                                    assertThat(it)
                                            .startsWith("vigilar/camera/garden/command/record ")
                                            .contains("\"seconds\":90"));
        }
    }

    @Test
    void what_a_rule_says_for_good_is_kept_for_whoever_comes_later() throws IOException {
        var rules =
                rule(
                        "when = { type = \"LEFT\", presence = \"nobody\" }",
                        "publish = \"light/all\"\npayload = '{\"state\":\"OFF\"}'\nretain = true");
        try (var house = RuleHouse.start(folder, rules)) {
            house.person("ann", "HOME");
            house.person("ann", "AWAY");
            assertThat(house.heard()).containsExactly("light/all {\"state\":\"OFF\"}");
            assertThat(house.kept("light/all")).isEqualTo("{\"state\":\"OFF\"}");
        }
    }

    @Test
    void a_siren_ends_by_itself_and_another_alarm_makes_it_longer_but_never_a_quarter_of_an_hour()
            throws IOException {
        var rules =
                rule(
                        "when.type = [\"SMOKE\"]",
                        "siren = \"siren/set\"\non = \"ON\"\noff = \"OFF\"\nseconds = 400");
        try (var house = RuleHouse.start(folder, rules)) {
            smoke(house, "kitchen");
            assertThat(house.heard()).containsExactly("siren/set ON");
            house.passes(300);
            smoke(house, "hall");
            assertThat(house.heard()).containsExactly("siren/set ON");
            house.passes(300);
            assertThat(house.heard()).as("it sounds longer").isEmpty();
            smoke(house, "cellar");
            assertThat(house.heard()).containsExactly("siren/set ON");
            house.passes(270);
            assertThat(house.heard()).isEmpty();
            house.passes(30);
            house.hears("siren/set OFF");
            house.passes(400);
            assertThat(house.heard()).isEmpty();
        }
    }

    private static final String WHILE_IT_LASTS =
            rule("when.type = \"ALARM\"", "siren = \"siren/set\"\non = \"ON\"\noff = \"OFF\"")
                    .replace("cooldown = 60", "");

    @Test
    void the_siren_of_an_alarm_sounds_on_while_smoke_makes_the_alarm_go_on() throws IOException {
        try (var house = RuleHouse.start(folder, WHILE_IT_LASTS)) {
            house.says("sensor/garage/tamper", "{}");
            house.hears("siren/set ON"); // the panel thinks first
            house.passes(280);
            smoke(house, "kitchen");
            assertThat(house.heard()).isEmpty();
            house.passes(60);
            assertThat(house.heard()).as("the house burns").isEmpty();
            house.passes(250);
            house.hears("siren/set OFF");
        }
    }

    @Test
    void the_siren_ends_with_the_alarm_and_sounds_again_with_the_next_one_of_the_same_window()
            throws IOException {
        try (var house = RuleHouse.start(folder, WHILE_IT_LASTS, "[panel]\nsiren = 60\n")) {
            alarm(house);
            house.hears("siren/set ON");
            house.closes("window");
            house.passes(70);
            house.hears("siren/set OFF");
            house.stands("ARMED_HOME");
            house.opens("window");
            house.hears("siren/set ON");
        }
    }

    private static void smoke(RuleHouse house, String where) {
        house.says("sensor/" + where + "/smoke", "{}");
    }

    @Test
    void a_rule_arms_a_disarmed_house_and_changes_nothing_of_one_that_is_armed()
            throws IOException {
        var rules =
                rule("when.source = \"night-button\"", "arm = \"night\"")
                        + rule("when.source = \"away-button\"", "arm = \"home\"")
                                .replace("\"it\"", "\"other\"");
        try (var house = RuleHouse.start(folder, rules)) {
            house.opens("window");
            house.moves("night-button");
            house.heard();
            Await.until(
                    "it is refused",
                    SOON,
                    () -> house.sees("/api/events?type=ARMING_REFUSED").contains("window is open"));
            house.closes("window");
            house.passes(30);
            house.moves("night-button");
            house.stands("ARMED_NIGHT");
            house.moves("away-button");
            house.heard();
            Await.until(
                    "it is refused",
                    SOON,
                    () ->
                            house.sees("/api/events?type=ARMING_REFUSED")
                                    .contains("ARMED_NIGHT goes first"));
            house.stands("ARMED_NIGHT");
        }
    }

    /// By then they are out of the door, and none of them opens it again.
    @Test
    void a_rule_that_arms_away_when_the_last_one_has_left_has_the_whole_house_watched()
            throws IOException {
        var rules = rule("when = { type = \"LEFT\", presence = \"nobody\" }", "arm = \"away\"");
        var door = "[[zone]]\nname = \"door\"\nkind = \"entry\"\ndevices = [\"door\"]\n";
        try (var house = RuleHouse.start(folder, rules, door)) {
            house.opens("door");
            house.closes("door");
            house.person("ann", "HOME");
            house.person("ann", "AWAY");
            house.heard();
            house.stands("ARMING");
            house.passes(60);
            house.stands("ARMED_AWAY");
        }
    }

    /// Nobody waits five minutes in the street.
    @Test
    void whoever_comes_back_for_the_keys_and_leaves_again_is_armed_for_again() throws IOException {
        var rules =
                rule("when = { type = \"LEFT\", presence = \"nobody\" }", "arm = \"night\"")
                        .replace("cooldown = 60", "cooldown = 3600");
        try (var house = RuleHouse.start(folder, rules)) {
            house.person("ann", "HOME");
            house.person("ann", "AWAY");
            house.stands("ARMED_NIGHT");
            house.person("ann", "HOME");
            assertThat(house.posts("/alarm/disarm", "")).isEqualTo(303);
            house.stands("DISARMED");
            house.opens("window");
            house.person("ann", "AWAY");
            house.heard();
            Await.until(
                    "it is refused",
                    SOON,
                    () -> house.sees("/api/events?type=ARMING_REFUSED").contains("window is open"));
            house.person("ann", "HOME");
            house.closes("window");
            house.person("ann", "AWAY");
            house.stands("ARMED_NIGHT");
        }
    }

    @Test
    void one_device_is_one_incident_and_another_one_is_another() throws IOException {
        var rules =
                rule("when.type = \"PERSON_DETECTED\"", "alert = \"everyone\"\nurgency = \"high\"");
        try (var house = RuleHouse.start(folder, rules)) {
            house.sees("garden", "person");
            house.sees("garden", "person");
            assertThat(house.heard())
                    .singleElement()
                    .asString()
                    .startsWith("vigilar/system/alert ")
                    .contains("\"severity\":\"ALERT\"", "PERSON_DETECTED from garden");
            house.passes(50);
            house.sees("garden", "person");
            assertThat(house.heard()).isEmpty();
            house.sees("yard", "person");
            assertThat(house.heard()).hasSize(1);
            house.passes(10);
            house.sees("garden", "person");
            assertThat(house.heard()).hasSize(1);
        }
    }

    @Test
    void once_somebody_has_disarmed_the_next_alarm_is_another_incident() throws IOException {
        var rules =
                rule("when.type = \"ALARM\"", "siren = \"siren/set\"\non = \"ON\"\noff = \"OFF\"");
        try (var house = RuleHouse.start(folder, rules)) {
            alarm(house);
            assertThat(house.heard()).containsExactly("siren/set ON");
            assertThat(house.posts("/alarm/disarm", "")).isEqualTo(303);
            house.hears("siren/set OFF");
            alarm(house);
            assertThat(house.heard()).containsExactly("siren/set ON");
        }
    }

    private static void alarm(RuleHouse house) {
        house.closes("window");
        house.heard();
        Await.until("armed", SOON, () -> house.posts("/alarm/arm", "mode=home") == 303);
        house.stands("ARMED_HOME");
        house.opens("window");
        house.stands("TRIGGERED");
    }
}
