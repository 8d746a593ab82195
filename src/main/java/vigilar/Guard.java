package vigilar;

import vigilar.arming.PanelKeeper;
import vigilar.config.Role;
import vigilar.config.Settings;
import vigilar.journal.EventJournal;
import vigilar.storage.Database;
import vigilar.supervisor.Health;
import vigilar.supervisor.Supervisor;

import java.time.InstantSource;
import java.util.Set;
import java.util.TreeSet;

/// The alarm panel in this process. Each process that reads or shows events has one: the one beside
/// intake runs it, since it hears of a door first, and another takes its place when that one dies
/// or stands still. Stands beside the wiring since it only brings the rooms together.
final class Guard {
    private final Set<Role> roles;
    private final PanelKeeper keeper;

    Guard(
            Settings settings,
            Set<Role> roles,
            Database database,
            EventJournal journal,
            Health health,
            InstantSource clock) {
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
                        seat,
                        _ -> health.up(PanelKeeper.PART));
    }

    void watchedBy(Supervisor supervisor) {
        if (roles.contains(Role.INTAKE) || roles.contains(Role.WEB)) {
            supervisor.watch(PanelKeeper.PART, keeper::run);
        }
    }
}
