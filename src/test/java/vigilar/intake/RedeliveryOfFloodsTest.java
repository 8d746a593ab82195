package vigilar.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What was passed over in a flood comes again after a kill: the broker never heard that we were
/// done with it.
class RedeliveryOfFloodsTest {
    private static final String DOOR = "zigbee2mqtt/door";

    @TempDir Path folder;
    private FloodStage stage;

    @BeforeEach
    void open() {
        stage = new FloodStage(folder);
    }

    @AfterEach
    void close() {
        stage.close();
    }

    private static String contact(boolean closed, int linkquality) {
        return "{\"contact\":%s,\"linkquality\":%d}".formatted(closed, linkquality);
    }

    /// The door opens, and then says twenty times that it is closed.
    private List<Inbox.Received> flood(boolean again) {
        var flood = new ArrayList<Inbox.Received>();
        for (int i = 0; i <= 20; i++) {
            var text = contact(i > 0, i);
            flood.add(
                    again
                            ? stage.one(DOOR, text, 2 + i, true)
                            : stage.surplus(Lane.SECURITY, DOOR, text, 2 + i));
        }
        return flood;
    }

    private void killedAfterAFlood() {
        var killed = stage.run();
        killed.round(List.of(stage.one(DOOR, contact(true, 200), 1, false)));
        killed.round(flood(false));
    }

    @Test
    void a_door_that_was_closed_last_is_not_open_after_a_kill_in_a_flood() {
        killedAfterAFlood();
        assertThat(stage.told()).isEmpty();
        stage.run().round(flood(true));
        assertThat(stage.told()).isEmpty();
    }

    @Test
    void what_was_passed_over_is_acknowledged_in_order_and_known_when_it_comes_again() {
        stage.run().round(flood(false));
        stage.run().round(flood(true));
        assertThat(stage.acknowledged()).hasSize(42).startsWith(2, 3, 4, 5, 6);
        assertThat(stage.acknowledged().subList(0, 21)).isSorted();
        assertThat(stage.acknowledged().subList(21, 42)).isSorted();
        assertThat(stage.counted("vigilar.repeated")).isEqualTo(21);
    }

    @Test
    void an_opening_that_the_house_never_heard_of_is_told_after_a_kill() {
        killedAfterAFlood();
        var after = flood(true);
        after.add(stage.one(DOOR, contact(false, 7), 40, true));
        stage.run().round(after);
        assertThat(stage.told()).containsExactly("CONTACT_OPEN");
    }
}
