package vigilar.config;

import vigilar.alerts.PushSettings;
import vigilar.arming.ZoneSettings;
import vigilar.bus.BusSettings;
import vigilar.intake.IntakeSettings;
import vigilar.journal.KeepingSettings;
import vigilar.keypad.KeypadSettings;
import vigilar.pictures.PictureSettings;
import vigilar.storage.StorageSettings;
import vigilar.web.WebSettings;

/// What the house was told, checked: the record of each room.
///
/// @param nightlyBackup copy the house every night
/// @param keeping how long events stay
/// @param panel the alarm panel and its zones
/// @param keypads the panel on the bus
public record Settings(
        StorageSettings storage,
        BusSettings bus,
        IntakeSettings intake,
        WebSettings web,
        PushSettings push,
        PictureSettings pictures,
        boolean nightlyBackup,
        KeepingSettings keeping,
        ZoneSettings.Panel panel,
        KeypadSettings keypads) {

    /// This house, listening as another one does: to its prefix, its producers and its devices.
    public Settings listeningAs(Settings other) {
        return new Settings(
                storage,
                new BusSettings(
                        other.bus.prefix(),
                        bus.dataFolder(),
                        bus.mqtt(),
                        bus.open(),
                        bus.external(),
                        bus.deviceRate()),
                other.intake,
                web,
                push,
                pictures,
                nightlyBackup,
                keeping,
                panel,
                keypads);
    }
}
