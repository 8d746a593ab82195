package vigilar.web;

import vigilar.arming.ZoneSettings;

import java.util.List;

/// The zones of the house as the text that stands in its settings, for people who try others. This
/// room knows neither that form nor the file; whoever wires the house does.
public interface ZoneText {
    /// As the house has them now.
    String now();

    /// Never throws, whatever the text.
    Read read(String text);

    /// What came of reading.
    sealed interface Read {
        record Zones(ZoneSettings.Panel zones) implements Read {}

        /// @param complaints at least one, each a line for people
        record Wrong(List<String> complaints) implements Read {
            public Wrong {
                complaints = List.copyOf(complaints);
            }
        }
    }
}
