package vigilar.config;

import vigilar.arming.Mode;
import vigilar.arming.PanelRules;
import vigilar.arming.ZoneSettings;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The settings of the alarm panel as a whole; its zones are blocks of their own.
final class PanelKeys {
    static final Key<Long> EXIT_DELAY =
            new Key<>(
                    "panel.exit_delay",
                    "",
                    Kind.seconds(PanelRules.LONGEST_DELAY),
                    "`60`",
                    "Seconds to leave after arming away, 0 to 255; below 45 many a false alarm"
                            + " begins.");
    static final Key<Long> EXIT_DELAY_HOME =
            new Key<>(
                    "panel.exit_delay_home",
                    "",
                    Kind.seconds(PanelRules.LONGEST_DELAY),
                    "`0`: at once",
                    "The same after arming home.");
    static final Key<Long> EXIT_DELAY_NIGHT =
            new Key<>(
                    "panel.exit_delay_night",
                    "",
                    Kind.seconds(PanelRules.LONGEST_DELAY),
                    "`0`: at once",
                    "The same after arming night.");
    static final Key<Long> ENTRY_DELAY =
            new Key<>(
                    "panel.entry_delay",
                    "",
                    Kind.seconds(PanelRules.LONGEST_DELAY),
                    "`30`; EN-like: `45`",
                    "Seconds to disarm after coming in by a way in, 0 to 255 (EN-like: 45 at most)."
                            + " A zone may have its own.");
    static final Key<Long> ENTRY_DELAY_HOME =
            new Key<>(
                    "panel.entry_delay_home",
                    "",
                    Kind.seconds(PanelRules.LONGEST_DELAY),
                    "`panel.entry_delay`",
                    "The same while the house is armed home.");
    static final Key<Long> ENTRY_DELAY_NIGHT =
            new Key<>(
                    "panel.entry_delay_night",
                    "",
                    Kind.seconds(PanelRules.LONGEST_DELAY),
                    "`panel.entry_delay`",
                    "The same while the house is armed night.");
    static final Key<Long> ABORT_WINDOW =
            new Key<>(
                    "panel.abort_window",
                    "",
                    Kind.seconds(PanelRules.LONGEST_ABORT_WINDOW),
                    "`30`",
                    "Seconds in which an alarm can be taken back before phones are told, 0 to 45."
                            + " Smoke, gas and calls for help never wait.");
    static final Key<Long> SIREN =
            new Key<>(
                    "panel.siren",
                    "",
                    Kind.seconds(PanelRules.LONGEST_SIREN),
                    "`300`",
                    "Seconds that an alarm sounds, at most 900.");
    static final Key<Boolean> EN_LIKE =
            new Key<>(
                    "panel.en_like",
                    "",
                    Kind.YES_OR_NO,
                    "`false`",
                    "Behave as EN 50131 asks: at most 45 s to disarm, and whoever leaves the way in"
                            + " is warned first. Not a certificate.");
    static final Key<Boolean> STAY_HOME =
            new Key<>(
                    "panel.home_when_nobody_leaves",
                    "",
                    Kind.YES_OR_NO,
                    "`true`",
                    "Armed away, and no way out was used: then it becomes home.");

    static final List<Key<?>> ALL =
            List.of(
                    EXIT_DELAY,
                    EXIT_DELAY_HOME,
                    EXIT_DELAY_NIGHT,
                    ENTRY_DELAY,
                    ENTRY_DELAY_HOME,
                    ENTRY_DELAY_NIGHT,
                    ABORT_WINDOW,
                    SIREN,
                    EN_LIKE,
                    STAY_HOME);

    /// 45 s: the longest entry time of EN 50131.
    private static final Duration LONGEST_EN_ENTRY = Duration.ofSeconds(45);

    private static final Duration USUAL_ENTRY = PanelRules.USUAL.entryDelay(Mode.AWAY);

    private PanelKeys() {}

    private static Key<Long> exit(Mode mode) {
        return switch (mode) {
            case AWAY -> EXIT_DELAY;
            case HOME -> EXIT_DELAY_HOME;
            case NIGHT -> EXIT_DELAY_NIGHT;
        };
    }

    private static Key<Long> entry(Mode mode) {
        return switch (mode) {
            case AWAY -> ENTRY_DELAY;
            case HOME -> ENTRY_DELAY_HOME;
            case NIGHT -> ENTRY_DELAY_NIGHT;
        };
    }

    /// What holds, of each key.
    static Map<Key<?>, Object> inForce(PanelRules rules) {
        var all = new HashMap<Key<?>, Object>();
        for (var mode : Mode.values()) {
            all.put(exit(mode), rules.exitDelay(mode).toSeconds());
            all.put(entry(mode), rules.entryDelay(mode).toSeconds());
        }
        all.put(ABORT_WINDOW, rules.abortWindow().toSeconds());
        all.put(SIREN, rules.siren().toSeconds());
        all.put(EN_LIKE, rules.warnsOffPath());
        all.put(STAY_HOME, rules.homeWhenNobodyLeft());
        return all;
    }

    /// As it could stand in the file.
    static String toml(PanelRules rules) {
        var values = inForce(rules);
        return ALL.stream()
                .map(key -> key.leaf() + " = " + values.get(key) + "\n")
                .collect(Collectors.joining("", "[panel]\n", ""));
    }

    static ZoneSettings.Panel read(Values values) {
        var usual = PanelRules.USUAL;
        boolean en = values.get(EN_LIKE).orElse(false);
        var longest = en ? LONGEST_EN_ENTRY : PanelRules.LONGEST_DELAY;
        long usualEntry =
                values.get(ENTRY_DELAY)
                        .orElse(en ? LONGEST_EN_ENTRY.toSeconds() : USUAL_ENTRY.toSeconds());
        var entries = new HashMap<Mode, Duration>();
        var exits = new HashMap<Mode, Duration>();
        for (var mode : Mode.values()) {
            var entry = Duration.ofSeconds(values.get(entry(mode)).orElse(usualEntry));
            entries.put(mode, entry.compareTo(longest) > 0 ? longest : entry);
            exits.put(
                    mode,
                    values.get(exit(mode)).map(Duration::ofSeconds).orElse(usual.exitDelay(mode)));
        }
        var rules =
                new PanelRules(
                        exits,
                        entries,
                        values.get(ABORT_WINDOW)
                                .map(Duration::ofSeconds)
                                .orElse(usual.abortWindow()),
                        values.get(SIREN).map(Duration::ofSeconds).orElse(usual.siren()),
                        usual.tripsUntilShutDown(),
                        values.get(STAY_HOME).orElse(usual.homeWhenNobodyLeft()),
                        en);
        return new ZoneSettings.Panel(
                rules,
                values.zones().stream()
                        .map(Values.ZoneBlock::zone)
                        .map(it -> it.within(longest))
                        .toList());
    }
}
