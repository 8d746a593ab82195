package vigilar.intake;

import vigilar.event.EventType;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// What the readers of other programs make of their messages, for the topic page.
final class ProducerTables {
    private static final String ZIGBEE =
            """

            ## Zigbee2MQTT

            Below `zigbee2mqtt` unless `zigbee2mqtt.base` says otherwise. The source is the
            device's IEEE address; before `bridge/devices` was heard, its name. Each field of a
            device is an **edge** of its own: a message that repeats the whole state is no event.
            A key that is `null` counts as absent; one of a wrong type is refused alone, the rest
            of the message counts. `value_on` and `value_off` of `exposes` say which value is
            which where they differ from this table.

            | topic or field | worth a word when | becomes |
            |---|---|---|
            """;

    private static final String FRIGATE =
            """

            ## Frigate

            Below `frigate` unless `frigate.prefix` says otherwise; only these topics are
            subscribed to. The source is the camera. A review is an event when it is first heard
            of, again only when it rises from detection to alert or a person comes into it, and
            when it ends.

            | topic | when | becomes |
            |---|---|---|
            """;

    private ProducerTables() {}

    static String markdown() {
        var page = new StringBuilder(ZIGBEE);
        for (var field : ZigbeeField.BINARY) {
            row(page, field.key(), field.polarity().on(), field.outcomes());
        }
        row(
                page,
                "battery",
                "no `battery_low` beside it: low at %d or less, well again at %d or more"
                        .formatted(ZigbeeBattery.LOW, ZigbeeBattery.WELL),
                ZigbeeField.BATTERY.outcomes());
        row(page, "action", "not empty (pulse)", List.of(Zigbee2Mqtt.PRESSED, Zigbee2Mqtt.PANIC));
        row(page, String.join("`, `", ZigbeeField.READINGS), "never: reading", List.of());
        row(
                page,
                "{name}/availability",
                "`{\"state\":\"offline\"}` or the bare word",
                List.of(Zigbee2Mqtt.UNREACHED, Zigbee2Mqtt.REACHED));
        row(page, "bridge/state", "the same", List.of(Zigbee2Mqtt.OFFLINE, Zigbee2Mqtt.ONLINE));
        row(
                page,
                "bridge/devices`, `bridge/event",
                "a device comes or goes",
                List.of(Zigbee2Mqtt.JOINED, Zigbee2Mqtt.LEFT));
        page.append("\nThe list of devices may have ")
                .append(Limits.DEVICE_LIST.bytes())
                .append(
                        " bytes. Other topics of the bridge, and `/set` and `/get`, are"
                                + " ignored.\n");
        page.append(FRIGATE);
        for (var what : FrigateReview.What.ALL) {
            page.append("| `reviews` | ")
                    .append(
                            what.equals(FrigateReview.What.SOUND)
                                    ? "nothing but a sound"
                                    : what.labels().isEmpty()
                                            ? "other objects"
                                            : String.join(", ", what.labels()))
                    .append(" | `")
                    .append(what.type())
                    .append("` INFO (severity detection), WARNING (alert) |\n");
        }
        row(page, "reviews", "type end", List.of(Frigate.ENDED));
        row(page, "events", "never: detail", List.of());
        row(
                page,
                "available",
                "it changes",
                List.of(Frigate.OFFLINE, Frigate.STOPPED, Frigate.ONLINE));
        for (var role : List.of("detect", "record", "audio")) {
            row(
                    page,
                    "{camera}/status/" + role,
                    "it changes",
                    Frigate.ROLES.getOrDefault(role, List.of()));
        }
        return page.append(provenance(Settling.WINDOW.toSeconds())).toString();
    }

    private static String provenance(long seconds) {
        return """

        ## Provenance

        What Zigbee2MQTT and Frigate say may be old. An event that is not live carries
        `provenance` as the first key of its payload, has at most the severity WARNING, and raises
        no alarm:

        - `retained`: the broker had kept it from before we subscribed;
        - `replayed`: a state said within %d s of the producer's birth, or anything within %d s of
        the beginning of our own connection, when the broker hands out what it queued, and longer
        while it still does (5 min at most);
        - `backfilled`: fetched later from where it was recorded.

        The first state ever heard of a field is an event only if it is live and not the one at
        rest (closed, dry, online). A state that differs from the known one is always an event,
        marked if it is not live. What would be ALERT or CRITICAL and is known only from messages
        that were not live is an event once more when a live one repeats it, so that no smoke goes
        unheard because it was first heard of at a start; so is a review of Frigate that goes on
        (`goes_on`).

        What is CRITICAL (smoke, gas, carbon monoxide, a call for help) is live from the start
        where it was not so when last heard, however old the message may be; and so is each call
        for help that nobody repeats (`action`), of one that the broker keeps once.

        What our own topics say is live whenever it is first delivered, also when the broker kept
        it while Vigilar was away: such a device says once what happens once and repeats nothing,
        and an alarm that comes late is better than none.
        """
                .formatted(seconds, seconds);
    }

    private static void row(StringBuilder page, String topic, String when, List<Outcome> outcomes) {
        page.append("| `").append(topic);
        page.append("` | ").append(when);
        page.append(" | ").append(TopicPage.becomes(outcomes)).append(" |\n");
    }

    static List<EventType> types() {
        var outcomes = new ArrayList<Outcome>();
        ZigbeeField.BINARY.forEach(field -> outcomes.addAll(field.outcomes()));
        Frigate.ROLES.values().forEach(outcomes::addAll);
        outcomes.addAll(List.of(Zigbee2Mqtt.PRESSED, Zigbee2Mqtt.PANIC));
        outcomes.addAll(List.of(Zigbee2Mqtt.REACHED, Zigbee2Mqtt.UNREACHED));
        outcomes.addAll(List.of(Zigbee2Mqtt.JOINED, Zigbee2Mqtt.LEFT));
        outcomes.addAll(List.of(Frigate.ONLINE, Frigate.OFFLINE, Frigate.STOPPED, Frigate.ENDED));
        return Stream.concat(
                        outcomes.stream().map(Outcome::type),
                        FrigateReview.What.ALL.stream().map(FrigateReview.What::type))
                .toList();
    }
}
