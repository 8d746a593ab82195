package vigilar.arming;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import vigilar.event.SourceId;
import vigilar.frontdoor.Await;
import vigilar.journal.SqlArchive;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Zones that go by where people say that devices stand, in a panel that runs on a store.
class ZonesByAreaTest extends RunningPanel {
    private static final ZoneSettings.Panel HOUSE =
            new ZoneSettings.Panel(
                    PanelRules.USUAL,
                    List.of(
                            zone("front-door", ZoneKind.ENTRY_EXIT),
                            byArea("upstairs", ZoneKind.INSTANT, "Upstairs"),
                            byArea("walking", ZoneKind.INTERIOR, "Upstairs")));

    private static ZoneSettings byArea(String name, ZoneKind kind, String... areas) {
        return new ZoneSettings(Zone.of(name, kind, Mode.values()), Set.of(), Set.of(areas));
    }

    /// Somebody says on the page that the device stands there; nowhere any more when it is empty.
    private void stands(String device, String area) {
        var all = new HashMap<>(areas);
        all.remove(new SourceId(device));
        if (!area.isEmpty()) {
            all.put(new SourceId(device), area);
        }
        areas = Map.copyOf(all);
        happens(device, "DEVICE_DESCRIBED");
    }

    private PanelDesk.ZoneLine line(String zone) {
        return desk(HOUSE).view().zones().stream()
                .filter(it -> it.zone().id().value().equals(zone))
                .findFirst()
                .orElseThrow();
    }

    private void isOpen(String zone, boolean open) {
        Await.until(
                zone + " is " + (open ? "open" : "closed"),
                SOON,
                () -> line(zone).known().open() == open);
    }

    private void blocked(String... zones) {
        Await.until(
                "not ready: " + List.of(zones),
                SOON,
                () ->
                        desk(HOUSE).view().blockers().getOrDefault(Mode.HOME, List.of()).stream()
                                .map(it -> it.zone().value())
                                .toList()
                                .equals(List.of(zones)));
    }

    /// The panel has decided on all that was before.
    private void hasLooked() {
        happens("front-door-sensor", "BATTERY_LOW");
        Await.until("looked", SOON, () -> !line("front-door").known().troubles().isEmpty());
        happens("front-door-sensor", "BATTERY_OK");
        Await.until("looked", SOON, () -> line("front-door").known().troubles().isEmpty());
    }

    private List<String> advice() {
        return desk(HOUSE).advice();
    }

    @Test
    void a_window_put_into_the_area_while_the_house_runs_alarms_like_one_that_is_named()
            throws InterruptedException {
        lives(HOUSE);
        happens("bath-window", "CONTACT_CLOSED");
        stands("bath-window", "upstairs");
        desk(HOUSE).ask(arm(Mode.HOME));
        happens("bath-window", "CONTACT_OPEN");
        says("ALARM");
        assertThat(said().toString()).contains("upstairs opened");
    }

    @Test
    void an_open_window_taken_into_an_area_stands_against_arming_and_is_no_alarm()
            throws InterruptedException {
        lives(HOUSE);
        stands("bath-window", "Upstairs");
        happens("bath-window", "CONTACT_CLOSED");
        desk(HOUSE).ask(arm(Mode.HOME));
        happens("attic-window", "CONTACT_OPEN");
        hasLooked();
        stands("attic-window", "Upstairs");
        isOpen("upstairs", true);
        desk(HOUSE).ask(new PanelRequest.Disarm("anna"));
        blocked("upstairs");
        assertThat(types()).doesNotContain("ALARM", "NEAR_MISS");
        stands("attic-window", "Cellar");
        blocked();
        happens("attic-window", "CONTACT_CLOSED");
        isOpen("upstairs", false);
    }

    @Test
    void somebody_who_walks_upstairs_opens_no_window_there_and_a_window_is_nobody_who_walks()
            throws InterruptedException {
        lives(HOUSE);
        stands("bath-window", "Upstairs");
        stands("landing", "Upstairs");
        happens("landing", "MOTION_START");
        isOpen("walking", true);
        assertThat(line("upstairs").heard()).isFalse();
        happens("bath-window", "CONTACT_OPEN");
        isOpen("upstairs", true);
        happens("landing", "MOTION_END");
        isOpen("walking", false);
        assertThat(line("upstairs").known().open()).isTrue();
    }

