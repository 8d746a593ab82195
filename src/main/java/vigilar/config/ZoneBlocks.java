package vigilar.config;

import vigilar.arming.CrossZoning;
import vigilar.arming.Mode;
import vigilar.arming.PanelRules;
import vigilar.arming.Zone;
import vigilar.arming.ZoneId;
import vigilar.arming.ZoneKind;
import vigilar.arming.ZoneSettings;
import vigilar.event.SourceId;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads `[[zone]]`: what each part of the house means to the alarm panel.
final class ZoneBlocks {
    static final String NAME = "zone";

    private static final String EXIT = "exit_delay";

    private static final String ENTRY = "entry_delay";

    /// 10 min: two zones farther apart in time have nothing to do with each other.
    private static final long LONGEST_TOGETHER = 600;

    private static final int MOST_TOGETHER = 10;

    /// 1 year: a room that nobody enters for longer needs no watch.
    private static final long MOST_DAYS = 365;

    /// 40 characters: no area that people name is longer.
    private static final int LONGEST_AREA = 40;

    /// A key of a block: a row of the reference.
    private record Row(String key, String value, String standard, String meaning) {}

    private static final List<Row> ROWS =
            List.of(
                    new Row("name", "\"word\"", "needed", "What it is called, one plain word."),
                    new Row(
                            "devices",
                            "\"id\" or list",
                            "needed without `areas`",
                            "The devices in it, as *What I hear* lists them."),
                    new Row(
                            "areas",
                            "\"text\" or list",
                            "none",
                            "Areas as people name them on *What I hear*; of the devices that stand"
                                    + " there and that no zone names, doors and windows are in it,"
                                    + " or motion where it is `interior`. Not for `always`."),
                    new Row(
                            "kind",
                            "\"word\"",
                            "needed",
                            "`entry` (a way in and out), `instant` (a window, another door),"
                                    + " `interior` (inside) or `always` (whether armed or not)."),
                    new Row(
                            "modes",
                            "list",
                            "all; `interior`: away",
                            "In which it takes part: `home`, `away`, `night`."),
                    new Row(
                            "exit_delay",
                            "seconds",
                            "that of `[panel]`",
                            "Its own time to leave by it after arming away, 0 to 255. The house"
                                    + " waits for the slowest way out. For `entry`."),
                    new Row(
                            "exit_delay_home",
                            "seconds",
                            "that of `[panel]`",
                            "The same after arming home."),
                    new Row(
                            "exit_delay_night",
                            "seconds",
                            "that of `[panel]`",
                            "The same after arming night."),
                    new Row(
                            "entry_delay",
                            "seconds",
                            "those of `[panel]`",
                            "Its own time to disarm, 0 to 255, in whichever way the house is"
                                    + " armed."),
                    new Row(
                            "entry_delay_home",
                            "seconds",
                            "`entry_delay`",
                            "The same while the house is armed home."),
                    new Row(
                            "entry_delay_away",
                            "seconds",
                            "`entry_delay`",
                            "The same while the house is armed away."),
                    new Row(
                            "entry_delay_night",
                            "seconds",
                            "`entry_delay`",
                            "The same while the house is armed night."),
                    new Row(
                            "last_door",
                            "true or false",
                            "`false`",
                            "Closing it after leaving arms at once. For `entry`."),
                    new Row(
                            "chime",
                            "true or false",
                            "`false`",
                            "Opening it while disarmed is told."),
                    new Row(
                            "motion_days",
                            "number",
                            "none",
                            "When a motion detector in it has told no motion for so many days of a"
                                    + " disarmed house, 1 to 365, that is told"
                                    + " (`MOTION_MISSING`). For `interior`."),
                    new Row(
                            "together",
                            "\"word\"",
                            "none",
                            "The name of a group: of what is `instant` or `interior` in it only"
                                    + " several are an alarm. An `entry` counts for them and still"
                                    + " begins the time to disarm by itself."),
                    new Row("needed", "number", "`2`", "How many of the group, 2 to 10."),
                    new Row("within", "seconds", "`60`", "Within which time, 1 to 600."));

    private final Values values;

    ZoneBlocks(Values values) {
        this.values = values;
    }

