package vigilar.web;

import vigilar.event.EventType;
import vigilar.event.SourceId;
import vigilar.intake.HeardDevice;
import vigilar.journal.EventArchive;
import vigilar.names.Nameplate;
import vigilar.rules.Rule;
import vigilar.rules.RuleNames;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What rules call by a name that the house never heard: a device that is still to come, or a
/// letter too few, in which case the rule never acts, and nobody would notice.
final class NeverHeard {
    /// 20 are told: who mistook more of them begins with these.
    private static final int MOST_TOLD = 20;

    private final Optional<KnownDevices> devices;
    private final EventArchive archive;
    private final Words words = Words.english();

    /// @param devices empty: this part of the house knows none
    NeverHeard(Optional<KnownDevices> devices, EventArchive archive) {
        this.devices = devices;
        this.archive = archive;
    }

    /// In words, in the order of the rules; may be wrong about what was forgotten since.
    List<String> in(List<Rule> rules) {
        if (rules.isEmpty()) {
            return List.of();
        }
        var known = archive.known();
        var sources = new HashSet<>(known.sources());
        var areas = new HashSet<String>();
        devices.ifPresent(it -> learn(it, sources, areas));
        var types = Set.copyOf(known.types());
        boolean knowsAllSources = known.sources().size() < EventArchive.MOST_KNOWN;
        var told = new ArrayList<String>();
        for (var rule : rules) {
            var names = RuleNames.of(rule);
            var unheard = new ArrayList<String>();
            if (knowsAllSources) {
                names.sources().stream()
                        .filter(it -> !sources.contains(it))
                        .map(SourceId::value)
                        .sorted()
                        .map("nothing was heard yet of %s"::formatted)
                        .forEach(unheard::add);
            }
            names.areas().stream()
                    .filter(it -> devices.isPresent() && !areas.contains(small(it)))
                    .sorted()
                    .map("no device stands yet in %s"::formatted)
                    .forEach(unheard::add);
            names.types().stream()
                    .filter(it -> !words.knows(it) && !types.contains(it))
                    .map(EventType::name)
                    .sorted()
                    .map("nothing was called %s yet"::formatted)
                    .forEach(unheard::add);
            unheard.forEach(it -> told.add(rule.name() + ": " + it));
        }
        return told.stream().limit(MOST_TOLD).toList();
    }

    private static void learn(KnownDevices known, Set<SourceId> sources, Set<String> areas) {
        var heard = known.log().devices();
        heard.stream().map(HeardDevice::source).forEach(sources::add);
        Stream.concat(
                        heard.stream().map(HeardDevice::area),
                        known.plates().all().values().stream().map(Nameplate::area))
                .map(NeverHeard::small)
                .forEach(areas::add);
    }

    private static String small(String area) {
        return area.toLowerCase(Locale.ROOT);
    }
}
