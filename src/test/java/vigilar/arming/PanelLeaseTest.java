package vigilar.arming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import vigilar.frontdoor.Await;

import java.time.Duration;
import java.util.List;

/// Of several processes one runs the panel, and another takes its place.
class PanelLeaseTest extends RunningPanel {
    @Test
    void a_panel_that_was_taken_over_decides_nothing_any_more() throws Exception {
        var house = house(Duration.ofSeconds(60));
        lives(house);
        var store = new PanelStore(database);
        var stored = store.read().orElseThrow();
        lives(house);
        assertThatThrownBy(
                        () ->
                                journal.append(
                                                List.of(),
                                                rows ->
                                                        PanelStore.save(
                                                                rows,
                                                                stored.fence(),
                                                                stored.state(),
                                                                "anna",
                                                                stored.seen(),
                                                                new PanelStore.Moment(
                                                                        stored.alive(),
                                                                        Duration.ZERO)))
                                        .join())
                .hasMessageContaining("another process has taken the panel");
    }

    @Test
    void beside_a_panel_that_lives_another_process_stands_by_and_decides_nothing()
            throws Exception {
        var house = house(Duration.ofSeconds(60));
        stands(house, seat(true, "intake"), PanelKeeper.Standing.RUNS);
        var fence = new PanelStore(database).holding().fence();
        stands(house, seat(false, "web"), PanelKeeper.Standing.STANDS_BY);
        var store = new PanelStore(database);
        Await.until("asked five times", SOON, () -> store.holding().asked() >= 5);
        assertThat(store.holding().fence()).isEqualTo(fence);
        assertThat(store.holding().holder()).isEqualTo("intake");
        desk(house).ask(arm(Mode.AWAY));
        happens("window-sensor", "CONTACT_OPEN");
        says("ALARM");
        assertThat(types()).containsExactly("ARMED", "ALARM");
    }

    @Test
    void a_panel_that_stands_still_is_replaced_within_ten_seconds_and_the_deadline_stays()
            throws Exception {
        var house = house(Duration.ofSeconds(30));
        lives(house);
        desk(house).ask(arm(Mode.AWAY));
        happens("front-door-sensor", "CONTACT_OPEN");
        says("ENTRY_DELAY");
        var until = desk(house).view().countdown();
        dies();
        var store = new PanelStore(database);
        store.take(store.holding(), "intake");
        var began = System.nanoTime();
        stands(house, seat(false, "web"), PanelKeeper.Standing.RUNS);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
        assertThat(desk(house).view().countdown()).isEqualTo(until);
        assertThat(types()).endsWith("PANEL_RESUMED", "CUT_WHILE_ENTERING");
    }

    @Test
    void a_process_that_begins_anew_takes_the_panel_of_its_former_life_at_once() throws Exception {
        var house = house(Duration.ofSeconds(60));
        var store = new PanelStore(database);
        lives(house);
        dies();
        store.take(store.holding(), "intake"); // as if it had been killed
        var began = System.nanoTime();
        stands(house, seat(true, "intake"), PanelKeeper.Standing.RUNS);
        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .isLessThan(PanelLease.ANSWERS_WITHIN);
    }

    @Test
    void two_that_want_the_panel_at_once_do_not_both_get_it() throws Exception {
        var house = house(Duration.ofSeconds(60));
        var store = new PanelStore(database);
        lives(house);
        var seen = store.holding();
        assertThat(store.take(seen, "intake")).isPresent();
        assertThat(store.take(seen, "web")).isEmpty();
    }
}
