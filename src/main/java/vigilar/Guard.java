package vigilar;

import vigilar.access.AlarmPins;
import vigilar.arming.PanelDesk;
import vigilar.arming.PanelKeeper;
import vigilar.bus.Bus;
import vigilar.config.Role;
import vigilar.config.Settings;
import vigilar.intake.Intake;
import vigilar.intake.RefusalLog;
import vigilar.journal.EventJournal;
import vigilar.keypad.ArmHerald;
import vigilar.keypad.ArmRequests;
import vigilar.keypad.PanelTopics;
import vigilar.storage.Database;
import vigilar.supervisor.Health;
import vigilar.supervisor.Supervisor;

import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The alarm panel in this process, and its word on the bus. Each process that reads or shows
/// events has one: the one beside intake runs it, since it hears of a door first, and another takes
/// its place when that one dies or stands still; keypads are served where it runs. Stands beside
/// the wiring since it only brings the rooms together.
final class Guard {
    private final Set<Role> roles;
    private final PanelKeeper keeper;
    private final ArmRequests requests;
    private final ArmHerald herald;

    Guard(
            Settings settings,
            Set<Role> roles,
            Bus bus,
            Database database,
            EventJournal journal,
            Health health,
            HouseClock clock) {
        this.roles = roles;
        var words = new TreeSet<String>();
        roles.forEach(it -> words.add(it.word()));
        var seat = new PanelKeeper.Seat(words, roles.contains(Role.INTAKE));
        keeper =
                new PanelKeeper(
                        journal,
                        database,
                        settings.panel(),
                        clock,
                        clock::nanos,
                        seat,
                        _ -> health.up(PanelKeeper.PART));
        var desk = new PanelDesk(database, settings.panel(), clock);
        var refusals = new RefusalLog(database);
        var topics = new PanelTopics(settings.bus().prefix());
        requests =
                new ArmRequests(
                        bus,
                        topics,
                        database,
                        desk,
                        settings.web().open()
                                ? Optional.empty()
                                : Optional.of(
                                        new AlarmPins(
                                                journal, database, clock, ZoneId.systemDefault())),
                        seat,
                        (topic, why) -> refusals.note(clock.instant(), topic, why),
                        health,
                        clock);
        herald =
                new ArmHerald(
                        bus,
                        topics,
                        database,
                        desk,
                        seat,
                        () -> settings.keypads().offers(topics, () -> Intake.houseOf(database)),
                        health);
    }

    void watchedBy(Supervisor supervisor) {
        if (roles.contains(Role.INTAKE) || roles.contains(Role.WEB)) {
            supervisor.watch(PanelKeeper.PART, keeper::run);
            supervisor.watch(ArmRequests.PART, requests::run);
            supervisor.watch(ArmHerald.PART, herald::run);
        }
    }
}
