package vigilar.config;

import vigilar.arming.Mode;
import vigilar.bus.Prefix;
import vigilar.bus.TopicFilter;
import vigilar.event.SourceId;
import vigilar.rules.Action;
import vigilar.text.PlainText;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// Reads a `[[rule.then]]`: one thing that is done.
///
/// @param prefix of the house's own topics
/// @param heard what the house listens to
/// @param person whether somebody signs in so
record RuleActions(Prefix prefix, List<String> heard, Predicate<String> person) {
    private static final List<String> KINDS = List.of("alert", "record", "publish", "siren", "arm");

    /// 200 characters: no device has a longer topic.
    private static final int LONGEST_TOPIC = 200;

    private static final Pattern PERSON = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,31}");

    private static final long USUAL_RECORD_SECONDS = 30;

    Optional<Action> read(TomlBlock block) {
        var said = KINDS.stream().filter(block::has).toList();
        if (said.size() != 1) {
            block.complain(
                    "",
                    "expected one of %s, found %s"
                            .formatted(
                                    String.join(", ", KINDS),
                                    said.isEmpty() ? "none" : String.join(", ", said)));
            return Optional.empty();
        }
        return switch (said.getFirst()) {
            case "alert" -> alert(block);
            case "record" -> record(block);
            case "publish" -> publish(block);
            case "siren" -> siren(block);
            default -> arm(block);
        };
    }

    private Optional<Action> alert(TomlBlock block) {
        block.knows(List.of("alert", "urgency", "title"));
        var urgency = block.text("urgency", RuleActions::urgency);
        var title = block.text("title", RuleActions::title);
        return block.text("alert", this::audience)
                .filter(_ -> block.isWell())
                .map(
                        it ->
                                new Action.Alert(
                                        it,
                                        urgency.orElse(Action.Urgency.NORMAL),
                                        title.orElse("")));
    }

    private Action.Audience audience(String text) {
        var word = text.toLowerCase(Locale.ROOT);
        return switch (word) {
            case "everyone" -> new Action.Audience.Everyone();
            case "owners" -> new Action.Audience.Owners();
            default -> {
                if (!PERSON.matcher(word).matches() || !person.test(word)) {
                    throw RuleBlocks.expected("everyone, owners, or who signs in here", text);
                }
                yield new Action.Audience.Person(word);
            }
        };
    }

    private static Action.Urgency urgency(String text) {
        return Arrays.stream(Action.Urgency.values())
                .filter(it -> it.word().equals(text))
                .findFirst()
                .orElseThrow(
                        () -> RuleBlocks.expected(RuleBlocks.words(Action.Urgency.values()), text));
    }

    private static String title(String text) {
        if (text.isBlank()
                || text.length() > Action.Alert.LONGEST_TITLE
                || !PlainText.is(text)
                || text.lines().count() > 1) {
            throw new IllegalArgumentException(
                    "expected one line of at most %d characters"
                            .formatted(Action.Alert.LONGEST_TITLE));
        }
        return text.strip();
    }

    private static Optional<Action> record(TomlBlock block) {
        block.knows(List.of("record", "seconds"));
        var cameras =
                block.texts(
                        "record",
                        it ->
                                it.equals("it")
                                        ? Optional.<SourceId>empty()
                                        : Optional.of(RuleBlocks.source(it)));
        var seconds = block.number("seconds", 1, Action.Recording.LONGEST.toSeconds());
        if (cameras.isEmpty() && block.isWell()) {
            block.complain("record", "names no camera; \"it\" is the one that saw it");
        }
        if (cameras.size() > 1 && cameras.contains(Optional.<SourceId>empty())) {
            block.complain("record", "\"it\" goes with no other camera");
        }
        return block.isWell()
                ? Optional.of(
                        new Action.Recording(
                                Set.copyOf(cameras.stream().flatMap(Optional::stream).toList()),
                                Duration.ofSeconds(seconds.orElse(USUAL_RECORD_SECONDS))))
                : Optional.empty();
    }

    private Optional<Action> publish(TomlBlock block) {
        block.knows(List.of("publish", "payload", "retain"));
        var topic = block.text("publish", this::topic);
        var payload = block.text("payload", RuleActions::payload);
        boolean retained = block.flag("retain");
        return topic.filter(_ -> block.isWell())
                .map(it -> new Action.Publish(it, payload.orElse(""), retained));
    }

    private Optional<Action> siren(TomlBlock block) {
        block.knows(List.of("siren", "on", "off", "seconds"));
        var topic = block.text("siren", this::topic);
        var on = block.needed("on", RuleActions::payload);
        var off = block.needed("off", RuleActions::payload);
        var seconds = block.number("seconds", 1, Action.Siren.LONGEST.toSeconds());
        return topic.filter(_ -> block.isWell() && on.isPresent() && off.isPresent())
                .map(
                        it ->
                                new Action.Siren(
                                        it,
                                        on.get(),
                                        off.get(),
                                        seconds.map(Duration::ofSeconds).orElse(Action.Siren.USUAL),
                                        seconds.isEmpty()));
    }

    /// Any but our own: what is said there would be taken for news of a device, or of the house.
    private String topic(String text) {
        if (text.isEmpty()
                || text.length() > LONGEST_TOPIC
                || text.contains("+")
                || text.contains("#")
                || text.startsWith("$")
                || !PlainText.is(text)) {
            throw RuleBlocks.expected("a topic without + and #", text);
        }
        if ((text + "/").startsWith(prefix.topic(""))) {
            throw new IllegalArgumentException(
                    "what is said below %s is taken for news of devices; choose another topic"
                            .formatted(prefix.topic("")));
        }
        boolean command = text.endsWith("/set") || text.endsWith("/get");
        if (!command && heard.stream().anyMatch(it -> TopicFilter.holds(it, text))) {
            throw new IllegalArgumentException(
                    "the house listens there, and would take it for news; a command ends with"
                            + " /set");
        }
        return text;
    }

    private static String payload(String text) {
        if (text.length() > Action.Publish.LONGEST_PAYLOAD) {
            throw new IllegalArgumentException(
                    "longer than %,d characters".formatted(Action.Publish.LONGEST_PAYLOAD));
        }
        return text;
    }

    private static Optional<Action> arm(TomlBlock block) {
        block.knows(List.of("arm"));
        return block.text("arm", RuleActions::mode).map(Action.Arm::new);
    }

    private static Mode mode(String text) {
        if (text.toLowerCase(Locale.ROOT).startsWith("disarm")) {
            throw new IllegalArgumentException("no rule disarms: only people do");
        }
        return Mode.named(text).orElseThrow(() -> RuleBlocks.expected("home, away or night", text));
    }
}
