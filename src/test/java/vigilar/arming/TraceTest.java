package vigilar.arming;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import vigilar.event.Payload;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Why there was an alarm, and why there was none, stands in the events themselves.
class TraceTest {
    private static final Instant EVENING = Instant.parse("2026-11-24T20:00:00Z");
    private static final CrossZoning PAIR = new CrossZoning("hall", 2, Duration.ofSeconds(60));
    private static final ZoneId DOOR = new ZoneId("front-door");
    private static final ZoneId WINDOW = new ZoneId("window");
    private static final ZoneId HALL = new ZoneId("hall-motion");
    private static final ZonePlan PLAN =
            new ZonePlan(
                    List.of(
                            new Zone(
                                    DOOR,
                                    ZoneKind.ENTRY_EXIT,
                                    Set.of(Mode.AWAY),
                                    Map.of(Mode.AWAY, Duration.ofSeconds(20)),
                                    false,
                                    false,
                                    Optional.empty()),
                            Zone.of("window", ZoneKind.INSTANT, Mode.AWAY),
                            Zone.of("lid", ZoneKind.ALWAYS, Mode.values()),
                            Zone.of("smoke", ZoneKind.LIFE_SAFETY, Mode.values()),
                            new Zone(
                                    HALL,
                                    ZoneKind.INTERIOR,
                                    Set.of(Mode.AWAY),
                                    Map.of(),
                                    false,
                                    false,
                                    Optional.of(PAIR))),
                    PanelRules.USUAL);

    private final List<JsonNode> traces = new ArrayList<>();
    private PanelState state =
            PanelState.disarmed(EVENING)
                    .with(new Phase.Armed(Mode.AWAY, EVENING.minusSeconds(600)));
    private Instant now = EVENING;

    private void happens(Fact fact) {
        var trace = new Trace(state, "anna", PLAN);
        var step = new Panel(PLAN).step(state, fact, now);
        state = step.state();
        for (var note : step.notes()) {
            Said.of(note, state, now, trace)
                    .map(it -> json(it.payload()).path("trace"))
                    .filter(JsonNode::isObject)
                    .ifPresent(traces::add);
        }
    }

    private static JsonNode json(Payload payload) {
        return new JsonMapper().readTree(payload.json());
    }

    private List<String> rules() {
        return traces.stream().map(it -> it.path("rule").asString("")).toList();
    }

    @Test
    void an_alarm_knows_how_the_house_stood_who_armed_it_and_what_told() {
        happens(new Fact.Opened(WINDOW, 77));
        var trace = traces.getFirst();
        assertThat(trace.path("rule").asString("")).isEqualTo("INSTANT");
        assertThat(trace.path("stood").asString("")).isEqualTo("ARMED_AWAY");
        assertThat(trace.path("stood_since").asLong())
                .isEqualTo(EVENING.minusSeconds(600).toEpochMilli());
        assertThat(trace.path("stood_by").asString("")).isEqualTo("anna");
        assertThat(trace.path("mode").asString("")).isEqualTo("AWAY");
        assertThat(trace.path("event").asLong()).isEqualTo(77);
        assertThat(trace.path("zone").path("kind").asString("")).isEqualTo("INSTANT");
        assertThat(trace.path("left_out").isEmpty()).isTrue();
    }

    @Test
    void whoever_came_in_and_did_not_disarm_is_explained_by_the_delay_of_that_door() {
        happens(new Fact.Opened(DOOR, 5));
        now = now.plusSeconds(21);
        happens(new Fact.TimePassed());
        assertThat(rules()).containsExactly("ENTRY", "ENTRY_NOT_DISARMED");
        assertThat(traces).allMatch(it -> it.path("zone").path("entry_delay_s").asInt() == 20);
        assertThat(traces).allMatch(it -> it.path("event").asLong() == 5);
        assertThat(traces.getLast().path("stood").asString("")).isEqualTo("PENDING");
    }

    /// The usual burglary: nobody disarms, and then somebody walks through the house.
    @Test
    void what_follows_an_alarm_is_not_explained_as_if_it_were_the_first() {
        happens(new Fact.Opened(DOOR, 5));
        now = now.plusSeconds(21);
        happens(new Fact.TimePassed());
        happens(new Fact.Opened(WINDOW, 8));
        happens(new Fact.DisarmAsked("anna", false));
        assertThat(rules())
                .containsExactly("ENTRY", "ENTRY_NOT_DISARMED", "ALSO", "CONFIRMED", "CANCELLED");
    }

    @Test
    void an_alarm_that_nobody_took_back_is_told_outside_for_that_reason() {
        happens(new Fact.Opened(WINDOW, 9));
        now = now.plusSeconds(31);
        happens(new Fact.TimePassed());
        assertThat(rules()).containsExactly("INSTANT", "REPORTED");
    }

    @Test
    void tampering_waits_to_be_taken_back_and_says_so_when_it_is_told() {
        happens(new Fact.Opened(new ZoneId("lid"), 9));
        now = now.plusSeconds(31);
        happens(new Fact.TimePassed());
        assertThat(rules()).containsExactly("ALWAYS_ON", "REPORTED");
    }

    @Test
    void smoke_does_not_wait_and_a_window_beside_it_is_told_for_that_reason() {
        happens(new Fact.Opened(new ZoneId("smoke"), 9));
        now = now.plusSeconds(1);
        happens(new Fact.Opened(WINDOW, 10));
        assertThat(rules())
                .containsExactly("ALWAYS_ON", "REPORTED_AT_ONCE", "ALSO", "REPORTED_BESIDE");
    }

    @Test
    void what_nearly_was_an_alarm_says_why_it_was_none() {
        happens(new Fact.Opened(HALL, 6));
        assertThat(rules()).containsExactly("ALONE");
        assertThat(traces.getFirst().path("zone").path("group").path("needed").asInt())
                .isEqualTo(2);
        state = state.with(WINDOW, state.zone(WINDOW).bypassed(Bypass.BY_HAND, Optional.empty()));
        happens(new Fact.Opened(WINDOW, 7));
        assertThat(rules()).containsExactly("ALONE", "BYPASSED");
        assertThat(traces.getLast().path("left_out").path("window").asString(""))
                .isEqualTo("BY_HAND");
    }

    @Test
    void arming_and_disarming_need_no_explanation() {
        happens(new Fact.DisarmAsked("anna", false));
        happens(new Fact.ArmAsked(Mode.HOME, false, "anna"));
        assertThat(traces).isEmpty();
    }
}
