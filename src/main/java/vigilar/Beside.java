package vigilar;

import vigilar.access.Access;
import vigilar.access.DeviceTopics;
import vigilar.access.Devices;
import vigilar.access.People;
import vigilar.alerts.PushJobs;
import vigilar.bus.Bus;
import vigilar.bus.BusSettings;
import vigilar.bus.MqttBus;
import vigilar.cli.CannotStart;
import vigilar.cli.Ear;
import vigilar.cli.OpenDevices;
import vigilar.cli.OpenJournal;
import vigilar.cli.OpenPeople;
import vigilar.cli.OpenRules;
import vigilar.cli.Tried;
import vigilar.config.Settings;
import vigilar.intake.IntakeSettings;
import vigilar.intake.Trial;
import vigilar.journal.SqlArchive;
import vigilar.journal.SqlJournal;
import vigilar.names.Nameplates;
import vigilar.recorder.Roots;
import vigilar.storage.SqliteDatabase;
import vigilar.storage.StorageSettings;
import vigilar.storage.StoreCheck;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;

/// What the command line needs beside a house, running or not: the same rooms, opened by themselves
/// on its data folder and closed again.
final class Beside {
    private Beside() {}

    /// For the command line's `events`: reads beside the house that may be running.
    static OpenJournal openJournal(StorageSettings storage) {
        var database = openDatabase(storage);
        var journal = SqlJournal.open(database);
        return new OpenJournal(
                journal,
                new SqlArchive(database),
                new Nameplates(journal, database, Clock.systemUTC())::areas,
                database::close);
    }

    /// For the command line's `device`.
    static OpenDevices openDevices(Settings settings) {
        var database = openDatabase(settings.storage());
        var journal = SqlJournal.open(database, new PushJobs());
        return new OpenDevices(
                new Devices(journal, database, Clock.systemUTC()),
                topics(settings),
                database::close);
    }

    /// Below which topics the kinds of devices live in this house.
    static DeviceTopics topics(Settings settings) {
        var intake = settings.intake();
        return new DeviceTopics(
                settings.bus().prefix().value(),
                intake.zigbee2mqtt().orElse(IntakeSettings.USUAL_ZIGBEE2MQTT).value(),
                intake.frigate().orElse(IntakeSettings.USUAL_FRIGATE).value());
    }

    /// For the command line's `user`: what it changes is said on the timeline and by push, as if
    /// the house had done it.
    static OpenPeople openPeople(StorageSettings storage) {
        var database = openDatabase(storage);
        var journal = SqlJournal.open(database, new PushJobs());
        return new OpenPeople(
                new People(journal, database, Clock.systemUTC()),
                new Access(journal, database, Clock.systemUTC()),
                database::close);
    }

    /// For the command line's `rules`: what it changes the running house takes up at once.
    static OpenRules openRules(Settings settings) {
        var database = openDatabase(settings.storage());
        var journal = SqlJournal.open(database, new PushJobs());
        var clock = Clock.systemUTC();
        return new OpenRules(
                Guard.ruleDesk(settings, journal, database, clock),
                Guard.ruleLookback(journal, database, clock),
                database::close);
    }

    /// For the command line's `try`: reads what the house knows, if there is one, and stores
    /// nothing.
    static Tried trial(Settings settings, String topic, String payload, boolean retained) {
        var bytes = payload.getBytes(StandardCharsets.UTF_8);
        if (!SqliteDatabase.isThere(settings.storage())) {
            var trial = new Trial(settings.intake(), Optional.empty(), Clock.systemUTC());
            return TrialWords.of(trial.of(topic, bytes, retained), retained);
        }
        try (var database = SqliteDatabase.open(settings.storage())) {
            var trial = new Trial(settings.intake(), Optional.of(database), Clock.systemUTC());
            return TrialWords.of(trial.of(topic, bytes, retained), retained);
        }
    }

    private static SqliteDatabase openDatabase(StorageSettings storage) {
        demandHouse(storage);
        return SqliteDatabase.open(storage);
    }

    /// Looking must not found a house in a wrong folder.
    private static void demandHouse(StorageSettings storage) {
        if (!SqliteDatabase.isThere(storage)) {
            throw new CannotStart(
                    "there is no house in %s: name its data folder with --data DIR"
                            .formatted(storage.dataFolder()));
        }
    }

    /// For the command line's `check`: reads beside the house, and changes nothing.
    static StoreCheck check(StorageSettings storage) {
        demandHouse(storage);
        return Soundness.of(storage, false);
    }

    /// For the command line's `capture`: clients that the embedded broker knows by the house's own
    /// secret; with another broker the house's user.
    static Bus insiders(Settings settings) {
        if (settings.bus().external().isEmpty()) {
            demandHouse(settings.storage());
        }
        return devices(settings.bus());
    }

    /// How the house with these settings listens.
    static Ear ear(Settings settings) {
        var intake = settings.intake();
        return new Ear(
                new Roots(intake.prefix(), intake.zigbee2mqtt(), intake.frigate()),
                intake.filters(),
                IntakeSettings.settling());
    }

    /// For the demo and `replay`: clients that are ordinary devices.
    static Bus devices(BusSettings settings) {
        return new MqttBus(settings, settings::mqtt, Clock.systemUTC());
    }
}
