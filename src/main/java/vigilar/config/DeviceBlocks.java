package vigilar.config;

import org.jspecify.annotations.Nullable;
import org.tomlj.TomlArray;

import vigilar.event.EventType;
import vigilar.event.Severity;
import vigilar.intake.IntakeSettings;
import vigilar.intake.OwnDevice;
import vigilar.intake.Sense;
import vigilar.intake.TopicPattern;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Reads `[[device]]`: the owner's own words for topics that nobody else explains.
final class DeviceBlocks {
    static final String NAME = "device";

    /// 20 values for one meaning: a device has two or three words for it.
    private static final int MOST_WORDS = 20;

    /// A key of a block: a row of the reference.
    private record Row(String key, String value, String standard, String meaning) {}

    private static final List<Row> ROWS =
            List.of(
                    new Row(
                            "topic",
                            "\"a/+/b\"",
                            "needed",
                            "Where the device speaks; `+` stands for any one level."),
                    new Row(
                            "name",
                            "\"text\"",
                            "needed",
                            "What it is called. With `+` in the topic, what stands there is"
                                    + " added: `window-kitchen`."),
                    new Row(
                            "pointer",
                            "\"/a/b\"",
                            "`\"\"`",
                            "Where in the JSON the value is (RFC 6901); empty: the whole payload"
                                    + " is the value."),
                    new Row(
                            "on",
                            "value or list",
                            "none",
                            "The values that mean that it is so; case does not matter. A pulse"
                                    + " without it: any message."),
                    new Row(
                            "off",
                            "value or list",
                            "none",
                            "The values that mean that it is not; an edge with `on` needs it."),
                    new Row("above", "number", "none", "Instead of `on`: more than this is so."),
                    new Row("below", "number", "none", "Instead of `on`: less than this is so."),
                    new Row(
                            "kind",
                            "\"edge\" or \"pulse\"",
                            "`\"edge\"`",
                            "An event at each change, or at each message that says so. A pulse"
                                    + " has no end: nothing stands open after it."),
                    new Row(
                            "type",
                            "\"WORDS\"",
                            "needed",
                            "The event, in capitals: one of ours, such as `CONTACT_OPEN`, or your"
                                    + " own."),
                    new Row(
                            "type_off",
                            "\"WORDS\"",
                            "none",
                            "The event when it is over, always INFO; without it nobody is told."
                                    + " For edges."),
                    new Row(
                            "severity",
                            "\"text\"",
                            "`\"info\"`",
                            "`info`, `warning`, `alert` or `critical`."),
                    new Row("area", "\"text\"", "none", "Where in the home, for people."));

    private final Values values;

    DeviceBlocks(Values values) {
        this.values = values;
    }

    void read(TomlBlock block) {
        new Block(block).read();
    }

    /// One block under way.
    private final class Block {
        private final TomlBlock block;

        Block(TomlBlock block) {
            this.block = block;
        }

        void read() {
            block.knows(ROWS.stream().map(Row::key).toList());
            var topic = block.needed("topic", TopicPattern::new);
            var name = block.needed("name", OwnDevice::checkName);
            var pointer = block.text("pointer", OwnDevice::checkPointer).orElse("");
            var pulse = block.text("kind", Block::isPulse).orElse(false);
            var type = block.needed("type", Block::type);
            var over = block.text("type_off", Block::type);
            var severity = block.text("severity", Block::severity).orElse(Severity.INFO);
            var area = block.text("area", OwnDevice::checkArea);
            var sense = sense(pulse);
            if (pulse && over.isPresent()) {
                block.complain(
                        "type_off", "a pulse has no end: leave it out, or write kind = \"edge\"");
            }
            if (block.isWell() && topic.isPresent() && name.isPresent() && type.isPresent()) {
                values.add(
                        new Values.Block(
                                new OwnDevice(
                                        topic.get(),
                                        name.get(),
                                        pointer,
                                        sense,
                                        pulse,
                                        type.get(),
                                        over,
                                        severity,
                                        area),
                                block.where()));
            }
        }

        private Sense sense(boolean pulse) {
            var on = words("on");
            var off = words("off");
            var above = number("above");
            var below = number("below");
            var ways = (on.isEmpty() ? 0 : 1) + above.stream().count() + below.stream().count();
            if (ways > 1) {
                block.complain("", "give one of on, above and below, not several");
            } else if (!on.isEmpty()) {
                if (off.isEmpty() && !pulse) {
                    block.complain(
                            "on", "an edge needs off too: the values that mean the opposite");
                }
                return new Sense.Words(on, off);
            } else if (!off.isEmpty()) {
                block.complain("off", "needs on too");
            } else if (ways == 0 && !pulse) {
                block.complain(
                        "", "say which values mean something: on and off, or above, or below");
            }
            return above.<Sense>map(bound -> new Sense.Beyond(bound, true))
                    .or(() -> below.map(bound -> new Sense.Beyond(bound, false)))
                    .orElseGet(Sense.Always::new);
        }

