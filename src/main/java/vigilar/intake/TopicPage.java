package vigilar.intake;

import vigilar.event.EventType;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The route table as docs/reference/topics.md. A test compares the page with the table.
public final class TopicPage {
    private static final String INTRODUCTION =
            """
            # Topics that Vigilar understands

            Printed from the route table (`vigilar.intake.Routes`); do not edit. After a change of the table
            renew it with `mvn -q test -Dtest=TopicPageTest -Dvigilar.renew=true`.

            Topics stand below the prefix (`vigilar` unless set otherwise). `{id}` and `{name}` are 1 to 64
            letters, digits, `.`, `_` or `-`, beginning with a letter or digit; they become the event's
            `source_id` (`ups` and `system` where there is none). The payload is one JSON object; an empty
            payload is `{}`; unknown keys are kept. `ts` is the device's own time in milliseconds, seconds (a
            number below 10^11) or ISO 8601. A key that is `null` counts as absent.

            - **edge**: an event when the known state changes; a retained message only sets the state.
            - **pulse**: every live message is an event; a retained one is none.
            - **reading**, **heartbeat**: no event; the newest is kept, on disk up to 30 s later.
            - **command**: never an event, and its payload is kept nowhere; a retained one is refused.

            """;

    private static final String SAID =
            """

            ## What Vigilar says

            | topic | payload | retained |
            |---|---|---|
            | `events/published` | `id`, `ts`, `type`, `severity`, `source_id`, `payload` | no |
            | `system/arm_state` | `state`, `since` in milliseconds, `by` a person or a zone | yes |
            | `system/arm_outcome` | `request_id`, `done`, `reason`, `message`, `state`, … | no |
            | `system/arm_tick` | `delay` exit / entry, `seconds_left`, `mode`; QoS 0 | no |
            | `system/arm_available` | `online`; `offline` when nobody says how the panel stands | yes |
            | `system/alert` | `event_id`, `rule`, `severity`, `title`, `body` of a \
            [rule](../rules.md) that tells everyone | no |
            | `camera/{id}/command/record` | `event_id`, `seconds`: a rule has that camera record | no |

            More on the four about arming: [the alarm panel](../alarm.md#keypads-and-programs-by-mqtt).
            """;

    private TopicPage() {}

    /// The whole page in Markdown.
    public static String markdown() {
        var page = new StringBuilder(INTRODUCTION);
        page.append("| topic | payload | becomes | kind | most bytes | most depth |\n");
        page.append("|---|---|---|---|---|---|\n");
        for (var route : Routes.TABLE) {
            page.append("| `").append(route.pattern());
            page.append("` | ").append(route.payload());
            page.append(" | ").append(becomes(route.outcomes()));
            page.append(" | ").append(route.kind().inWords);
            page.append(" | ").append(route.limits().bytes());
            page.append(" | ").append(route.limits().depth()).append(" |\n");
        }
        page.append("\nA topic has at most ").append(Limits.TOPIC_BYTES);
        page.append(" bytes, a number at most ").append(Limits.NUMBER_CHARACTERS);
        page.append(" characters, the name of a key at most ").append(Limits.NAME_CHARACTERS);
        page.append(".\nEverything else below the prefix is refused with \"no reader for …\".\n");
        page.append(ProducerTables.markdown());
        page.append(SAID);
        page.append("\n## Event types\n\n");
        types().forEach(type -> page.append("- `").append(type).append("`\n"));
        return page.toString();
    }

    private static List<String> types() {
        return Stream.concat(
                        Routes.TABLE.stream()
                                .flatMap(route -> route.outcomes().stream())
                                .map(Outcome::type),
                        ProducerTables.types().stream())
                .map(EventType::name)
                .distinct()
                .sorted()
                .toList();
    }

    static String becomes(List<Outcome> outcomes) {
        return outcomes.isEmpty()
                ? "no event"
                : outcomes.stream()
                        .map(
                                outcome ->
                                        "`"
                                                + outcome.type()
                                                + "` "
                                                + outcome.severity()
                                                + (outcome.when().isEmpty()
                                                        ? ""
                                                        : " (" + outcome.when() + ")"))
                        .collect(Collectors.joining("; "));
    }
}
