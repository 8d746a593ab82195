package vigilar.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// The page of the rules in two tabs at once, and rules with names that nobody has.
class RulesByTwoHouseTest {
    private static final String PAGE = "/alarm/rules";
    private static final String FORM = "<form method=\"post\" action=\"/alarm/rules/try\">";

    private static final String LAMP =
            """
            [[rule]]
            name = "lamp"
            when = { type = "MOTION_START", source = "hall" }
            then = [{ publish = "light/hall/set", payload = "ON" }]
            """;

    private static final String SIREN =
            """
            [[rule]]
            name = "loud"
            when.type = "ALARM"
            then = [{ siren = "siren/set", on = "ON", off = "OFF" }]
            """;

    @TempDir Path folder;

    private HouseProcess house() throws IOException {
        return HouseProcess.openHouse(
                folder,
                Files.writeString(
                        folder.resolve("vigilar.toml"),
                        "data = \"%s\"%n".formatted(folder.resolve("data"))));
    }

    /// What stands in a tab, with another text in the field.
    private static Map<String, String> with(Map<String, String> tab, String rules) {
        var form = new HashMap<>(tab);
        form.put("rules", rules);
        return form;
    }

    private static Map<String, String> opens(HouseProcess house) {
        return FormOnPage.read(house.get(PAGE), FORM);
    }

    @Test
    void a_tab_of_yesterday_takes_no_rule_away_that_somebody_added_since() throws Exception {
        try (var house = house()) {
            assertThat(house.post(PAGE, with(opens(house), LAMP))).isEqualTo(303);
            var yesterdays = opens(house);
            assertThat(house.post(PAGE, with(opens(house), LAMP + SIREN))).isEqualTo(303);
            var own = LAMP.replace("ON", "OFF");
            var tried = house.posted(PAGE + "/try", with(yesterdays, own));
            assertThat(house.post(PAGE, FormOnPage.read(tried, FORM)))
                    .as("to try it is not to have seen the others")
                    .isEqualTo(422);
            assertThat(house.post(PAGE, Map.of("rules", own))).isEqualTo(422);
            var refused = house.posted(PAGE, with(yesterdays, own));
            assertThat(refused)
                    .contains("Not kept: somebody else changed the rules meanwhile")
                    .contains("What runs now, as text", "data-rule=\"loud\"");
            assertThat(opens(house)).containsEntry("rules", LAMP + SIREN);
            var again = FormOnPage.read(refused, FORM);
            assertThat(again).containsEntry("rules", own);
            assertThat(house.post(PAGE, with(again, own + SIREN))).isEqualTo(303);
            assertThat(opens(house)).containsEntry("rules", own + SIREN);
        }
    }

    @Test
    void a_name_that_the_house_never_heard_is_asked_about_until_it_is_heard() throws Exception {
        try (var house = house();
                var device = Device.on(house.mqttPort().orElseThrow())) {
            var rules =
                    """
                    [[rule]]
                    name = "typing"
                    when = { type = ["MOTION_STRAT", "SMOKE"], area = "gardn", source = "hall" }
                    then = [{ record = "cam-z" }]
                    """;
            assertThat(house.post(PAGE, with(opens(house), rules + SIREN))).isEqualTo(303);
            assertThat(house.get(PAGE))
                    .contains("typing: nothing was heard yet of cam-z<")
                    .contains("typing: nothing was heard yet of hall<")
                    .contains("typing: no device stands yet in gardn<")
                    .contains("typing: nothing was called MOTION_STRAT yet<")
                    .doesNotContain("called SMOKE", "called ALARM", "heard yet of panel");
            assertThat(house.get("/api/condition")).doesNotContain("\"rules\":{\"up\":false");
            device.says("vigilar/sensor/hall/motion", "{}");
            Await.until(
                    "the device is heard",
                    Duration.ofSeconds(20),
                    () -> !house.get(PAGE).contains("heard yet of hall<"));
            assertThat(house.get(PAGE)).contains("heard yet of cam-z<");
        }
    }

    @Test
    void a_rule_that_waits_for_what_rules_say_is_not_kept() throws Exception {
        try (var house = house()) {
            var rules = LAMP.replace("MOTION_START", "RULE_NOT_DONE");
            assertThat(house.posted(PAGE, with(opens(house), rules)))
                    .contains("Not kept", "what rules themselves say sets off no rule");
            assertThat(opens(house)).containsEntry("rules", "");
        }
    }
}
