package vigilar.web;

import vigilar.arming.ZoneSettings;

/// A house without zones, in which no text makes any.
public final class PaperZones implements ZoneText {
    @Override
    public String now() {
        return "[panel]\n";
    }

    @Override
    public Read read(String text) {
        return new Read.Zones(ZoneSettings.Panel.NONE);
    }
}
