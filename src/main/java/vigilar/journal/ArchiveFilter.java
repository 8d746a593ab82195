package vigilar.journal;

import vigilar.event.Event;
import vigilar.event.EventType;
import vigilar.event.Severity;
import vigilar.event.SourceId;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;

/// Which events somebody wants to see. Empty sets and empty options mean "any".
///
/// @param least the lowest severity wanted
/// @param from inclusive, by receive time
/// @param to exclusive, by receive time
/// @param timeOfDay only events within this part of the day
/// @param text a word or words looked for in source, type and payload, case-insensitive; empty:
///   anything
public record ArchiveFilter(
        Severity least,
        Set<EventType> types,
        Set<SourceId> sources,
        Optional<Instant> from,
        Optional<Instant> to,
        Optional<TimeOfDay> timeOfDay,
        String text) {

    /// Everything.
    public static final ArchiveFilter ALL = of(Set.of(), Set.of());

    /// All of these types and sources, whenever it was.
    public static ArchiveFilter of(Set<EventType> types, Set<SourceId> sources) {
        return new ArchiveFilter(
                Severity.INFO,
                types,
                sources,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "");
    }

    public ArchiveFilter {
        types = Set.copyOf(types);
        sources = Set.copyOf(sources);
    }

    /// A part of every day, possibly over midnight: 22:00 to 06:00.
    ///
    /// @param from inclusive
    /// @param to exclusive; before `from` means the next morning
    public record TimeOfDay(LocalTime from, LocalTime to, ZoneId zone) {
        /// True if the wall clock in that zone is within.
        public boolean holds(Instant at) {
            var time = at.atZone(zone).toLocalTime();
            return from.isBefore(to)
                    ? !time.isBefore(from) && time.isBefore(to)
                    : !time.isBefore(from) || time.isBefore(to);
        }
    }

    /// True if the stream filters (severity, type, source) let the event through; the others are
    /// for history.
    public boolean admits(Event event) {
        return event.severity().compareTo(least) >= 0
                && (types.isEmpty() || types.contains(event.type()))
                && (sources.isEmpty() || sources.contains(event.source()));
    }
}
