package vigilar.bench.field;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Compares what devices were promised with what stands in the journal, and that with what viewers
/// saw. It knows nothing of what happened in between.
public final class Checker {
    /// 5 examples of each breach: enough to look for the cause.
    private static final int EXAMPLES = 5;

    private static final JsonMapper JSON = new JsonMapper();

    private final String run;
    private final List<Lapse> lapses;
    private final List<String> forgiven = new ArrayList<>();
    private final List<String> breaches = new ArrayList<>();

    /// In the order of the journal.
    ///
    /// @param n the number; -1: it has none
    private record Row(long n, String payload) {}

    private Checker(String run, List<Lapse> lapses) {
        this.run = run;
        this.lapses = lapses;
    }

    /// @param run what stands in the payloads of this run; all other rows are passed over
    /// @param lapses when what was acknowledged may be lost
    public static Verdict check(
            String run,
            Ledger ledger,
            List<Lapse> lapses,
            List<Stored> journal,
            List<Account> viewers) {
        return check(run, ledger.promises(), ledger.sentAgain(), lapses, journal, viewers);
    }

    static Verdict check(
            String run,
            List<Ledger.Promise> promises,
            List<Message> sentAgain,
            List<Lapse> lapses,
            List<Stored> journal,
            List<Account> viewers) {
        var checker = new Checker(run, lapses);
        var rows = checker.rowsByTopic(journal);
        checker.numbered(promises, rows);
        checker.twins(promises, sentAgain, rows);
        checker.contents(promises, rows);
        long overtaken = checker.order(sentAgain, rows);
        checker.dense(journal);
        checker.viewers(journal, viewers);
        long stored = rows.values().stream().mapToLong(List::size).sum();
        return new Verdict(
                promises.size(),
                stored,
                overtaken,
                List.copyOf(checker.forgiven),
                List.copyOf(checker.breaches));
    }

    private Map<String, List<Row>> rowsByTopic(List<Stored> journal) {
        var rows = new HashMap<String, List<Row>>();
        for (var row : journal) {
            if (row.payload().contains(run)) {
                rows.computeIfAbsent(row.topic(), _ -> new ArrayList<>())
                        .add(new Row(number(row), row.payload()));
            }
        }
        return rows;
    }

    private long number(Stored row) {
        try {
            return JSON.readTree(row.payload()).path("n").asLong(-1);
        } catch (JacksonException unreadable) {
            breaches.add("event " + row.id() + " is not readable: " + unreadable.getMessage());
            return -1;
        }
    }

    /// Each that was acknowledged is there, and none twice.
    private void numbered(List<Ledger.Promise> promises, Map<String, List<Row>> rows) {
        var promised = new HashMap<String, Map<Long, Ledger.Promise>>();
        for (var promise : promises) {
            var message = promise.message();
            if (message.kind() == Message.Kind.NUMBERED) {
                promised.computeIfAbsent(message.topic(), _ -> new HashMap<>())
                        .put(message.n(), promise);
            }
        }
        promised.forEach((topic, numbers) -> missing(topic, numbers, rows));
        for (var topic : rows.entrySet()) {
            var seen = new HashSet<Long>();
            var doubles = topic.getValue().stream().map(Row::n).filter(n -> n >= 0 && !seen.add(n));
            some(topic.getKey() + ": stored twice", doubles.toList(), breaches);
        }
    }

    private void missing(
            String topic, Map<Long, Ledger.Promise> numbers, Map<String, List<Row>> rows) {
        var left = new HashMap<>(numbers);
        rows.getOrDefault(topic, List.of()).forEach(row -> left.remove(row.n));
        var lost = new ArrayList<Long>();
        var excused = new ArrayList<Long>();
        left.values().stream()
                .sorted(Comparator.comparingLong(it -> it.message().n()))
                .forEach(it -> (isForgiven(it) ? excused : lost).add(it.message().n()));
        some(topic + ": acknowledged and not stored", lost, breaches);
        some(topic + ": acknowledged and not stored", excused, forgiven);
    }

    private boolean isForgiven(Ledger.Promise promise) {
        return lapses.stream().anyMatch(it -> it.covers(promise));
    }

