package vigilar.arming;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import vigilar.frontdoor.Await;
import vigilar.journal.RowChanges;

import java.util.stream.IntStream;

/// Whoever invents devices fills no house with zones, and silences no real one.
class InventedDevicesTest extends RunningPanel {
    private static final int MANY = Translation.MOST_OF_A_KIND + 20;

    private void invents(String type) throws InterruptedException {
        journal.append(
                        IntStream.range(0, MANY)
                                .mapToObj(it -> occurrence("invented-" + it, type))
                                .toList(),
                        RowChanges.NONE)
                .join();
        decidedOnAll();
    }

    private void decidedOnAll() {
        var head = journal.head();
        Await.until(
                "all decided on",
                SOON,
                () -> !head.isBeyond(new PanelStore(database).read().orElseThrow().seen()));
    }

    private PanelDesk desk() {
        return desk(ZoneSettings.Panel.NONE);
    }

    private long zones() {
        return desk().view().zones().size();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SMOKE", "GAS", "CARBON_MONOXIDE", "PANIC", "WATER_LEAK", "TAMPER"})
    void what_a_real_one_tells_after_two_hundred_invented_ones_still_alarms(String type)
            throws Exception {
        lives(ZoneSettings.Panel.NONE);
        invents(type);
        assertThat(zones()).isEqualTo(Translation.MOST_OF_A_KIND + 1);
        assertThat(desk().ask(new PanelRequest.Disarm("anna")).orElseThrow().done()).isTrue();
        happens("the-real-one", type);
        Await.until("alarm", SOON, () -> desk().view().state() == ArmState.TRIGGERED);
        assertThat(desk().view().causes().getFirst().zone().value())
                .isEqualTo("other-devices." + type.toLowerCase(java.util.Locale.ROOT));
        assertThat(types()).containsOnlyOnce("ZONES_FULL");
    }

    @Test
    void that_there_are_too_many_is_said_once_also_over_a_restart_and_advised_on_the_page()
            throws Exception {
        lives(ZoneSettings.Panel.NONE);
        invents("SMOKE");
        dies();
        lives(ZoneSettings.Panel.NONE);
        happens("one-more", "SMOKE");
        decidedOnAll();
        assertThat(zones()).isEqualTo(Translation.MOST_OF_A_KIND + 1);
        assertThat(types()).containsOnlyOnce("ZONES_FULL");
        assertThat(desk().advice())
                .anyMatch(it -> it.contains("other-devices.smoke") && it.contains("invents"));
    }

    @Test
    void one_kind_of_invented_danger_takes_no_room_from_another() throws Exception {
        lives(ZoneSettings.Panel.NONE);
        invents("TAMPER");
        happens("cellar", "WATER_LEAK");
        decidedOnAll();
        assertThat(desk().view().zones())
                .extracting(it -> it.zone().id().value())
                .contains("cellar.water_leak");
    }
}
