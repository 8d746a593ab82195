package vigilar.arming;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import vigilar.event.Event;
import vigilar.event.EventId;
import vigilar.event.SourceId;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/// Who is in a zone by where it stands is asked for as often as it may have changed.
class MembersTest {
    private static final ZoneSettings.Panel UPSTAIRS =
            new ZoneSettings.Panel(
                    PanelRules.USUAL,
                    List.of(
                            new ZoneSettings(
                                    Zone.of("upstairs", ZoneKind.INSTANT, Mode.values()),
                                    Set.of(),
                                    Set.of("Upstairs"))));

    private final AtomicInteger asked = new AtomicInteger();
    private volatile Map<SourceId, String> areas = Map.of();
    private final Members members =
            new Members(
                    UPSTAIRS,
                    () -> {
                        asked.incrementAndGet();
                        return areas;
                    });

    private static Event event(int number, String source, String type) {
        return new Event(new EventId(number), RunningPanel.occurrence(source, type));
    }

    @Test
    void a_hundred_strangers_who_speak_at_once_are_one_question() {
        asked.set(0);
        for (int round = 0; round < 2; round++) {
            members.newRound();
            for (int i = 0; i < 100; i++) {
                members.after(event(i + 1, "stranger-" + round + "-" + i, "CONTACT_OPEN"));
            }
        }
        assertThat(asked).hasValue(2);
    }

    @Test
    void what_was_said_of_a_device_holds_from_the_round_on_that_tells_it() {
        members.newRound();
        members.after(event(1, "window", "CONTACT_CLOSED"));
        areas = Map.of(new SourceId("window"), "upstairs");
        members.newRound();
        var moved = members.after(event(2, "window", "DEVICE_DESCRIBED"));
        assertThat(moved).singleElement().extracting(Members.Moved::device).hasToString("window");
        assertThat(members.around(new SourceId("window"))).hasSize(1);
    }
}
