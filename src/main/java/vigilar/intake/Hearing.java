package vigilar.intake;

import vigilar.bus.Delivery;
import vigilar.event.Provenance;
import vigilar.event.SourceId;
import vigilar.intake.HeardTopic.Fate;
import vigilar.text.PlainText;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// What is heard on the bus, by topic and by device, on its way to the store. It only counts and
/// remembers; nothing depends on it but the page that shows it. For one thread.
final class Hearing {
    /// 5,000 topics since the start: ten times what a large home has. Of a flood of ever new topics
    /// the others are not listed; their refusals are.
    static final int MOST_TOPICS = 5_000;

    /// 2,000 devices: twice the largest home.
    static final int MOST_DEVICES = 2_000;

    /// 30 days: a device that said nothing for so long gives its place in a full list to a new one.
    private static final long REMEMBERED_MILLIS = TimeUnit.DAYS.toMillis(30);

    /// 12 words tell what a device can say.
    static final int MOST_WORDS = 12;

    /// 200 characters of a topic or of a reason fill a row of the page.
    private static final int MOST_CHARACTERS = 200;

    /// 1 s: whoever sets a device up waits for it.
    private static final long NEWS_WAIT = TimeUnit.SECONDS.toNanos(1);

    /// 30 s: counts may be that old after a crash; a sync for each would wear the disk out.
    private static final long COUNTS_WAIT = TimeUnit.SECONDS.toNanos(30);

    /// What is said of a device, and not by it.
    private static final Set<String> HEARSAY = Set.of("availability", ZigbeeList.MEMBERSHIP);

    /// What is new of a topic since the last save.
    ///
    /// @param counts messages by fate
    record Topic(
            String topic,
            String reader,
            Fate fate,
            String why,
            boolean atMostOnce,
            long lastMillis,
            Map<Fate, Long> counts) {}

    /// A device as it is known now.
    ///
    /// @param lastMillis 0: listed, or known from what was kept or repeated; it said nothing itself
    ///   yet
    /// @param messages since the last save
    record Device(
            SourceId source,
            String reader,
            String topic,
            About about,
            Set<String> says,
            long foundMillis,
            long lastMillis,
            long messages) {
        private static Device found(Message message, SourceId source, About about) {
            return new Device(
                    source,
                    message.reader(),
                    message.topic(),
                    about,
                    Set.of(),
                    message.millis(),
                    0,
                    0);
        }

        private Device with(About news) {
            return new Device(source, reader, topic, news, says, foundMillis, lastMillis, messages);
        }

        private Device speaking(Message message) {
            return new Device(
                    source,
                    reader,
                    message.topic(),
                    about,
                    says,
                    foundMillis,
                    message.millis(),
                    messages + 1);
        }

        private Device saying(Set<String> words) {
            var all = new LinkedHashSet<>(says);
            words.stream().filter(_ -> all.size() < MOST_WORDS).forEach(all::add);
            return new Device(source, reader, topic, about, all, foundMillis, lastMillis, messages);
        }

        /// Its messages are in the store now.
        private Device counted() {
            return new Device(source, reader, topic, about, says, foundMillis, lastMillis, 0);
        }
    }

    /// How a connection began.
    ///
    /// @param resumed the broker knew our session
    record Began(boolean resumed, long millis) {}

    /// What the next save writes.
    ///
    /// @param moreTopics some of the topics are new since the start
    /// @param gone devices that turned out to be others, or gave their place away
    record Unsaved(
            List<Topic> topics,
            boolean moreTopics,
            List<Device> devices,
            Set<SourceId> gone,
            Optional<Began> connection) {
        static final Unsaved NOTHING =
                new Unsaved(List.of(), false, List.of(), Set.of(), Optional.empty());

        boolean isEmpty() {
            return topics.isEmpty() && devices.isEmpty() && gone.isEmpty() && connection.isEmpty();
        }
    }