    void read(TomlBlock block) {
        block.knows(ROWS.stream().map(Row::key).toList());
        var id = block.needed("name", ZoneBlocks::id);
        var kind = block.needed("kind", ZoneBlocks::kind);
        var devices = Set.copyOf(block.texts("devices", ZoneBlocks::source));
        var areas = Set.copyOf(block.texts("areas", ZoneBlocks::area));
        if (!block.has("devices") && !block.has("areas")) {
            block.complain("", "devices is missing");
        }
        var modes = block.texts("modes", ZoneBlocks::mode);
        var exits = exitDelays(block);
        var entries = entryDelays(block);
        var lastDoor = block.flag("last_door");
        var chime = block.flag("chime");
        var motion = block.number("motion_days", 1, MOST_DAYS).map(Duration::ofDays);
        var group = group(block);
        if (!block.isWell() || id.isEmpty() || kind.isEmpty()) {
            return;
        }
        try {
            var zone =
                    new Zone(
                            id.get(),
                            kind.get(),
                            modes.isEmpty() ? usualModes(kind.get()) : Set.copyOf(modes),
                            exits,
                            entries,
                            lastDoor,
                            chime,
                            group);
            var settings = new ZoneSettings(zone, devices, areas, motion);
            values.add(new Values.ZoneBlock(settings, block.where()));
        } catch (IllegalArgumentException wrong) {
            block.complain("", String.valueOf(wrong.getMessage()));
        }
    }

    /// Without a word of the way of arming it is away, as in `[panel]`.
    private static Map<Mode, Duration> exitDelays(TomlBlock block) {
        var delays = new EnumMap<Mode, Duration>(Mode.class);
        for (var mode : Mode.values()) {
            delay(block, exit(mode)).ifPresent(it -> delays.put(mode, it));
        }
        return delays;
    }

    private static String exit(Mode mode) {
        return mode == Mode.AWAY ? EXIT : EXIT + of(mode);
    }

    /// Without a word of the way of arming it is each of them.
    private static Map<Mode, Duration> entryDelays(TomlBlock block) {
        var delays = new EnumMap<Mode, Duration>(Mode.class);
        var all = delay(block, ENTRY);
        for (var mode : Mode.values()) {
            delay(block, ENTRY + of(mode)).or(() -> all).ifPresent(it -> delays.put(mode, it));
        }
        return delays;
    }

    private static String of(Mode mode) {
        return "_" + mode.name().toLowerCase(Locale.ROOT);
    }

    private static Optional<Duration> delay(TomlBlock block, String key) {
        return block.number(key, 0, PanelRules.LONGEST_DELAY.toSeconds()).map(Duration::ofSeconds);
    }

    private static Set<Mode> usualModes(ZoneKind kind) {
        return kind == ZoneKind.INTERIOR ? EnumSet.of(Mode.AWAY) : EnumSet.allOf(Mode.class);
    }

    private static Optional<CrossZoning> group(TomlBlock block) {
        var needed = block.number("needed", 2, MOST_TOGETHER);
        var within = block.number("within", 1, LONGEST_TOGETHER);
        return block.text("together", it -> it)
                .map(
                        name ->
                                new CrossZoning(
                                        name,
                                        needed.orElse(2L).intValue(),
                                        Duration.ofSeconds(within.orElse(60L))));
    }

    private static ZoneId id(String text) {
        if (!ZoneId.looksRight(text) || text.contains(".")) {
            throw new IllegalArgumentException(
                    "expected one plain word such as front-door, found '" + text + "'");
        }
        return new ZoneId(text);
    }

    private static SourceId source(String text) {
        if (!SourceId.looksRight(text)) {
            throw new IllegalArgumentException(
                    "expected the id of a device as on the page What I hear, found '" + text + "'");
        }
        return new SourceId(text);
    }

    private static String area(String text) {
        if (text.isBlank() || !text.equals(text.strip()) || text.length() > LONGEST_AREA) {
            throw new IllegalArgumentException(
                    "expected the name of an area as on the page What I hear, found '"
                            + text
                            + "'");
        }
        return text;
    }

    private static ZoneKind kind(String text) {
        return switch (text) {
            case "entry" -> ZoneKind.ENTRY_EXIT;
            case "instant" -> ZoneKind.INSTANT;
            case "interior" -> ZoneKind.INTERIOR;
            case "always" -> ZoneKind.ALWAYS;
            default ->
                    throw new IllegalArgumentException(
                            "expected entry, instant, interior or always, found '" + text + "'");
        };
    }

    private static String word(ZoneKind kind) {
        return switch (kind) {
            case ENTRY_EXIT -> "entry";
            case INSTANT -> "instant";
            case INTERIOR -> "interior";
            case ALWAYS -> "always";
            case LIFE_SAFETY -> throw new IllegalArgumentException("nobody sets that up");
        };
    }

