package vigilar.arming;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import vigilar.event.Event;
import vigilar.event.EventId;
import vigilar.event.Payload;
import vigilar.event.Provenance;
import vigilar.journal.SqlArchive;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What the panel makes of what devices tell.
class TranslationTest extends RunningPanel {
    private static final ZoneSettings.Panel HOUSE = house(Duration.ofSeconds(30));

    private long told;
    private Translation translation = of(HOUSE);

    @BeforeEach
    void begin() {
        told = 1_000;
    }

    private static Translation of(ZoneSettings.Panel house) {
        return new Translation(house, Set.of(), Map::of);
    }

    /// As after a restart: all that happened is in the archive, and nobody tells it again.
    private void restarts(ZoneSettings.Panel house) {
        translation = of(house);
        translation.recall(new SqlArchive(database), journal.head());
    }

    private List<Fact> tells(String source, String type, Provenance how) {
        var event = new EventId(++told);
        translation.newRound();
        return translation.of(new Event(event, occurrence(source, type, how.mark(Payload.EMPTY))));
    }

    @ParameterizedTest
    @EnumSource(
            value = Provenance.class,
            names = {"LIVE", "REPLAYED"})
    void a_knock_at_a_door_is_nobody_who_comes_in_or_goes_out(Provenance how) {
        tells("front-door-sensor", "CONTACT_CLOSED", Provenance.LIVE);
        assertThat(tells("front-door-sensor", "VIBRATION", how)).isEmpty();
        assertThat(tells("front-door-sensor", "CONTACT_OPEN", Provenance.LIVE))
                .containsExactly(new Fact.Opened(new ZoneId("front-door"), told));
    }

    @Test
    void a_blow_at_a_window_is_an_alarm_as_its_opening_is() {
        assertThat(tells("window-sensor", "VIBRATION", Provenance.LIVE))
                .containsExactly(new Fact.Felt(new ZoneId("window"), told));
    }

    /// A sensor with a contact and a second sense stands alone in its zone.
    @ParameterizedTest
    @CsvSource({"window, MOTION_END, LIVE", "window, VIBRATION, REPLAYED"})
    void a_window_that_stands_open_over_a_restart_is_not_closed_by_its_other_sense(
            String zone, String type, Provenance how) {
        happens(zone + "-sensor", "CONTACT_OPEN");
        restarts(HOUSE);
        assertThat(tells(zone + "-sensor", type, how)).isEmpty();
        assertThat(tells(zone + "-sensor", "CONTACT_CLOSED", Provenance.LIVE))
                .containsExactly(new Fact.Closed(new ZoneId(zone)));
    }

    @ParameterizedTest
    @CsvSource({"SMOKE", "GAS", "CARBON_MONOXIDE", "WATER_LEAK"})
    void a_zone_of_all_day_in_which_a_danger_goes_on_over_a_restart_is_not_closed_by_its_flap(
            String danger) {
        var cellar = zone("cellar", ZoneKind.ALWAYS);
        var house = new ZoneSettings.Panel(PanelRules.USUAL, List.of(cellar));
        happens("cellar-sensor", "CONTACT_OPEN");
        happens("cellar-sensor", danger);
        restarts(house);
        assertThat(tells("cellar-sensor", "CONTACT_CLOSED", Provenance.LIVE)).isEmpty();
    }
}
