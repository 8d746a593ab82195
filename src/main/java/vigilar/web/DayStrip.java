package vigilar.web;

import vigilar.event.Severity;
import vigilar.journal.EventArchive.Slice;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Some days as thin bands of ticks, a tick for each quarter of an hour in which something
/// happened. Immutable; strip.js draws the same once the page is alive.
///
/// @param days the newest first
record DayStrip(List<Day> days) {
    /// Today and the six before: a week, and one screen.
    static final int DAYS = 7;

    static final Duration QUARTER = Duration.ofMinutes(15);

    /// 100 by 40 units each; the drawing is stretched to its place.
    static final int HEIGHT = 40;

    private static final int QUARTER_UNITS = 10;

    /// 6 of 40 units: a single event is still a visible tick.
    private static final int LOWEST = 6;

    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("EEEE, d MMMM", Locale.ENGLISH);

    /// @param units how many units wide: 960, and 920 or 1,000 when the clocks change
    record Day(LocalDate date, String name, String sentence, int units, List<Tick> ticks) {}

    /// @param x left edge in units
    /// @param height in units
    record Tick(Instant from, Instant to, int x, int height, Severity worst, String sentence) {}

    /// The strip of the days that end today.
    ///
    /// @param slices of 15 minutes since the first day's midnight
    static DayStrip of(List<Slice> slices, LocalDate today, ZoneId zone, Words words) {
        long most = slices.stream().mapToLong(Slice::count).max().orElse(1);
        var days = new ArrayList<Day>();
        for (int back = 0; back < DAYS; back++) {
            days.add(day(slices, today.minusDays(back), most, zone, words));
        }
        return new DayStrip(List.copyOf(days));
    }

    private static Day day(
            List<Slice> slices, LocalDate date, long most, ZoneId zone, Words words) {
        var begins = date.atStartOfDay(zone).toInstant();
        var ends = date.plusDays(1).atStartOfDay(zone).toInstant();
        var ours =
                slices.stream()
                        .filter(s -> !s.start().isBefore(begins) && s.start().isBefore(ends))
                        .toList();
        var ticks = ours.stream().map(slice -> tick(slice, begins, most, zone, words)).toList();
        var name = NAME.format(date);
        int units = (int) (Duration.between(begins, ends).dividedBy(QUARTER) * QUARTER_UNITS);
        return new Day(date, name, sentence(name, ours, words), units, ticks);
    }

    private static Tick tick(Slice slice, Instant begins, long most, ZoneId zone, Words words) {
        var to = slice.start().plus(QUARTER);
        int x = (int) (Duration.between(begins, slice.start()).dividedBy(QUARTER) * QUARTER_UNITS);
        var values =
                Map.of(
                        "from", CLOCK.format(slice.start().atZone(zone)),
                        "to", CLOCK.format(to.atZone(zone)),
                        "events", counted(slice.count(), words),
                        "severity", words.severity(slice.worst()).toLowerCase(Locale.ROOT));
        var sentence =
                words.say(slice.worst() == Severity.INFO ? "strip.quiet" : "strip.slice", values);
        return new Tick(slice.start(), to, x, height(slice.count(), most), slice.worst(), sentence);
    }

    /// Grows with the logarithm: a flood does not flatten the rest of the week.
    static int height(long count, long most) {
        if (most <= 1) {
            return HEIGHT / 2;
        }
        return LOWEST
                + (int)
                        Math.round(
                                (HEIGHT - LOWEST)
                                        * Math.log((double) count)
                                        / Math.log((double) most));
    }

    private static String sentence(String name, List<Slice> slices, Words words) {
        if (slices.isEmpty()) {
            return words.say("strip.emptyDay", Map.of("day", name));
        }
        long count = slices.stream().mapToLong(Slice::count).sum();
        var worst = slices.stream().map(Slice::worst).max(Severity::compareTo).orElseThrow();
        return words.say(
                "strip.day",
                Map.of(
                        "day", name,
                        "events", counted(count, words),
                        "severity", words.severity(worst).toLowerCase(Locale.ROOT)));
    }

    private static String counted(long count, Words words) {
        return count == 1
                ? words.say("strip.event")
                : words.say(
                        "strip.events", Map.of("n", String.format(Locale.ENGLISH, "%,d", count)));
    }
}
