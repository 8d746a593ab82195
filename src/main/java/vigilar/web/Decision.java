package vigilar.web;

import tools.jackson.databind.JsonNode;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the panel decided by, in plain words: read from the trace that its event carries.
///
/// @param says in order
/// @param about the number of the event that it was decided on
record Decision(List<Saying> says, Optional<Long> about) {
    private static final String SINCE = "{since}";

    Decision {
        says = List.copyOf(says);
    }

    /// The same, without an event that is gone: everyday ones are kept for a shorter time.
    Decision about(LongPredicate isThere) {
        return new Decision(says, about.filter(isThere::test));
    }

    /// A sentence, maybe with a moment in it, which the page shows by the reader's clock.
    record Saying(String before, Optional<Instant> moment, String after) {
        static Saying of(String sentence) {
            return new Saying(sentence, Optional.empty(), "");
        }
    }

    /// Empty for an event that decided nothing.
    static Optional<Decision> of(JsonNode payload, Words words) {
        var trace = payload.path("trace");
        if (!trace.isObject()) {
            return Optional.empty();
        }
        var says = new ArrayList<String>();
        var outBy = text(trace, "out_by");
        if (!outBy.isEmpty()) {
            says.add(words.say("decision.outBy", Map.of("by", Words.quote(outBy))));
        }
        zone(trace.path("zone"), words, says);
        says.add(leftOut(trace.path("left_out"), words));
        said(words, "decision.rules." + text(trace, "rule"), Map.of()).ifPresent(says::add);
        var event = trace.path("event").asLong(0);
        return Optional.of(
                new Decision(
                        Stream.concat(stood(trace, words), says.stream().map(Saying::of)).toList(),
                        Optional.of(event).filter(it -> it > 0)));
    }

    private static Stream<Saying> stood(JsonNode trace, Words words) {
        var by = text(trace, "stood_by");
        var who = by.isEmpty() ? "" : words.say("decision.by", Map.of("by", Words.quote(by)));
        return said(words, "decision.stood." + text(trace, "stood"), Map.of("by", who)).stream()
                .map(it -> withMoment(it, trace.path("stood_since").asLong(0)));
    }

    private static Saying withMoment(String sentence, long millis) {
        int place = sentence.indexOf(SINCE); // ours stands before any name
        return place < 0
                ? Saying.of(sentence)
                : new Saying(
                        sentence.substring(0, place),
                        Optional.of(Instant.ofEpochMilli(millis)),
                        sentence.substring(place + SINCE.length()));
    }

    private static void zone(JsonNode zone, Words words, List<String> says) {
        var name = Words.quote(text(zone, "name"));
        said(words, "decision.kinds." + text(zone, "kind"), Map.of("zone", name))
                .ifPresent(says::add);
        if (zone.has("entry_delay_s")) {
            says.add(
                    words.say(
                            "decision.entryDelay",
                            Map.of("s", zone.path("entry_delay_s").asLong(0))));
        }
        var group = zone.path("group");
        if (group.isObject()) {
            says.add(
                    words.say(
                            "decision.group",
                            Map.of(
                                    "n",
                                    group.path("needed").asLong(0),
                                    "group",
                                    Words.quote(text(group, "name")),
                                    "s",
                                    group.path("within_s").asLong(0))));
        }
    }

    private static String leftOut(JsonNode zones, Words words) {
        var all =
                zones.propertyStream()
                        .map(
                                it ->
                                        Words.quote(it.getKey())
                                                + said(
                                                                words,
                                                                "decision.bypasses."
                                                                        + it.getValue()
                                                                                .asString(""),
                                                                Map.of())
                                                        .map(why -> " (" + why + ")")
                                                        .orElse(""))
                        .collect(Collectors.joining(", "));
        return all.isEmpty()
                ? words.say("decision.nothingLeftOut")
                : words.say("decision.leftOut", Map.of("zones", all));
    }

    /// Empty for a word that this version does not know: an older or newer one stored it.
    private static Optional<String> said(Words words, String path, Map<String, ?> values) {
        return Optional.of(words.say(path, values)).filter(it -> !it.isEmpty());
    }

    private static String text(JsonNode node, String key) {
        return node.path(key).asString("");
    }
}
