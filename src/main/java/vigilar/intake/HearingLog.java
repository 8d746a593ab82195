package vigilar.intake;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import vigilar.event.SourceId;
import vigilar.storage.Database;
import vigilar.text.PlainText;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What is heard on the bus, as stored: producers, devices, topics. Safe for all threads; throws a
/// storage exception when the store cannot be read.
public final class HearingLog {
    /// A week: a producer that said nothing for so long is judged by nothing.
    private static final Duration LATELY = Duration.ofDays(7);

    /// 30 days: a session that the broker forgot is worth telling until it was surely mended.
    private static final Duration WORTH_TELLING = Duration.ofDays(30);

    /// 24 characters of a state fit into a row; longer ones are no words.
    private static final int LONGEST_STATE = 24;

    private static final Logger LOG = LoggerFactory.getLogger(HearingLog.class);
    private static final JsonMapper JSON = new JsonMapper();

    private final Database database;
    private final IntakeSettings settings;
    private final InstantSource clock;

    public HearingLog(Database database, IntakeSettings settings, InstantSource clock) {
        this.database = database;
        this.settings = settings;
        this.clock = clock;
    }

    /// All devices, those heard last first.
    public List<HeardDevice> devices() {
        return database.read(
                rows -> {
                    var points = pointsBySource(IntakeStore.points(rows));
                    return HearingStore.stored(rows).stream()
                            .map(
                                    stored ->
                                            device(
                                                    stored,
                                                    points.getOrDefault(stored.source(), Map.of())))
                            .toList();
                });
    }

    /// What producers call their devices; those without a name are not in it.
    public Map<SourceId, String> names() {
        return database.read(HearingStore::names);
    }

    /// Topics, those heard last first.
    ///
    /// @param fate only those whose newest message met it; empty: all
    /// @param most how many
    public List<HeardTopic> topics(Optional<HeardTopic.Fate> fate, int most) {
        return database.read(rows -> HearingStore.topics(rows, fate, most));
    }

    /// Who is listened to, and how safe their messages are.
    public List<HeardProducer> producers() {
        return producers(seen());
    }

    /// The same, with what somebody has found out about the settings of the broker.
    public List<HeardProducer> producers(BrokerKeeping broker) {
        var since = clock.instant().minus(LATELY).toEpochMilli();
        // without that setting nobody listens to it, and it is not judged
        var lists = settings.zigbee2mqtt().map(it -> it.topic("bridge/")).orElse("bridge/");
        var heard = database.read(rows -> HearingStore.readers(rows, since, lists));
        var points = database.read(IntakeStore::points);
        var forgotten = forgotten();
        var producers = new ArrayList<HeardProducer>();
        listened()
                .forEach(
                        (name, itself) -> {
                            var of = heard.getOrDefault(name, HearingStore.Reader.SILENT);
                            producers.add(
                                    new HeardProducer(
                                            name,
                                            itself,
                                            itself.flatMap(it -> online(it, points)),
                                            of.lastHeard(),
                                            of.messages(),
                                            Assurance.of(
                                                    new Assurance.Heard(
                                                            name,
                                                            of.topics(),
                                                            of.atMostOnce(),
                                                            of.careless()),
                                                    broker,
                                                    forgotten)));
                        });
        return producers;
    }

    /// By name, with the source of what it says of itself.
    private Map<String, Optional<SourceId>> listened() {
        var names = new java.util.LinkedHashMap<String, Optional<SourceId>>();
        if (settings.zigbee2mqtt().isPresent()) {
            names.put(Zigbee2Mqtt.CALLED, Optional.of(Zigbee2Mqtt.BRIDGE));
        }
        if (settings.frigate().isPresent()) {
            names.put(Frigate.CALLED, Optional.of(Frigate.ITSELF));
        }
        if (!settings.devices().isEmpty()) {
            names.put(OwnDevices.CALLED, Optional.empty());
        }
        names.put(Producers.ROUTE_TABLE, Optional.empty());
        return names;
    }

    /// What can be seen from here.
    private BrokerKeeping seen() {
        if (settings.broker().isEmpty()) {
            return new BrokerKeeping.Embedded();
        }
        try {
            var file = MosquittoConf.usual(settings.broker().get());
            if (file.isPresent()) {
                return MosquittoConf.read(file.get());
            }
        } catch (IOException unreadable) {
            LOG.debug("the settings of the broker cannot be read", unreadable);
        }
        return new BrokerKeeping.Unseen();
    }

    private Optional<Instant> forgotten() {
        var since = clock.instant().minus(WORTH_TELLING);
        var broker = BusSession.brokerOf(settings.broker());
        return database.read(rows -> HearingStore.forgotten(rows, broker))
                .filter(at -> at.isAfter(since));
    }

    private static Optional<Boolean> online(
            SourceId source, Map<Signal.Point, Points.Known> points) {
        var known = points.get(new Signal.Point(source, "availability"));
        return known == null || known.text().isEmpty()
                ? Optional.empty()
                : Optional.of(known.text().equals("online"));
    }

    private static Map<SourceId, Map<String, String>> pointsBySource(
            Map<Signal.Point, Points.Known> points) {
        var bySource = new HashMap<SourceId, Map<String, String>>();
        points.forEach(
                (point, known) ->
                        bySource.computeIfAbsent(point.source(), _ -> new TreeMap<>())
                                .put(Hearing.wordOf(point.name()), known.text()));
        return bySource;
    }

    private static HeardDevice device(HearingStore.Stored stored, Map<String, String> points) {
        var availability = points.getOrDefault("availability", "");
        return new HeardDevice(
                stored.source(),
                stored.reader(),
                stored.topic(),
                stored.about().name(),
                stored.about().kind(),
                stored.about().area(),
                List.copyOf(stored.says()),
                Instant.ofEpochMilli(stored.foundMillis()),
                stored.lastMillis() == 0
                        ? Optional.empty()
                        : Optional.of(Instant.ofEpochMilli(stored.lastMillis())),
                stored.messages(),
                states(points, stored.says()),
                number(points.getOrDefault("battery", "")),
                Set.of("on", "true", "low").contains(points.getOrDefault("battery_low", "")),
                availability.isEmpty()
                        ? Optional.empty()
                        : Optional.of(availability.equals("online")));
    }

    /// Of the points that the device itself speaks of.
    private static Map<String, String> states(Map<String, String> points, Set<String> says) {
        var states = new TreeMap<String, String>();
        points.forEach(
                (name, text) -> {
                    var shown = text.startsWith("{") ? reading(name, text).orElse("") : text;
                    if (says.contains(name)
                            && !shown.isEmpty()
                            && shown.length() <= LONGEST_STATE) {
                        states.put(name, PlainText.of(shown, LONGEST_STATE));
                    }
                });
        return states;
    }

    /// What a reading says of its point: `{"temperature":21.5}`, or as `value`. Beside it may stand
    /// a time and other things.
    private static Optional<String> reading(String point, String json) {
        try {
            var tree = JSON.readTree(json);
            return Stream.of(point, "value")
                    .map(tree::path)
                    .filter(value -> value.isNumber() || value.isString())
                    .findFirst()
                    .map(JsonNode::asString);
        } catch (JacksonException _) {
            return Optional.empty(); // a row of another version: shown by the next message
        }
    }

    private static Optional<Integer> number(String json) {
        return reading("battery", json)
                .filter(text -> text.matches("[0-9]{1,3}(\\.[0-9]{1,6})?"))
                .map(text -> (int) Math.round(Double.parseDouble(text)));
    }
}
