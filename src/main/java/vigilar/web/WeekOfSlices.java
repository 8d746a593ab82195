package vigilar.web;

import vigilar.journal.ArchiveFilter;
import vigilar.journal.EventArchive;
import vigilar.journal.EventArchive.Slice;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;

/// The quarter hours of a week for the day strip. Counting a week of a busy house reads many rows,
/// so both parts are kept for a while. Safe for any number of threads.
final class WeekOfSlices {
    /// 10 s: the strip is an overview; a page that is alive counts the newest events by itself.
    private static final Duration TODAY_KEPT = Duration.ofSeconds(10);

    /// 10 minutes: days that are over only change by retention.
    private static final Duration PAST_KEPT = Duration.ofMinutes(10);

    private record Counted(LocalDate today, Instant at, List<Slice> slices) {
        boolean isFresh(LocalDate day, Instant now, Duration kept) {
            return today.equals(day)
                    && !now.isBefore(at)
                    && Duration.between(at, now).compareTo(kept) < 0;
        }
    }

    private final EventArchive archive;
    private final ZoneId zone;
    private Counted past = new Counted(LocalDate.MIN, Instant.MIN, List.of());
    private Counted current = new Counted(LocalDate.MIN, Instant.MIN, List.of());

    WeekOfSlices(EventArchive archive, ZoneId zone) {
        this.archive = archive;
        this.zone = zone;
    }

    /// The slices of the week that ends today, oldest first. One caller counts while others wait:
    /// they want the same answer.
    synchronized List<Slice> slices(Instant now) {
        var today = now.atZone(zone).toLocalDate();
        var midnight = today.atStartOfDay(zone).toInstant();
        if (!past.isFresh(today, now, PAST_KEPT)) {
            var first = today.minusDays(DayStrip.DAYS - 1).atStartOfDay(zone).toInstant();
            past = new Counted(today, now, counted(first, midnight));
        }
        if (!current.isFresh(today, now, TODAY_KEPT)) {
            var end = today.plusDays(1).atStartOfDay(zone).toInstant();
            current = new Counted(today, now, counted(midnight, end));
        }
        return Stream.concat(past.slices().stream(), current.slices().stream()).toList();
    }

    private List<Slice> counted(Instant from, Instant to) {
        return archive.slices(from, to, DayStrip.QUARTER, ArchiveFilter.ALL);
    }
}
