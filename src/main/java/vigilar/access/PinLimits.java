package vigilar.access;

import vigilar.arming.Mode;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// What somebody may do with their PIN, and when.
///
/// @param arms in which ways they may arm
/// @param disarms whether they may disarm
/// @param days on which; a time over midnight belongs to the day on which it began
/// @param from time of day of the house; the same as `to`: all day long
/// @param to not included
/// @param lastDay the last day on which it holds; empty: for good
/// @param once it holds for one use
public record PinLimits(
        Set<Mode> arms,
        boolean disarms,
        Set<DayOfWeek> days,
        LocalTime from,
        LocalTime to,
        Optional<LocalDate> lastDay,
        boolean once) {
    /// Whoever lives here: everything, always.
    public static final PinLimits NONE =
            new PinLimits(
                    EnumSet.allOf(Mode.class),
                    true,
                    EnumSet.allOf(DayOfWeek.class),
                    LocalTime.MIDNIGHT,
                    LocalTime.MIDNIGHT,
                    Optional.empty(),
                    false);

    public PinLimits {
        arms = Set.copyOf(arms);
        days = Set.copyOf(days);
    }

    /// Whether it always disarms, whatever it arms.
    public boolean isForGood() {
        return disarms
                && days.size() == DayOfWeek.values().length
                && from.equals(to)
                && lastDay.isEmpty()
                && !once;
    }

    /// What somebody wants with a PIN.
    public sealed interface Want {
        record Arm(Mode mode) implements Want {}

        record Disarm() implements Want {}
    }

    /// Why that may not be, for the log of the house; empty: it may.
    ///
    /// @param now with the time zone of the house
    Optional<String> objection(Want want, ZonedDateTime now) {
        boolean may =
                switch (want) {
                    case Want.Arm(var mode) -> arms.contains(mode);
                    case Want.Disarm _ -> disarms;
                };
        if (!may) {
            return Optional.of(
                    switch (want) {
                        case Want.Arm(var mode) -> "may not arm " + mode;
                        case Want.Disarm _ -> "may not disarm";
                    });
        }
        var day = dayItBelongsTo(now);
        if (day.isEmpty()) {
            return Optional.of("may not at this time of day");
        }
        if (!days.contains(day.get().getDayOfWeek())) {
            return Optional.of("may not on this day of the week");
        }
        return lastDay.filter(day.get()::isAfter).map(last -> "might until " + last);
    }

    private Optional<LocalDate> dayItBelongsTo(ZonedDateTime now) {
        var today = now.toLocalDate();
        var time = now.toLocalTime();
        if (from.equals(to)) {
            return Optional.of(today);
        }
        if (from.isBefore(to)) {
            return Optional.of(today).filter(_ -> !time.isBefore(from) && time.isBefore(to));
        }
        return time.isBefore(to)
                ? Optional.of(today.minusDays(1))
                : Optional.of(today).filter(_ -> !time.isBefore(from));
    }
}
