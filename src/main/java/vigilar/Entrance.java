package vigilar;

import vigilar.access.Access;
import vigilar.access.AlarmPins;
import vigilar.access.Devices;
import vigilar.access.People;
import vigilar.arming.SilentAlerts;
import vigilar.config.Settings;
import vigilar.journal.EventJournal;
import vigilar.storage.Database;
import vigilar.web.WaysIn;

import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Supplier;

/// What a closed house needs to know who asks. Stands beside the wiring since it only brings the
/// rooms together.
final class Entrance {
    private Entrance() {}

    /// @param broker where devices reach the embedded broker
    /// @return empty for an open house, where nobody signs in and nobody has a PIN
    static Optional<WaysIn> of(
            Settings settings,
            Database database,
            EventJournal journal,
            InstantSource clock,
            Supplier<InetSocketAddress> broker) {
        return settings.web().open()
                ? Optional.empty()
                : Optional.of(
                        new WaysIn(
                                new Access(journal, database, clock),
                                new People(journal, database, clock),
                                new AlarmPins(journal, database, clock, ZoneId.systemDefault()),
                                new SilentAlerts(database),
                                DeviceDoor.desk(
                                        settings, new Devices(journal, database, clock), broker)));
    }
}
