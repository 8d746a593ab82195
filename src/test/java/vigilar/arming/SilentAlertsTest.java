package vigilar.arming;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import vigilar.frontdoor.Await;

import java.time.Clock;
import java.time.Duration;
import java.util.List;

/// Somebody is made to disarm.
class SilentAlertsTest extends RunningPanel {
    private List<String> armAndDisarm(boolean threat) throws InterruptedException {
        var house = house(Duration.ofSeconds(60));
        lives(house);
        var before = types().size();
        desk(house).ask(arm(Mode.AWAY));
        happens("front-door-sensor", "CONTACT_OPEN");
        says("ENTRY_DELAY");
        assertThat(desk(house).ask(new PanelRequest.Disarm("anna", threat)).orElseThrow().done())
                .isTrue();
        assertThat(desk(house).view().state()).isEqualTo(ArmState.DISARMED);
        var said = said();
        happens("front-door-sensor", "CONTACT_CLOSED");
        Await.until(
                "closed again",
                SOON,
                () -> desk(house).view().blockers().getOrDefault(Mode.AWAY, List.of()).isEmpty());
        dies();
        return said.subList(before, said.size()).stream()
                .map(
                        it ->
                                (it.type() + " " + it.severity() + it.payload().json())
                                        .replaceAll("[0-9]{5,}|(?<=\"event\":)[0-9]+", "N"))
                .toList();
    }

    @Test
    void under_threat_the_house_says_just_what_it_always_says_and_only_owners_learn_of_it()
            throws Exception {
        personWithPhone("anna", "OWNER", false);
        personWithPhone("ben", "OWNER", false);
        personWithPhone("cleo", "RESIDENT", false);
        personWithPhone("dora", "OWNER", true);
        var silent = new SilentAlerts(database);

        var usual = armAndDisarm(false);
        assertThat(silent.all()).isEmpty();
        assertThat(owed()).isEmpty();

        assertThat(armAndDisarm(true)).isEqualTo(usual);
        assertThat(silent.all()).extracting(SilentAlerts.SilentAlert::by).containsExactly("anna");
        assertThat(owed()).containsExactly("ben -1 CRITICAL"); // anna's own phone is in sight

        assertThat(silent.all().getFirst().seen()).isFalse();
        silent.seen(silent.all().getFirst().id(), Clock.systemUTC().instant());
        assertThat(silent.all().getFirst().seen()).isTrue();
    }

    @Test
    void a_call_for_help_is_heard_although_no_panel_answers() throws Exception {
        var house = house(Duration.ofSeconds(60));
        lives(house);
        dies();
        assertThat(desk(house).ask(new PanelRequest.Disarm("anna", true))).isEmpty();
        assertThat(new SilentAlerts(database).all()).hasSize(1);
    }

    private void personWithPhone(String name, String role, boolean out) {
        database.write(
                        rows -> {
                            rows.execute(
                                    "INSERT INTO person (name, role, password, disabled) VALUES"
                                            + " (?, ?, '', ?)",
                                    name,
                                    role,
                                    out ? 1 : 0);
                            return rows.execute(
                                    "INSERT INTO push_subscription (endpoint, p256dh, auth, name,"
                                        + " threshold, made_ms, person_id) SELECT name, x'', x'',"
                                        + " name, 3, 0, id FROM person WHERE name = ?",
                                    name);
                        })
                .join();
    }

    private List<String> owed() {
        return database.read(
                rows ->
                        rows.createQuery(
                                        "SELECT s.name || ' ' || j.event_id || CASE j.severity WHEN"
                                            + " 3 THEN ' CRITICAL' ELSE '' END FROM push_job j JOIN"
                                            + " push_subscription s ON s.id = j.subscription_id")
                                .mapTo(String.class)
                                .list());
    }
}
