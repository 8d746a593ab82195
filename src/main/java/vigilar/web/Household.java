package vigilar.web;

import vigilar.alerts.PushDesk;
import vigilar.arming.PanelDesk;
import vigilar.event.SourceId;
import vigilar.journal.EventArchive;
import vigilar.journal.EventJournal;
import vigilar.journal.Pins;
import vigilar.pictures.Album;
import vigilar.rules.RuleDesk;
import vigilar.rules.RuleLookback;
import vigilar.seen.Seen;
import vigilar.supervisor.Health;
import vigilar.timeline.Timeline;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// What the front door shows and changes; whoever wires the house fills it.
///
/// @param refusals the messages that intake refused, newest first, at most 200
/// @param metrics all figures in Prometheus' text format
/// @param howToPublish a command line that the empty page teaches: this room does not know the bus.
///   Asked for each page: the port may be known later than the page
/// @param album what the cameras saw
/// @param devices what is known of the devices of the house
/// @param pushDesk where browsers ask to be notified
/// @param pins which events stay whatever their age
/// @param seen what each person has looked at
/// @param panel where the alarm panel is asked
/// @param zones its zones as text
/// @param rules what the house does by itself
/// @param rulesBefore tries other rules on the past
/// @param householdCa where the household's own authority lies, if there is one
/// @param waysIn empty: an open house, where nobody signs in
public record Household(
        Timeline timeline,
        EventJournal journal,
        EventArchive archive,
        Health health,
        Supplier<List<RefusedMessage>> refusals,
        Supplier<String> metrics,
        Supplier<Optional<String>> howToPublish,
        Optional<WaysIn> waysIn,
        Optional<KnownDevices> devices,
        PushDesk pushDesk,
        Optional<Album> album,
        Optional<Pins> pins,
        Seen seen,
        PanelDesk panel,
        ZoneText zones,
        RuleDesk rules,
        RuleLookback rulesBefore,
        Path householdCa) {
    /// Where people say that devices stand.
    Map<SourceId, String> areas() {
        return devices.map(it -> it.plates().areas()).orElseGet(Map::of);
    }
}
