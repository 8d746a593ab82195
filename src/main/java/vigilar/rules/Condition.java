package vigilar.rules;

import vigilar.arming.ArmState;
import vigilar.event.EventType;
import vigilar.event.Severity;
import vigilar.event.SourceId;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Set;

/// What must hold when an event happens. Pure values: [RuleWatch] looks whether they do.
public sealed interface Condition {
    /// All of these; of none: always.
    record All(List<Condition> parts) implements Condition {
        public All {
            parts = List.copyOf(parts);
        }
    }

    /// At least one of these.
    record Any(List<Condition> parts) implements Condition {
        public Any {
            parts = List.copyOf(parts);
        }
    }

    record Not(Condition part) implements Condition {}

    /// The event is of one of these types.
    record OfType(Set<EventType> types) implements Condition {
        public OfType {
            types = Set.copyOf(types);
        }
    }

    /// The event is at least that grave.
    record AtLeast(Severity least) implements Condition {}

    /// One of these devices says it.
    record From(Set<SourceId> sources) implements Condition {
        public From {
            sources = Set.copyOf(sources);
        }
    }

    /// The device that says it stands in one of these areas, as people named them, in any case.
    record InArea(Set<String> areas) implements Condition {
        public InArea {
            areas = Set.copyOf(areas);
        }
    }

    /// The alarm panel stood so before the event.
    record Armed(Set<ArmState> states) implements Condition {
        public Armed {
            states = Set.copyOf(states);
        }
    }

    /// Who is at home. Known of those only who were ever told to come or go.
    record Presence(Who who) implements Condition {}

    /// The two things that can be said of everybody together.
    enum Who {
        /// At least one person is at home.
        SOMEBODY,
        /// All who are known are away.
        NOBODY
    }

    /// One of these people is at home.
    record AtHome(Set<SourceId> people) implements Condition {
        public AtHome {
            people = Set.copyOf(people);
        }
    }

    /// On these days of the week, between these times of the house's clock. A time over midnight
    /// belongs to the day on which it began.
    ///
    /// @param from inclusive; the same as `to`: all day
    /// @param to exclusive
    record During(Set<DayOfWeek> days, LocalTime from, LocalTime to) implements Condition {
        public During {
            days = Set.copyOf(days);
        }

        boolean holds(ZonedDateTime at) {
            var time = at.toLocalTime();
            if (from.equals(to)) {
                return days.contains(at.getDayOfWeek());
            }
            if (from.isBefore(to)) {
                return !time.isBefore(from)
                        && time.isBefore(to)
                        && days.contains(at.getDayOfWeek());
            }
            return !time.isBefore(from)
                    ? days.contains(at.getDayOfWeek())
                    : time.isBefore(to) && days.contains(at.minusDays(1).getDayOfWeek());
        }
    }

    /// The event is the last of so many that met the condition within that time.
    ///
    /// @param times 2 to [#MOST_TIMES]
    /// @param within up to [#LONGEST]
    /// @param of counts nothing itself
    record Times(int times, Duration within, Condition of) implements Condition {
        /// 100: that many moments are remembered.
        public static final int MOST_TIMES = 100;

        /// A day: that far back is read at a start.
        public static final Duration LONGEST = Duration.ofDays(1);

        public Times {
            if (times < 2 || times > MOST_TIMES) {
                throw new IllegalArgumentException("2 to 100 times, not " + times);
            }
            if (of.memory().isPositive()) {
                throw new IllegalArgumentException("what is counted counts itself");
            }
            if (within.isNegative() || within.isZero() || within.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException("within 1 s to a day, not " + within);
            }
        }
    }

    /// How far back one must look to know whether it holds.
    default Duration memory() {
        return switch (this) {
            case All(var parts) -> longest(parts);
            case Any(var parts) -> longest(parts);
            case Not(var part) -> part.memory();
            case Times(_, var within, _) -> within;
            case OfType _, AtLeast _, From _, InArea _, Armed _, Presence _, AtHome _, During _ ->
                    Duration.ZERO;
        };
    }

    /// Whether only what rules themselves say could meet it, which sets off none: it never holds.
    default boolean isOfRulesOnly() {
        return switch (this) {
            case All(var parts) -> parts.stream().anyMatch(Condition::isOfRulesOnly);
            case Any(var parts) ->
                    !parts.isEmpty() && parts.stream().allMatch(Condition::isOfRulesOnly);
            case Times(_, _, var of) -> of.isOfRulesOnly();
            case OfType(var types) -> RuleSaid.TYPES.containsAll(types);
            case Not _, AtLeast _, From _, InArea _, Armed _, Presence _, AtHome _, During _ ->
                    false;
        };
    }

    private static Duration longest(List<Condition> parts) {
        return parts.stream().map(Condition::memory).max(Duration::compareTo).orElse(Duration.ZERO);
    }
}