    @Test
    void a_lamp_that_is_lost_hinders_nobody_and_a_window_that_is_lost_does()
            throws InterruptedException {
        lives(HOUSE);
        stands("lamp", "Upstairs");
        stands("bath-window", "Upstairs");
        happens("lamp", "DEVICE_OFFLINE");
        happens("bath-window", "BATTERY_LOW");
        happens("bath-window", "CONTACT_CLOSED");
        blocked("upstairs");
        assertThat(line("upstairs").known().troubles()).containsExactly(Trouble.LOW_BATTERY);
        happens("bath-window", "BATTERY_OK");
        blocked();
    }

    /// Of the windows of an area each is told apart, over a restart as well.
    @Test
    void an_area_is_closed_once_all_its_windows_are_also_after_a_restart()
            throws InterruptedException {
        lives(HOUSE);
        stands("bath-window", "Upstairs");
        stands("attic-window", "Upstairs");
        happens("bath-window", "CONTACT_OPEN");
        happens("attic-window", "CONTACT_OPEN");
        isOpen("upstairs", true);
        dies();
        lives(HOUSE);
        happens("bath-window", "CONTACT_CLOSED");
        happens("front-door-sensor", "CONTACT_OPEN");
        isOpen("front-door", true);
        assertThat(line("upstairs").known().open()).isTrue();
        happens("attic-window", "CONTACT_CLOSED");
        isOpen("upstairs", false);
    }

    @Test
    void a_window_moved_while_no_panel_ran_is_where_it_was_moved_to() throws InterruptedException {
        lives(HOUSE);
        stands("bath-window", "Upstairs");
        happens("bath-window", "CONTACT_OPEN");
        isOpen("upstairs", true);
        dies();
        stands("bath-window", "");
        lives(HOUSE);
        isOpen("upstairs", false);
        blocked();
    }

    /// A device that turned out to be another one takes its nameplate along, and no event says so.
    @Test
    void a_window_that_is_known_by_another_id_now_is_still_in_its_area()
            throws InterruptedException {
        lives(HOUSE);
        stands("bath-window", "Upstairs");
        happens("bath-window", "CONTACT_CLOSED");
        areas = Map.of(new SourceId("0x01"), "Upstairs");
        desk(HOUSE).ask(arm(Mode.HOME));
        happens("0x01", "CONTACT_OPEN");
        says("ALARM");
    }

    /// Or the front door would alarm at once since it stands on the ground floor.
    @Test
    void a_device_that_a_zone_names_is_in_no_other_zone_by_its_area() throws InterruptedException {
        lives(HOUSE);
        stands("front-door-sensor", "Upstairs");
        happens("front-door-sensor", "CONTACT_OPEN");
        isOpen("front-door", true);
        assertThat(line("upstairs").heard()).isFalse();
    }

    @Test
    void an_area_in_which_nothing_is_watched_is_named_until_a_device_there_speaks()
            throws InterruptedException {
        assertThat(advice())
                .hasSize(2)
                .anyMatch(
                        it ->
                                it.startsWith(
                                        "zone upstairs watches nothing in the area Upstairs: no"
                                                + " device stands there"));
        lives(HOUSE);
        stands("landing", "Upstairs");
        happens("landing", "MOTION_START");
        assertThat(advice())
                .singleElement()
                .asString()
                .startsWith("zone upstairs watches nothing")
                .contains("(landing) nothing has told of a door or window yet");
        stands("bath-window", "Upstairs");
        happens("bath-window", "CONTACT_CLOSED");
        assertThat(advice()).isEmpty();
    }

    @Test
    void looking_back_each_device_is_where_it_stands_now() throws InterruptedException {
        lives(HOUSE);
        happens("bath-window", "CONTACT_CLOSED");
        desk(HOUSE).ask(arm(Mode.HOME));
        happens("bath-window", "CONTACT_OPEN");
        areas = Map.of(new SourceId("bath-window"), "Upstairs");
        var now = Instant.now().plusSeconds(1);
        var looked =
                new Lookback(new SqlArchive(database), () -> areas)
                        .look(HOUSE, now.minus(Duration.ofHours(1)), now, _ -> {});
        assertThat(looked.really()).isEmpty();
        assertThat(looked.would("ALARM"))
                .singleElement()
                .extracting(it -> it.origin().why())
                .isEqualTo("upstairs opened");
    }
}