    private final Map<String, Topic> topics = new HashMap<>();
    private final Map<SourceId, Device> devices;
    private final Map<String, Topic> freshTopics = new LinkedHashMap<>();
    private final Map<SourceId, Device> freshDevices = new LinkedHashMap<>();
    private final Set<SourceId> gone = new LinkedHashSet<>();
    private Optional<Began> connection = Optional.empty();
    private boolean news;
    private boolean moreTopics;
    private long savedNanos = System.nanoTime() - COUNTS_WAIT;

    /// @param known the devices of before
    Hearing(Map<SourceId, Device> known) {
        devices = new HashMap<>(known);
    }

    /// A message, and who can tell more of it.
    ///
    /// @param topic capped: somebody else's broker may allow 64 KiB
    private record Message(Delivery delivery, String topic, long millis, Producers producers) {
        Message(Delivery delivery, long millis, Producers producers) {
            this(delivery, PlainText.of(delivery.topic(), MOST_CHARACTERS), millis, producers);
        }

        String reader() {
            return producers.readerOf(delivery.topic());
        }

        About about(SourceId source) {
            return producers.about(delivery.topic(), source);
        }
    }

    /// Takes note of a message that is no repetition of one before.
    ///
    /// @param producers say who reads it and what they know of the device
    void heard(Delivery delivery, Decoded decoded, long millis, Producers producers) {
        var message = new Message(delivery, millis, producers);
        switch (decoded) {
            case Decoded.OurOwn _ -> {}
            case Decoded.Ignored(var why) -> topic(message, Fate.IGNORED, why);
            case Decoded.Refused(var why, _) -> topic(message, Fate.REFUSED, why);
            case Decoded.Understood understood -> {
                topic(message, Fate.UNDERSTOOD, understood.doubt().orElse(""));
                devices(message, understood);
            }
        }
    }

    private void topic(Message message, Fate fate, String why) {
        var topic = message.topic();
        var before = topics.get(topic);
        if (before == null && topics.size() >= MOST_TOPICS) {
            return;
        }
        var unsaved = freshTopics.get(topic);
        var counts = new EnumMap<Fate, Long>(Fate.class);
        counts.putAll(unsaved == null ? Map.of() : unsaved.counts());
        counts.merge(fate, 1L, Long::sum);
        var now =
                new Topic(
                        message.topic(),
                        before == null ? message.reader() : before.reader(),
                        fate,
                        PlainText.of(why, MOST_CHARACTERS),
                        !message.delivery().mayComeAgain(),
                        message.millis(),
                        counts);
        moreTopics |= before == null;
        news |= before == null || before.fate() != fate;
        topics.put(topic, now);
        freshTopics.put(topic, now);
    }

    /// What a message says of its devices.
    private static final class Talk {
        private final Map<SourceId, Set<String>> words = new HashMap<>();
        private final Set<SourceId> live = new HashSet<>();

        private void says(Signal.Point point, Provenance provenance) {
            if (!HEARSAY.contains(point.name())) {
                var word = point.name().equals(Signal.Reading.LIFE) ? "" : wordOf(point.name());
                says(point.source(), word, provenance);
            }
        }

        private void says(SourceId source, String word, Provenance provenance) {
            var all = words.computeIfAbsent(source, _ -> new LinkedHashSet<>());
            if (!word.isEmpty()) {
                all.add(word.toLowerCase(Locale.ROOT));
            }
            if (provenance == Provenance.LIVE) {
                live.add(source);
            }
        }
    }

    private void devices(Message message, Decoded.Understood said) {
        var talk = new Talk();
        for (var signal : said.signals()) {
            switch (signal) {
                case Signal.Moved(var reader, var names) ->
                        names.keySet().stream()
                                .filter(from -> isOf(from, reader))
                                .forEach(this::goes);
                case Signal.Learned(var point, _) -> listed(message, point.source());
                case Signal.Pulse(var source, var meaning, _, var provenance) ->
                        talk.says(source, meaning.type().name(), provenance);
                case Signal.Edge edge -> talk.says(edge.point(), Provenance.LIVE);
                case Signal.Field field -> talk.says(field.point(), field.provenance());
                case Signal.Reading(var point, _, var provenance) -> talk.says(point, provenance);
            }
        }
        talk.words.forEach(
                (source, words) ->
                        speaks(
                                message,
                                source,
                                words,
                                talk.live.contains(source) && !message.delivery().retained()));
    }