    private static Mode mode(String text) {
        return Mode.named(text)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "expected home, away or night, found '" + text + "'"));
    }

    /// Two zones of one name, and groups that could never be an alarm.
    static List<Complaint> contradictions(Values values) {
        var complaints = new ArrayList<Complaint>();
        var names = new HashSet<ZoneId>();
        var groups = new HashMap<String, List<Values.ZoneBlock>>();
        for (var block : values.zones()) {
            var zone = block.zone().zone();
            if (!names.add(zone.id())) {
                complaints.add(
                        new Complaint(
                                block.where(), "zone.name: two zones are called " + zone.id()));
            }
            zone.group()
                    .ifPresent(
                            it ->
                                    groups.computeIfAbsent(it.name(), _ -> new ArrayList<>())
                                            .add(block));
        }
        groups.forEach((name, blocks) -> group(name, blocks).ifPresent(complaints::add));
        return complaints;
    }

    private static Optional<Complaint> group(String name, List<Values.ZoneBlock> blocks) {
        var kinds = blocks.stream().map(it -> it.zone().zone().group().orElseThrow()).distinct();
        if (kinds.count() > 1) {
            return Optional.of(
                    new Complaint(
                            blocks.getLast().where(),
                            "zone.together: the zones of "
                                    + name
                                    + " say different things of needed or within"));
        }
        var needed = blocks.getFirst().zone().zone().group().orElseThrow().needed();
        return needed <= blocks.size()
                ? Optional.empty()
                : Optional.of(
                        new Complaint(
                                blocks.getFirst().where(),
                                "zone.together: %s needs %d zones and has %d: never together"
                                        .formatted(name, needed, blocks.size())));
    }

    /// The block as it could stand in the file, with where it does.
    static String toml(Values.ZoneBlock block) {
        return toml(block.zone(), "  # " + block.where());
    }

    /// The same of zones that stand nowhere.
    static String toml(ZoneSettings zone) {
        return toml(zone, "");
    }

    private static String toml(ZoneSettings settings, String where) {
        var zone = settings.zone();
        var page = new StringBuilder("\n[[zone]]").append(where).append('\n');
        page.append("name = ").append(ConfigPage.quoted(zone.id().value())).append('\n');
        list("devices", settings.devices().stream().map(SourceId::value), page);
        list("areas", settings.areas().stream(), page);
        page.append("kind = ").append(ConfigPage.quoted(word(zone.kind()))).append('\n');
        list("modes", zone.modes().stream().map(it -> it.name().toLowerCase(Locale.ROOT)), page);
        delays(zone, page);
        page.append("last_door = ").append(zone.armsOnClose()).append('\n');
        page.append("chime = ").append(zone.chimes()).append('\n');
        settings.motionWithin()
                .ifPresent(it -> page.append("motion_days = ").append(it.toDays()).append('\n'));
        zone.group()
                .ifPresent(
                        it ->
                                page.append("together = ")
                                        .append(ConfigPage.quoted(it.name()))
                                        .append("\nneeded = ")
                                        .append(it.needed())
                                        .append("\nwithin = ")
                                        .append(it.within().toSeconds())
                                        .append('\n'));
        return page.toString();
    }

    private static void delays(Zone zone, StringBuilder page) {
        new TreeMap<>(zone.exitDelays()).forEach((mode, it) -> delay(exit(mode), it, page));
        var entries = new TreeMap<>(zone.entryDelays());
        if (entries.size() == Mode.values().length && Set.copyOf(entries.values()).size() == 1) {
            delay(ENTRY, entries.firstEntry().getValue(), page);
        } else {
            entries.forEach((mode, it) -> delay(ENTRY + of(mode), it, page));
        }
    }

    private static void delay(String key, Duration delay, StringBuilder page) {
        page.append(key).append(" = ").append(delay.toSeconds()).append('\n');
    }

    /// Nothing where there is none: an empty list would be a mistake.
    private static void list(String key, Stream<String> texts, StringBuilder page) {
        var all = texts.sorted().map(ConfigPage::quoted).collect(Collectors.joining(", "));
        if (!all.isEmpty()) {
            page.append(key).append(" = [").append(all).append("]\n");
        }
    }

    /// The rows of the reference for a block.
    static String reference() {
        var page = new StringBuilder("\nIn each `[[zone]]` block, of which there may be ");
        page.append(ZoneSettings.MOST).append(":\n\n| key | value | default | meaning |\n");
        page.append("|---|---|---|---|\n");
        for (var row : ROWS) {
            page.append(
                    "| `%s` | `%s` | %s | %s |%n"
                            .formatted(row.key(), row.value(), row.standard(), row.meaning()));
        }
        return page.toString();
    }
}
