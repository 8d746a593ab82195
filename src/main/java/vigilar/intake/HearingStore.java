package vigilar.intake;

import org.jdbi.v3.core.Handle;

import vigilar.event.SourceId;
import vigilar.intake.HeardTopic.Fate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What is heard, as rows.
final class HearingStore {
    /// 3 topics show where a setting is missing, and still make a sentence.
    private static final int MOST_CARELESS = 3;

    private HearingStore() {}

    /// A device as it is stored.
    record Stored(
            SourceId source,
            String reader,
            String topic,
            About about,
            Set<String> says,
            long foundMillis,
            long lastMillis,
            long messages) {}

    /// Topics that were heard before and understood, or at least expected; those that were heard
    /// most often first, since who invents topics says little on each. What was heard once may be
    /// one of very many.
    static List<String> familiar(Handle rows) {
        return rows.createQuery(
                        "SELECT topic FROM heard_topic WHERE understood + ignored > 1 ORDER BY"
                                + " understood DESC, ignored DESC, topic LIMIT :most")
                .bind("most", Budget.MOST_TOPICS)
                .mapTo(String.class)
                .list();
    }

    /// What was heard by one reader.
    ///
    /// @param topics on which it understood something lately
    /// @param atMostOnce those of them whose newest message came with QoS 0
    /// @param careless some of those
    record Reader(
            Optional<Instant> lastHeard,
            long messages,
            long topics,
            long atMostOnce,
            List<String> careless) {
        static final Reader SILENT = new Reader(Optional.empty(), 0, 0, 0, List.of());

        Reader {
            careless = List.copyOf(careless);
        }
    }

    /// The newest ones, as intake goes on with them.
    static Map<SourceId, Hearing.Device> devices(Handle rows) {
        var devices = new HashMap<SourceId, Hearing.Device>();
        for (var stored : stored(rows)) {
            devices.put(
                    stored.source(),
                    new Hearing.Device(
                            stored.source(),
                            stored.reader(),
                            stored.topic(),
                            stored.about(),
                            stored.says(),
                            stored.foundMillis(),
                            stored.lastMillis(),
                            0));
        }
        return devices;
    }

    /// The newest ones first.
    static List<Stored> stored(Handle rows) {
        return rows.createQuery(
                        "SELECT source, reader, topic, name, kind, area, says, found_ms, last_ms,"
                                + " messages FROM heard_device ORDER BY last_ms DESC, source LIMIT"
                                + " :most")
                .bind("most", Hearing.MOST_DEVICES)
                .map(
                        (row, _) ->
                                new Stored(
                                        new SourceId(row.getString(1)),
                                        row.getString(2),
                                        row.getString(3),
                                        new About(
                                                row.getString(4),
                                                row.getString(5),
                                                row.getString(6)),
                                        words(row.getString(7)),
                                        row.getLong(8),
                                        row.getLong(9),
                                        row.getLong(10)))
                .list();
    }

    static Map<SourceId, String> names(Handle rows) {
        var names = new HashMap<SourceId, String>();
        rows.createQuery("SELECT source, name FROM heard_device WHERE name <> ''")
                .map((row, _) -> Map.entry(new SourceId(row.getString(1)), row.getString(2)))
                .forEach(each -> names.put(each.getKey(), each.getValue()));
        return names;
    }

    static List<HeardTopic> topics(Handle rows, Optional<Fate> fate, int most) {
        return rows.createQuery(
                        "SELECT topic, reader, fate, why, at_most_once, last_ms, understood,"
                                + " ignored, refused FROM heard_topic WHERE :fate = '' OR fate ="
                                + " :fate ORDER BY last_ms DESC, topic LIMIT :most")
                .bind("fate", fate.map(Fate::name).orElse(""))
                .bind("most", most)
                .map(
                        (row, _) ->
                                new HeardTopic(
                                        row.getString(1),
                                        row.getString(2),
                                        Fate.valueOf(row.getString(3)),
                                        row.getString(4),
                                        row.getBoolean(5),
                                        Instant.ofEpochMilli(row.getLong(6)),
                                        row.getLong(7),
                                        row.getLong(8),
                                        row.getLong(9)))
                .list();
    }

    /// What Zigbee2MQTT says with QoS 0 whatever it is told: its lists come again at its next
    /// start, and nothing that happens is in them. Not so what it says of a device that comes or
    /// goes. A device may be called as these lists are, on other levels: only where they stand
    /// counts.
    private static final String CARELESS =
            "at_most_once AND NOT (reader = '%s' AND substr(topic, 1, length(:lists)) = :lists"
                            .formatted(Zigbee2Mqtt.CALLED)
                    + " AND topic <> :lists || 'event')";

    /// @param lists what the topics of Zigbee2MQTT's own words begin with
    static Map<String, Reader> readers(Handle rows, long sinceMillis, String lists) {
        var readers = new HashMap<String, Reader>();
        var careless = careless(rows, sinceMillis, lists);
        rows.createQuery(
                        """
                        SELECT reader, max(last_ms), sum(understood + ignored + refused),
                            sum(last_ms >= :since AND understood > 0),
                            sum(last_ms >= :since AND understood > 0 AND <careless>)
                        FROM heard_topic GROUP BY reader\
                        """)
                .define("careless", CARELESS)
                .bind("lists", lists)
                .bind("since", sinceMillis)
                .map(
                        (row, _) ->
                                Map.entry(
                                        row.getString(1),
                                        new Reader(
                                                Optional.of(Instant.ofEpochMilli(row.getLong(2))),
                                                row.getLong(3),
                                                row.getLong(4),
                                                row.getLong(5),
                                                careless.getOrDefault(
                                                        row.getString(1), List.of()))))
                .forEach(each -> readers.put(each.getKey(), each.getValue()));
        return readers;
    }

