package vigilar.arming;

import java.time.Duration;
import java.util.Map;

/// How patient the panel is. The defaults are those of ANSI/SIA CP-01 as makers describe them; an
/// "EN-like" house also warns before it alarms when somebody leaves the entry path.
///
/// @param exitDelays how long one may leave, by mode; 0: armed at once
/// @param entryDelays how long one may take to disarm, by mode
/// @param abortWindow how long an alarm stays within the house, to be taken back; never for life
///   safety
/// @param siren how long it sounds
/// @param tripsUntilShutDown so many alarms of one zone in one armed period, then it is left out
///   (swinger shutdown)
/// @param homeWhenNobodyLeft AWAY becomes HOME if no way out was used (unvacated premises)
/// @param warnsOffPath leaving the entry path within the entry delay warns first, see
///   [#OFF_PATH_GRACE] (EN 50131)
public record PanelRules(
        Map<Mode, Duration> exitDelays,
        Map<Mode, Duration> entryDelays,
        Duration abortWindow,
        Duration siren,
        int tripsUntilShutDown,
        boolean homeWhenNobodyLeft,
        boolean warnsOffPath) {
    /// 255 s: the longest delay that makers allow; a longer one is no delay but a hole.
    public static final Duration LONGEST_DELAY = Duration.ofSeconds(255);

    /// 45 s: what CP-01 allows for.
    public static final Duration LONGEST_ABORT_WINDOW = Duration.ofSeconds(45);

    /// 15 min: what EN 50131 and most towns allow.
    public static final Duration LONGEST_SIREN = Duration.ofMinutes(15);

    /// 6: what CP-01 allows for.
    public static final int MOST_TRIPS = 6;

    /// 30 s from leaving the entry path to the alarm (EN 50131).
    static final Duration OFF_PATH_GRACE = Duration.ofSeconds(30);

    /// 48 h after its last alarm a zone that was shut down takes part again (what makers do), and
    /// so does a leak or tampering that was left out by hand in a house that nobody armed since.
    static final Duration OUT_FOR = Duration.ofDays(2);

    /// 30 min: a second zone within them confirms an alarm (DD 243).
    static final Duration CONFIRMS_WITHIN = Duration.ofMinutes(30);

    /// 60 s to leave, 30 s to disarm, 30 s to take an alarm back, a siren of 5 min.
    public static final PanelRules USUAL =
            new PanelRules(
                    Map.of(Mode.AWAY, Duration.ofSeconds(60)),
                    Map.of(
                            Mode.AWAY, Duration.ofSeconds(30),
                            Mode.HOME, Duration.ofSeconds(30),
                            Mode.NIGHT, Duration.ofSeconds(30)),
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(5),
                    2,
                    true,
                    false);

    public PanelRules {
        exitDelays = Map.copyOf(exitDelays);
        entryDelays = Map.copyOf(entryDelays);
        exitDelays.values().forEach(it -> within("an exit delay", it, LONGEST_DELAY));
        entryDelays.values().forEach(it -> within("an entry delay", it, LONGEST_DELAY));
        within("the abort window", abortWindow, LONGEST_ABORT_WINDOW);
        within("the siren", siren, LONGEST_SIREN);
        if (tripsUntilShutDown < 1 || tripsUntilShutDown > MOST_TRIPS) {
            throw new IllegalArgumentException(
                    "a zone is left out after 1 to %d alarms, not %d"
                            .formatted(MOST_TRIPS, tripsUntilShutDown));
        }
    }

    private static void within(String what, Duration is, Duration most) {
        if (is.isNegative() || is.compareTo(most) > 0) {
            throw new IllegalArgumentException(
                    "%s has 0 to %d s, not %d s".formatted(what, most.toSeconds(), is.toSeconds()));
        }
    }

    /// Time to leave in that mode.
    public Duration exitDelay(Mode mode) {
        return exitDelays.getOrDefault(mode, Duration.ZERO);
    }

    /// Time to disarm in that mode, by a zone that has none of its own.
    public Duration entryDelay(Mode mode) {
        return entryDelays.getOrDefault(mode, Duration.ZERO);
    }

    /// How long one may take to leave by that zone.
    Duration exitDelay(Zone zone, Mode mode) {
        return zone.exitDelays().getOrDefault(mode, exitDelay(mode));
    }

    /// How long one may take from opening that zone.
    Duration entryDelay(Zone zone, Mode mode) {
        return zone.entryDelays().getOrDefault(mode, entryDelay(mode));
    }
}
