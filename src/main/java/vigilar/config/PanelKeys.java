package vigilar.config;

import vigilar.arming.Mode;
import vigilar.arming.PanelRules;
import vigilar.arming.ZoneSettings;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;

/// The settings of the alarm panel as a whole; its zones are blocks of their own.
final class PanelKeys {
    static final Key<Long> EXIT_DELAY =
            new Key<>(
                    "panel.exit_delay",
                    "",
                    Kind.seconds(PanelRules.LONGEST_DELAY),
                    "`60`",
                    "Seconds to leave after arming away, 0 to 255; below 45 many a false alarm"
                            + " begins. Home and night are armed at once.");
    static final Key<Long> ENTRY_DELAY =
            new Key<>(
                    "panel.entry_delay",
                    "",
                    Kind.seconds(PanelRules.LONGEST_DELAY),
                    "`30`; EN-like: `45`",
                    "Seconds to disarm after coming in by a way in, 0 to 255 (EN-like: 45 at most)."
                            + " A zone may have its own.");
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
            List.of(EXIT_DELAY, ENTRY_DELAY, ABORT_WINDOW, SIREN, EN_LIKE, STAY_HOME);

    /// 45 s: the longest entry time of EN 50131.
    private static final Duration LONGEST_EN_ENTRY = Duration.ofSeconds(45);

    private PanelKeys() {}

    /// As it could stand in the file.
    static String toml(PanelRules rules) {
        return """
        [panel]
        %s = %d
        %s = %d
        %s = %d
        %s = %d
        %s = %s
        %s = %s
        """
                .formatted(
                        EXIT_DELAY.leaf(),
                        rules.exitDelay(Mode.AWAY).toSeconds(),
                        ENTRY_DELAY.leaf(),
                        rules.entryDelay(Mode.AWAY).toSeconds(),
                        ABORT_WINDOW.leaf(),
                        rules.abortWindow().toSeconds(),
                        SIREN.leaf(),
                        rules.siren().toSeconds(),
                        EN_LIKE.leaf(),
                        rules.warnsOffPath(),
                        STAY_HOME.leaf(),
                        rules.homeWhenNobodyLeft());
    }

    static ZoneSettings.Panel read(Values values) {
        var usual = PanelRules.USUAL;
        boolean en = values.get(EN_LIKE).orElse(false);
        var entry =
                values.get(ENTRY_DELAY)
                        .map(Duration::ofSeconds)
                        .orElse(en ? LONGEST_EN_ENTRY : Duration.ofSeconds(30));
        if (en && entry.compareTo(LONGEST_EN_ENTRY) > 0) {
            entry = LONGEST_EN_ENTRY;
        }
        var entries = new HashMap<Mode, Duration>();
        for (var mode : Mode.values()) {
            entries.put(mode, entry);
        }
        var exits = new HashMap<>(usual.exitDelays());
        values.get(EXIT_DELAY).ifPresent(it -> exits.put(Mode.AWAY, Duration.ofSeconds(it)));
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
        var longest = en ? LONGEST_EN_ENTRY : PanelRules.LONGEST_DELAY;
        return new ZoneSettings.Panel(
                rules,
                values.zones().stream()
                        .map(Values.ZoneBlock::zone)
                        .map(it -> new ZoneSettings(it.zone().within(longest), it.devices()))
                        .toList());
    }
}
