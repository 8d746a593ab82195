package vigilar.web;

import vigilar.access.PinHolder;
import vigilar.access.PinLimits;
import vigilar.arming.Mode;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The form for a PIN as it stands on the page: empty, with what somebody may do, or with what was
/// typed and refused, so that nobody gives more than they chose. The PINs themselves never come
/// back.
///
/// @param name whom it is for, as typed
/// @param instead whether they have one, whose place it takes
/// @param duress whether there is to be one for use under threat
/// @param from as typed, as are `to` and `lastDay`
/// @param again whether it was refused, and with it the PINs that were typed
record PinForm(
        String name,
        boolean instead,
        boolean duress,
        boolean disarms,
        Set<Mode> arms,
        Set<DayOfWeek> days,
        String from,
        String to,
        String lastDay,
        boolean once,
        boolean again) {
    static final PinForm EMPTY =
            new PinForm(
                    "",
                    false,
                    false,
                    true,
                    EnumSet.allOf(Mode.class),
                    EnumSet.allOf(DayOfWeek.class),
                    "",
                    "",
                    "",
                    false,
                    false);

    PinForm {
        arms = Set.copyOf(arms);
        days = Set.copyOf(days);
    }

    /// For another PIN of somebody, with the limits of the one that they have.
    static PinForm of(PinHolder holder) {
        var limits = holder.limits();
        boolean always = limits.from().equals(limits.to());
        return new PinForm(
                holder.name().value(),
                true,
                holder.duress(),
                limits.disarms(),
                limits.arms(),
                limits.days(),
                always ? "" : limits.from().toString(),
                always ? "" : limits.to().toString(),
                limits.lastDay().map(LocalDate::toString).orElse(""),
                limits.once(),
                false);
    }

    static PinForm posted(Visit visit) {
        return new PinForm(
                visit.field("name"),
                visit.field("instead").equals("yes"),
                !visit.field("duress").isEmpty(),
                visit.field("disarms").equals("yes"),
                ticked(visit, "arms_", Mode.values()),
                ticked(visit, "on_", DayOfWeek.values()),
                visit.field("from"),
                visit.field("to"),
                visit.field("last_day"),
                visit.field("once").equals("yes"),
                true);
    }

    private static <T extends Enum<T>> Set<T> ticked(Visit visit, String prefix, T[] all) {
        return Arrays.stream(all)
                .filter(it -> visit.field(prefix + it.name()).equals("yes"))
                .collect(Collectors.toUnmodifiableSet());
    }

    /// Empty when they make no sense.
    Optional<PinLimits> limits() {
        if ((arms.isEmpty() && !disarms) || days.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new PinLimits(
                            arms,
                            disarms,
                            days,
                            time(from),
                            time(to),
                            lastDay.isEmpty()
                                    ? Optional.empty()
                                    : Optional.of(LocalDate.parse(lastDay)),
                            once));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    private static LocalTime time(String text) {
        return text.isEmpty() ? LocalTime.MIDNIGHT : LocalTime.parse(text);
    }

    /// Whether there is something to be seen where the limits stand folded away.
    boolean isLimited() {
        return !limits().equals(Optional.of(PinLimits.NONE));
    }
}