    /// "sensor/battery" is the battery to people.
    static String wordOf(String point) {
        return point.substring(point.lastIndexOf('/') + 1);
    }

    /// A producer says something of a device that need not have spoken itself.
    private void listed(Message message, SourceId source) {
        var about = message.about(source);
        var before = devices.get(source);
        if (before == null ? !about.equals(About.NOTHING) : !about.equals(before.about())) {
            put(before == null ? Device.found(message, source, about) : before.with(about));
        }
    }

    /// @param live it says so now; what was kept or is repeated tells that it exists and what it
    ///   can say, and not that it still speaks
    private void speaks(Message message, SourceId source, Set<String> words, boolean live) {
        if (message.producers().isItself(source)) {
            return; // a producer stands in a list of its own
        }
        var before = devices.get(source);
        var known = before == null ? Device.found(message, source, message.about(source)) : before;
        var now = live ? known.saying(words).speaking(message) : known.saying(words);
        if (before == null) {
            put(now);
        } else if (!now.equals(before)) {
            news |= live && before.lastMillis() == 0;
            devices.put(source, now);
            freshDevices.put(source, now);
        }
    }

    private void put(Device device) {
        if (devices.size() >= MOST_DEVICES
                && !devices.containsKey(device.source())
                && !makesRoom(device.foundMillis())) {
            return;
        }
        gone.remove(device.source());
        devices.put(device.source(), device);
        freshDevices.put(device.source(), device);
        news = true;
    }

    /// Forgets the device that was heard the longest ago. One that was heard of late stays, however
    /// many others come: who floods the bus with invented devices must not push out real ones.
    private boolean makesRoom(long nowMillis) {
        var oldest =
                devices.values().stream()
                        .min(Comparator.comparingLong(Hearing::newsMillis))
                        .orElseThrow();
        if (nowMillis - newsMillis(oldest) <= REMEMBERED_MILLIS) {
            return false;
        }
        goes(oldest.source());
        return true;
    }

    private static long newsMillis(Device device) {
        return Math.max(device.foundMillis(), device.lastMillis());
    }

    /// False if that is a device of another reader, whose name only happens to be the same.
    boolean isOf(SourceId source, String reader) {
        var device = devices.get(source);
        return device == null || device.reader().equals(reader);
    }

    private void goes(SourceId source) {
        if (devices.remove(source) != null) {
            freshDevices.remove(source);
            gone.add(source);
        }
    }

    /// A connection begins.
    void connected(boolean resumed, long millis) {
        connection = Optional.of(new Began(resumed, millis));
        news = true;
    }

    /// True when there is something to save that has waited long enough.
    boolean isDue(long nanos) {
        var waits =
                !freshTopics.isEmpty()
                        || !freshDevices.isEmpty()
                        || !gone.isEmpty()
                        || connection.isPresent();
        return waits && nanos - savedNanos > (news ? NEWS_WAIT : COUNTS_WAIT);
    }

    /// What goes into the next commit: nothing until it is due, so that a flood does not write each
    /// of its topics with every commit.
    Unsaved unsaved(long nanos) {
        return isDue(nanos)
                ? new Unsaved(
                        List.copyOf(freshTopics.values()),
                        moreTopics,
                        List.copyOf(freshDevices.values()),
                        Set.copyOf(gone),
                        connection)
                : Unsaved.NOTHING;
    }

    void saved(Unsaved written, long nanos) {
        if (written.isEmpty()) {
            return;
        }
        written.devices().forEach(each -> devices.put(each.source(), each.counted()));
        freshTopics.clear();
        freshDevices.clear();
        gone.clear();
        connection = Optional.empty();
        news = false;
        moreTopics = false;
        savedNanos = nanos;
    }
}