    /// Some topics of each reader whose newest message came with QoS 0, for people.
    private static Map<String, List<String>> careless(Handle rows, long sinceMillis, String lists) {
        var careless = new HashMap<String, List<String>>();
        rows.createQuery(
                        """
                        SELECT reader, topic FROM
                            (SELECT reader, topic,
                                row_number() OVER (PARTITION BY reader ORDER BY topic) AS place
                             FROM heard_topic
                             WHERE last_ms >= :since AND understood > 0 AND <careless>)
                        WHERE place <= :most ORDER BY reader, topic\
                        """)
                .define("careless", CARELESS)
                .bind("lists", lists)
                .bind("since", sinceMillis)
                .bind("most", MOST_CARELESS)
                .map((row, _) -> Map.entry(row.getString(1), row.getString(2)))
                .forEach(
                        each ->
                                careless.computeIfAbsent(each.getKey(), _ -> new ArrayList<>())
                                        .add(each.getValue()));
        return careless;
    }

    /// When that broker last did not know a session of ours that it had known.
    static Optional<Instant> forgotten(Handle rows, String broker) {
        return rows.createQuery("SELECT max(forgotten_ms) FROM bus_session WHERE broker = :broker")
                .bind("broker", broker)
                .mapTo(Long.class)
                .findOne()
                .filter(millis -> millis > 0)
                .map(Instant::ofEpochMilli);
    }

    static Set<String> words(String lines) {
        return lines.isEmpty() ? Set.of() : new LinkedHashSet<>(List.of(lines.split("\n", -1)));
    }

    static void save(Handle rows, BusSession session, Hearing.Unsaved unsaved) {
        saveTopics(rows, unsaved.topics());
        saveDevices(rows, unsaved.devices());
        for (var source : unsaved.gone()) {
            rows.execute("DELETE FROM heard_device WHERE source = ?", source.value());
        }
        unsaved.connection().ifPresent(began -> saveConnection(rows, session, began));
        if (unsaved.moreTopics()) {
            prune(rows);
        }
    }

    /// A flood of ever new topics over many starts must not fill the disk.
    private static void prune(Handle rows) {
        rows.execute(
                "DELETE FROM heard_topic WHERE topic IN (SELECT topic FROM heard_topic ORDER BY"
                        + " last_ms DESC LIMIT -1 OFFSET ?)",
                2 * Hearing.MOST_TOPICS);
    }

    private static void saveTopics(Handle rows, List<Hearing.Topic> topics) {
        var batch =
                rows.prepareBatch(
                        """
                        INSERT INTO heard_topic (topic, reader, fate, why, at_most_once, last_ms,
                            understood, ignored, refused)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                        ON CONFLICT (topic) DO UPDATE SET reader = excluded.reader,
                            fate = excluded.fate, why = excluded.why,
                            at_most_once = excluded.at_most_once, last_ms = excluded.last_ms,
                            understood = understood + excluded.understood,
                            ignored = ignored + excluded.ignored,
                            refused = refused + excluded.refused\
                        """);
        for (var topic : topics) {
            batch.add(
                    topic.topic(),
                    topic.reader(),
                    topic.fate().name(),
                    topic.why(),
                    topic.atMostOnce(),
                    topic.lastMillis(),
                    topic.counts().getOrDefault(Fate.UNDERSTOOD, 0L),
                    topic.counts().getOrDefault(Fate.IGNORED, 0L),
                    topic.counts().getOrDefault(Fate.REFUSED, 0L));
        }
        if (!topics.isEmpty()) {
            batch.execute();
        }
    }

    private static void saveDevices(Handle rows, List<Hearing.Device> devices) {
        var batch =
                rows.prepareBatch(
                        """
                        INSERT INTO heard_device (source, reader, topic, name, kind, area, says,
                            found_ms, last_ms, messages)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        ON CONFLICT (source) DO UPDATE SET reader = excluded.reader,
                            topic = excluded.topic, name = excluded.name, kind = excluded.kind,
                            area = excluded.area, says = excluded.says,
                            last_ms = excluded.last_ms, messages = messages + excluded.messages\
                        """);
        for (var device : devices) {
            batch.add(
                    device.source().value(),
                    device.reader(),
                    device.topic(),
                    device.about().name(),
                    device.about().kind(),
                    device.about().area(),
                    String.join("\n", device.says()),
                    device.foundMillis(),
                    device.lastMillis(),
                    device.messages());
        }
        if (!devices.isEmpty()) {
            batch.execute();
        }
    }

    /// A broker that did not know us before has forgotten nothing.
    private static void saveConnection(Handle rows, BusSession session, Hearing.Began began) {
        rows.createUpdate(
                        """
                        INSERT INTO bus_session (session, broker, forgotten_ms)
                        VALUES (:session, :broker, 0)
                        ON CONFLICT (session) DO UPDATE SET broker = excluded.broker,
                            forgotten_ms = CASE WHEN broker <> excluded.broker THEN 0
                                WHEN :resumed THEN forgotten_ms ELSE :now END\
                        """)
                .bind("session", session.id())
                .bind("broker", session.broker())
                .bind("resumed", began.resumed())
                .bind("now", began.millis())
                .execute();
    }
}
