package vigilar.arming;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What older versions stored is still how the panel stands.
class PanelJsonTest {
    private static final Instant NOON = Instant.ofEpochMilli(1_795_000_000_000L);

    @Test
    void an_alarm_of_before_with_time_to_disarm_beneath_goes_on_as_it_was() {
        var state =
                PanelJson.read(
                        """
                        {"phase": {"since": 1795000000000, "is": "triggered",
                          "quiet": 1795000300000, "mode": "AWAY", "confirmed": false,
                          "causes": [{"zone": "smoke", "at": 1795000000000, "event": 7,
                            "how": "ALWAYS_ON"}],
                          "entry": {"since": 1795000000000, "is": "pending", "mode": "AWAY",
                            "until": 1795000030000, "cause": {"zone": "door",
                              "at": 1795000000000, "event": 8, "how": "ENTRY"}}},
                         "zones": {}}
                        """);
        assertThat(state.phase())
                .isInstanceOfSatisfying(
                        Phase.Triggered.class,
                        it -> {
                            assertThat(it.quietAt()).contains(NOON.plusSeconds(300));
                            assertThat(it.beneath().orElseThrow())
                                    .isInstanceOf(Phase.Pending.class);
                        });
        assertThat(state.deadline()).contains(NOON.plusSeconds(30));
    }

    @Test
    void what_had_alarmed_too_often_before_is_still_out_for_two_days() {
        var state =
                PanelJson.read(
                        """
                        {"phase": {"since": 1795000000000, "is": "armed", "mode": "AWAY"},
                         "zones": {"window": {"open": false, "bypass": "SHUT_DOWN", "trips": 2,
                           "last_trip": 1795000000000}}}
                        """);
        assertThat(state.deadline()).contains(NOON.plus(Duration.ofDays(2)));
        assertThat(state.zone(new ZoneId("window")).bypass())
                .isEqualTo(Optional.of(Bypass.SHUT_DOWN));
    }

    @Test
    void the_time_to_leave_beneath_an_alarm_is_stored_with_it() {
        var story = Story.usual().arms(Mode.AWAY).opens("smoke");
        assertThat(PanelJson.read(PanelJson.text(story.state()))).isEqualTo(story.state());
        var goesOn = Story.usual().opens("smoke").after(300);
        assertThat(PanelJson.read(PanelJson.text(goesOn.state()))).isEqualTo(goesOn.state());
    }
}