        private List<String> words(String key) {
            var raw = block.raw(key);
            var list = raw instanceof TomlArray array ? array.toList() : listOf(raw);
            if (raw != null && (list.isEmpty() || list.size() > MOST_WORDS)) {
                block.complain(key, "expected 1 to " + MOST_WORDS + " values");
            }
            for (var one : list) {
                if (!(one instanceof String || one instanceof Boolean || one instanceof Number)) {
                    block.complain(
                            key, "expected a text, a number, true or false, or a list of them");
                    return List.of();
                }
            }
            return list.stream().map(Object::toString).toList();
        }

        private static List<Object> listOf(@Nullable Object raw) {
            return raw == null ? List.of() : List.of(raw);
        }

        private Optional<BigDecimal> number(String key) {
            var raw = block.raw(key);
            if (raw == null) {
                return Optional.empty();
            }
            try {
                if (raw instanceof Number number) {
                    return Optional.of(new BigDecimal(number.toString()));
                }
            } catch (NumberFormatException _) {
                // nan and inf are numbers to TOML: complained about below
            }
            block.complain(key, "expected a number without quotes");
            return Optional.empty();
        }

        private static boolean isPulse(String kind) {
            return switch (kind) {
                case "pulse" -> true;
                case "edge" -> false;
                default ->
                        throw new IllegalArgumentException(
                                "expected \"edge\" or \"pulse\", found '" + kind + "'");
            };
        }

        private static EventType type(String text) {
            if (!EventType.looksRight(text)) {
                throw new IllegalArgumentException(
                        "expected words in capitals such as GARAGE_OPEN, found '" + text + "'");
            }
            return new EventType(text);
        }

        private static Severity severity(String text) {
            return Severity.named(text)
                    .orElseThrow(
                            () ->
                                    new IllegalArgumentException(
                                            "expected info, warning, alert or critical, found '"
                                                    + text
                                                    + "'"));
        }
    }

    /// Blocks that are in each other's way, or in that of a producer.
    static List<Complaint> contradictions(Values values, IntakeSettings intake) {
        var found = new ArrayList<Complaint>();
        var roots = new LinkedHashMap<String, String>();
        roots.put(intake.prefix().value(), "Vigilar's own topics");
        intake.zigbee2mqtt().ifPresent(it -> roots.put(it.value(), "those of Zigbee2MQTT"));
        intake.frigate().ifPresent(it -> roots.put(it.value(), "those of Frigate"));
        var blocks = values.blocks();
        for (int i = 0; i < blocks.size(); i++) {
            var block = blocks.get(i);
            roots.forEach(
                    (root, whose) -> {
                        if (block.device().topic().reachesBelow(root)) {
                            found.add(
                                    new Complaint(
                                            block.where(),
                                            "device.topic: %s reaches below %s: %s have a reader of their own"
                                                    .formatted(
                                                            block.device().topic(), root, whose)));
                        }
                    });
            for (var earlier : blocks.subList(0, i)) {
                OwnDevice.clash(earlier.device(), block.device())
                        .ifPresent(
                                why ->
                                        found.add(
                                                new Complaint(
                                                        block.where(),
                                                        "device: this and the block at %s: %s"
                                                                .formatted(earlier.where(), why))));
            }
        }
        return found;
    }

    /// The block as it could stand in the file.
    static String toml(Values.Block block) {
        var device = block.device();
        var lines = new ArrayList<String>();
        lines.add("\n[[device]]  # " + block.where());
        lines.add("topic = " + ConfigPage.quoted(device.topic().value()));
        lines.add("name = " + ConfigPage.quoted(device.name()));
        lines.add("pointer = " + ConfigPage.quoted(device.pointer()));
        switch (device.sense()) {
            case Sense.Always _ -> {}
            case Sense.Words(var on, var off) -> {
                lines.add("on = " + list(on));
                if (!off.isEmpty()) {
                    lines.add("off = " + list(off));
                }
            }
            case Sense.Beyond(var bound, var above) ->
                    lines.add((above ? "above = " : "below = ") + bound.toPlainString());
        }
        lines.add("kind = " + ConfigPage.quoted(device.pulse() ? "pulse" : "edge"));
        lines.add("type = " + ConfigPage.quoted(device.type().name()));
        device.over().ifPresent(it -> lines.add("type_off = " + ConfigPage.quoted(it.name())));
        lines.add("severity = " + ConfigPage.quoted(device.severity().name()));
        device.area().ifPresent(it -> lines.add("area = " + ConfigPage.quoted(it)));
        return String.join("\n", lines) + "\n";
    }

    private static String list(List<String> words) {
        return words.stream().map(ConfigPage::quoted).collect(Collectors.joining(", ", "[", "]"));
    }

    /// The rows of the reference for a block.
    static String reference() {
        var page = new StringBuilder("\nIn each `[[device]]` block, of which there may be ");
        page.append(OwnDevice.MOST).append(":\n\n| key | value | default | meaning |\n");
        page.append("|---|---|---|---|\n");
        for (var row : ROWS) {
            page.append(
                    "| `%s` | `%s` | %s | %s |%n"
                            .formatted(row.key(), row.value(), row.standard(), row.meaning()));
        }
        return page.toString();
    }
}
