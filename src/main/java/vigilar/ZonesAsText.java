package vigilar;

import vigilar.arming.ZoneSettings;
import vigilar.config.Complaint;
import vigilar.config.Config;
import vigilar.web.ZoneText;

/// Zones in the form of the settings file, for the page that tries others.
///
/// @param zones as the house has them
record ZonesAsText(ZoneSettings.Panel zones) implements ZoneText {
    @Override
    public String now() {
        return Config.text(zones);
    }

    @Override
    public Read read(String text) {
        return switch (Config.read(text)) {
            case Config.Outcome.Understood(var config) -> new Read.Zones(config.settings().panel());
            case Config.Outcome.Refused(var complaints) ->
                    new Read.Wrong(complaints.stream().map(Complaint::toString).toList());
        };
    }
}