    /// What one device said stands there in its order. Of what was sent again nobody knows which of
    /// its copies was stored: those that stand behind a later one are counted and no breach.
    private long order(List<Message> sentAgain, Map<String, List<Row>> rows) {
        var again = new HashMap<String, Set<Long>>();
        sentAgain.forEach(
                it -> again.computeIfAbsent(it.topic(), _ -> new HashSet<>()).add(it.n()));
        long overtaken = 0;
        for (var topic : rows.entrySet()) {
            var free = again.getOrDefault(topic.getKey(), Set.of());
            var late = new ArrayList<Long>();
            long highest = -1;
            long highestSentOnce = -1;
            for (var row : topic.getValue()) {
                overtaken += row.n >= 0 && row.n < highest ? 1 : 0;
                highest = Math.max(highest, row.n);
                if (row.n >= 0 && !free.contains(row.n)) {
                    if (row.n < highestSentOnce) {
                        late.add(row.n);
                    }
                    highestSentOnce = Math.max(highestSentOnce, row.n);
                }
            }
            some(
                    topic.getKey() + ": behind a later one, and neither was sent again",
                    late,
                    breaches);
        }
        return overtaken;
    }

    /// What stands there is what was said, letter by letter.
    private void contents(List<Ledger.Promise> promises, Map<String, List<Row>> rows) {
        var said = new HashMap<String, Map<Long, String>>();
        for (var promise : promises) {
            var message = promise.message();
            long n = message.kind() == Message.Kind.NUMBERED ? message.n() : -1;
            said.computeIfAbsent(message.topic(), _ -> new HashMap<>()).put(n, message.payload());
        }
        said.forEach(
                (topic, payloads) -> {
                    var others =
                            rows.getOrDefault(topic, List.of()).stream()
                                    .filter(row -> isAnother(payloads.get(row.n), row.payload))
                                    .map(Row::n)
                                    .toList();
                    some(topic + ": stored with another content", others, breaches);
                });
    }

    /// Of what nobody had an acknowledgement for we do not know what it was.
    private static boolean isAnother(@Nullable String said, String stored) {
        return said != null && !said.equals(stored);
    }

    private static void some(String what, List<Long> numbers, List<String> to) {
        if (!numbers.isEmpty()) {
            to.add(
                    "%s: %d, such as %s"
                            .formatted(
                                    what,
                                    numbers.size(),
                                    numbers.subList(0, Math.min(EXAMPLES, numbers.size()))));
        }
    }

    private void twins(
            List<Ledger.Promise> promises, List<Message> sentAgain, Map<String, List<Row>> rows) {
        var acknowledged = new HashMap<String, Long>();
        var excused = new HashMap<String, Long>();
        var again = new HashMap<String, Long>();
        sentAgain.forEach(message -> count(message, again));
        for (var promise : promises) {
            count(promise.message(), acknowledged);
            if (isForgiven(promise)) {
                count(promise.message(), excused);
            }
            for (long i = repeats(promise); i > 0; i--) {
                count(promise.message(), again);
            }
        }
        acknowledged.forEach(
                (topic, least) -> {
                    long there = rows.getOrDefault(topic, List.of()).size();
                    long most = least + again.getOrDefault(topic, 0L);
                    long lost = least - there;
                    if (lost > 0) {
                        (lost <= excused.getOrDefault(topic, 0L) ? forgiven : breaches)
                                .add(
                                        "%s: acknowledged and not stored: %d of %d equal ones"
                                                .formatted(topic, lost, least));
                    } else if (there > most) {
                        breaches.add(
                                "%s: %d equal ones acknowledged, %d said again, %d stored"
                                        .formatted(topic, least, most - least, there));
                    }
                });
    }

    /// How often its broker may have said it again.
    private long repeats(Ledger.Promise promise) {
        return lapses.stream()
                .filter(it -> it.isRepeated() && it.covers(promise))
                .findFirst()
                .map(in -> lapses.stream().filter(it -> it.to() >= in.to()).count())
                .orElse(0L);
    }

    private static void count(Message message, Map<String, Long> counts) {
        if (message.kind() == Message.Kind.TWIN) {
            counts.merge(message.topic(), 1L, Long::sum);
        }
    }

    private void dense(List<Stored> journal) {
        for (int i = 1; i < journal.size(); i++) {
            if (journal.get(i).id() != journal.get(i - 1).id() + 1) {
                breaches.add("the journal has a hole before event " + journal.get(i).id());
            }
        }
    }

    private void viewers(List<Stored> journal, List<Account> viewers) {
        long head = journal.isEmpty() ? 0 : journal.getLast().id();
        for (var viewer : viewers) {
            viewer.breaches().forEach(it -> breaches.add("viewer " + viewer.viewer() + ": " + it));
            if (viewer.last() != head) {
                breaches.add(
                        "viewer %d saw events up to %d of %d"
                                .formatted(viewer.viewer(), viewer.last(), head));
            } else if (viewer.events() != head - viewer.from()) {
                breaches.add(
                        "viewer %d saw %d events of %d"
                                .formatted(viewer.viewer(), viewer.events(), head - viewer.from()));
            }
        }
    }
}
