package vigilar.bench.field;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import java.util.ArrayList;
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
    private final List<String> breaches = new ArrayList<>();

    private Checker(String run) {
        this.run = run;
    }

    /// @param run what stands in the payloads of this run; all other rows are passed over
    public static Verdict check(
            String run, Ledger ledger, List<Stored> journal, List<Account> viewers) {
        return check(run, ledger.promises(), ledger.sentAgain(), journal, viewers);
    }

    static Verdict check(
            String run,
            List<Ledger.Promise> promises,
            List<Message> sentAgain,
            List<Stored> journal,
            List<Account> viewers) {
        var checker = new Checker(run);
        var rows = checker.rowsByTopic(journal);
        long overtaken = checker.numbered(promises, rows);
        checker.twins(promises, sentAgain, rows);
        checker.dense(journal);
        checker.viewers(journal, viewers);
        long stored = rows.values().stream().mapToLong(List::size).sum();
        return new Verdict(promises.size(), stored, overtaken, List.copyOf(checker.breaches));
    }

    /// The numbers of each topic in the order of the journal; -1 for those without one.
    private Map<String, List<Long>> rowsByTopic(List<Stored> journal) {
        var rows = new HashMap<String, List<Long>>();
        for (var row : journal) {
            if (row.payload().contains(run)) {
                rows.computeIfAbsent(row.topic(), _ -> new ArrayList<>()).add(number(row));
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

    /// Each that was acknowledged is there, and none twice. How many stand behind a later one of
    /// the same device is counted and no breach: nobody promises that order after a redelivery.
    private long numbered(List<Ledger.Promise> promises, Map<String, List<Long>> rows) {
        var promised = new HashMap<String, Set<Long>>();
        for (var promise : promises) {
            var message = promise.message();
            if (message.kind() == Message.Kind.NUMBERED) {
                promised.computeIfAbsent(message.topic(), _ -> new HashSet<>()).add(message.n());
            }
        }
        promised.forEach((topic, numbers) -> missing(topic, numbers, rows));
        long overtaken = 0;
        for (var topic : rows.entrySet()) {
            var seen = new HashSet<Long>();
            var doubles = new ArrayList<Long>();
            long highest = -1;
            for (long n : topic.getValue()) {
                if (n >= 0 && !seen.add(n)) {
                    doubles.add(n);
                }
                overtaken += n >= 0 && n < highest ? 1 : 0;
                highest = Math.max(highest, n);
            }
            some(topic.getKey() + ": stored twice", doubles);
        }
        return overtaken;
    }

    private void missing(String topic, Set<Long> numbers, Map<String, List<Long>> rows) {
        var left = new HashSet<>(numbers);
        rows.getOrDefault(topic, List.of()).forEach(left::remove);
        some(topic + ": acknowledged and not stored", left.stream().sorted().toList());
    }

    private void some(String what, List<Long> numbers) {
        if (!numbers.isEmpty()) {
            breaches.add(
                    "%s: %d, such as %s"
                            .formatted(
                                    what,
                                    numbers.size(),
                                    numbers.subList(0, Math.min(EXAMPLES, numbers.size()))));
        }
    }

    private void twins(
            List<Ledger.Promise> promises, List<Message> sentAgain, Map<String, List<Long>> rows) {
        var acknowledged = new HashMap<String, Long>();
        for (var promise : promises) {
            count(promise.message(), acknowledged);
        }
        var again = new HashMap<String, Long>();
        sentAgain.forEach(message -> count(message, again));
        acknowledged.forEach(
                (topic, least) -> {
                    long there = rows.getOrDefault(topic, List.of()).size();
                    long most = least + again.getOrDefault(topic, 0L);
                    if (there < least) {
                        breaches.add(
                                "%s: acknowledged and not stored: %d of %d equal ones"
                                        .formatted(topic, least - there, least));
                    } else if (there > most) {
                        breaches.add(
                                "%s: %d equal ones acknowledged, %d sent again, %d stored"
                                        .formatted(topic, least, most - least, there));
                    }
                });
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
