package vigilar.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;

/// Each condition of a rule through the whole house: what a device says by MQTT, by a clock that
/// the test moves, to what is said on the bus.
class RuleConditionsHouseTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir Path folder;

    /// A rule that lights a lamp; its cooldown is over before anything else is said.
    private static String light(String lamp, String when) {
        return """
        [[rule]]
        name = "%1$s"
        cooldown = 1
        then = [{ publish = "light/%1$s", payload = "ON" }]
        [rule.when]
        %2$s
        """
                .formatted(lamp, when);
    }

    private static String lit(String lamp) {
        return "light/" + lamp + " ON";
    }

    @Test
    void a_time_over_midnight_belongs_to_the_evening_on_which_it_began() throws IOException {
        var friday =
                light("night", "type = \"MOTION_START\"\ntime = \"22:00-06:00\"\ndays = \"fri\"");
        try (var house = RuleHouse.start(folder, friday)) {
            house.becomes(DayOfWeek.FRIDAY, "21:59:00");
            house.moves("garden");
            assertThat(house.heard()).isEmpty();
            house.becomes(DayOfWeek.FRIDAY, "23:00:00");
            house.moves("garden");
            assertThat(house.heard()).containsExactly(lit("night"));
            house.becomes(DayOfWeek.SATURDAY, "05:59:00");
            house.moves("garden");
            assertThat(house.heard()).containsExactly(lit("night"));
            house.becomes(DayOfWeek.SATURDAY, "06:00:00");
            house.moves("garden");
            assertThat(house.heard()).isEmpty();
            house.becomes(DayOfWeek.SATURDAY, "23:00:00");
            house.moves("garden");
            assertThat(house.heard()).isEmpty();
        }
    }

    @Test
    void a_rule_by_day_and_hour_holds_then_and_not_at_other_times() throws IOException {
        var school =
                light(
                        "school",
                        """
                        type = "MOTION_START"
                        time = "08:00-12:00"
                        days = ["mon", "tue"]
                        """);
        try (var house = RuleHouse.start(folder, school)) {
            house.becomes(DayOfWeek.MONDAY, "07:59:00");
            house.moves("hall");
            house.becomes(DayOfWeek.MONDAY, "08:00:00");
            house.moves("hall");
            assertThat(house.heard()).containsExactly(lit("school"));
            house.becomes(DayOfWeek.WEDNESDAY, "09:00:00");
            house.moves("hall");
            assertThat(house.heard()).isEmpty();
        }
    }

    @Test
    void the_third_time_within_a_minute_sets_a_rule_off_and_the_third_in_two_minutes_does_not()
            throws IOException {
        var restless =
                light(
                        "restless",
                        "type = \"MOTION_START\"\nsource = \"hall\"\ntimes = 3\nwithin = 60");
        try (var house = RuleHouse.start(folder, restless)) {
            for (int n = 0; n < 3; n++) {
                house.moves("hall");
                house.moves("cellar");
                house.passes(40);
            }
            assertThat(house.heard()).isEmpty();
            house.passes(120);
            house.moves("hall");
            house.passes(20);
            house.moves("hall");
            assertThat(house.heard()).isEmpty();
            house.passes(20);
            house.moves("hall");
            assertThat(house.heard()).containsExactly(lit("restless"));
        }
    }

    @Test
    void one_of_several_all_of_several_and_none_of_them() throws IOException {
        var rules =
                light("any", "any = [{ source = \"door\" }, { type = \"PERSON_DETECTED\" }]")
                        + light(
                                "all",
                                "all = [{ type = \"PERSON_DETECTED\" }, { source = \"garden\" }]")
                        + light(
                                "not",
                                "type = \"PERSON_DETECTED\"\nnot = [{ source = \"garden\" },"
                                        + " { source = \"street\" }]");
        try (var house = RuleHouse.start(folder, rules)) {
            house.opens("door");
            assertThat(house.heard()).containsExactly(lit("any"));
            house.sees("garden", "person");
            assertThat(house.heard()).containsExactly(lit("any"), lit("all"));
            house.sees("street", "person");
            assertThat(house.heard()).containsExactly(lit("any"));
            house.sees("yard", "person");
            assertThat(house.heard()).containsExactly(lit("any"), lit("not"));
            house.sees("yard", "cat");
            assertThat(house.heard()).isEmpty();
        }
    }

    @Test
    void where_it_happens_and_how_grave_it_is() throws IOException {
        var rules =
                light("garden", "type = \"MOTION_START\"\narea = \"Garden\"")
                        + light("grave", "severity = \"warning\"\nsource = [\"gate\", \"yard\"]");
        try (var house = RuleHouse.start(folder, rules)) {
            house.says("sensor/gate/motion", "{\"area\":\"garden\"}");
            assertThat(house.heard()).containsExactly(lit("garden"));
            house.sees("yard", "person");
            assertThat(house.heard()).containsExactly(lit("grave"));
            Await.until(
                    "it has a place",
                    SOON,
                    () -> house.posts("/heard", "source=yard&area=garden") == 303);
            house.passes(3);
            house.sees("yard", "cat");
            assertThat(house.heard())
                    .as("people say where it stands")
                    .containsExactly(lit("garden"));
        }
    }

    @Test
    void who_is_at_home_counts_and_the_last_one_who_leaves_is_away() throws IOException {
        var rules =
                light("empty", "type = \"MOTION_START\"\npresence = \"nobody\"")
                        + light("somebody", "type = \"MOTION_START\"\npresence = \"somebody\"")
                        + light("ben", "type = \"MOTION_START\"\nat_home = [\"ben\", \"cleo\"]")
                        + light("last", "type = \"LEFT\"\npresence = \"nobody\"");
        try (var house = RuleHouse.start(folder, rules)) {
            house.moves("hall");
            assertThat(house.heard()).as("of nobody it is known").isEmpty();
            house.person("ann", "HOME");
            house.person("ben", "HOME");
            house.moves("hall");
            assertThat(house.heard()).containsExactly(lit("somebody"), lit("ben"));
            house.person("ben", "AWAY");
            house.moves("hall");
            assertThat(house.heard()).containsExactly(lit("somebody"));
            house.person("ann", "AWAY");
            assertThat(house.heard()).containsExactly(lit("last"));
            house.moves("hall");
            assertThat(house.heard()).containsExactly(lit("empty"));
        }
    }

    @Test
    void how_the_house_was_armed_before_it_happened() throws IOException {
        var rules =
                light("home", "type = \"MOTION_START\"\narm_state = \"armed_home\"")
                        + light(
                                "alarm",
                                "type = \"ALARM\"\narm_state = [\"armed_home\", \"armed_away\"]")
                        + light("late", "type = \"ALARM\"\narm_state = \"triggered\"");
        try (var house = RuleHouse.start(folder, rules)) {
            house.moves("hall");
            assertThat(house.heard()).isEmpty();
            assertThat(house.posts("/alarm/arm", "mode=home")).isEqualTo(303);
            house.stands("ARMED_HOME");
            house.moves("hall");
            assertThat(house.heard()).containsExactly(lit("home"));
            house.opens("window");
            house.stands("TRIGGERED");
            assertThat(house.heard()).containsExactly(lit("alarm"));
        }
    }
}
